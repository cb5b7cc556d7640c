import { canonicalJson } from '../../core/canonical-json.js';
import type { JournalEntry } from '../../core/ports/journal.js';
import type { FedAccount } from '../../engine/account/fed/fed-account.js';
import type { RecordOf } from './records.js';

/** Where the stops of an account of its own rest, for whoever reads the journal: written where they have moved. No state rests on it. */
export class ToldStops {
  private told: RecordOf<'stops'>['positions'] = {};

  take({ positions }: RecordOf<'stops'>): void {
    this.told = positions;
  }

  /** The record of a moment that is booked; none where nothing has moved. */
  moved(account: FedAccount, time: number, symbols: readonly { readonly symbol: string }[]): JournalEntry[] {
    const positions: RecordOf<'stops'>['positions'] = {};
    for (const { symbol } of symbols) {
      const { stop, trailing } = account.stopOf(symbol);
      if (!Number.isNaN(stop)) positions[symbol] = { stop, trailing: Number.isNaN(trailing) ? null : trailing };
    }
    if (canonicalJson(positions) === canonicalJson(this.told)) return [];
    this.told = positions;
    return [{ kind: 'stops', data: { time, positions } }];
  }
}
