import { BarSeries, type BarRow } from '../../core/bars.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import type { SymbolBar } from '../../engine/hosted/strategy-host.js';
import { readRecord } from '../../live/session/records.js';

/** Every bar of one symbol that a session has seen, oldest first. */
export class GrownBars {
  private readonly rows: BarRow[] = [];
  private last: BarSeries;

  constructor(
    private readonly symbol: string,
    private readonly intervalMs: number,
    bars: readonly SymbolBar[],
  ) {
    this.last = BarSeries.fromRows(symbol, intervalMs, []);
    this.add(bars);
  }

  add(bars: readonly SymbolBar[]): void {
    for (const bar of bars) {
      if (bar.symbol === this.symbol && bar.openTime > (this.rows.at(-1)?.openTime ?? -Infinity)) this.rows.push(bar);
    }
  }

  series(): BarSeries {
    const { symbol, intervalMs, rows } = this;
    if (this.last.length !== rows.length) this.last = BarSeries.fromRows(symbol, intervalMs, rows);
    return this.last;
  }
}

/** The bars of a journal, those before the first decision included. @param history those of a session that has none yet */
export function seenBars(records: readonly JournalRecord[], history: readonly SymbolBar[]): SymbolBar[] {
  const warmUp = records.flatMap((record) => (record.kind === 'warm_up' ? readRecord(record, 'warm_up').bars : []));
  const traded = records.flatMap((record) => (record.kind === 'bars' ? readRecord(record, 'bars').bars : []));
  return [...(records.some(({ kind }) => kind === 'bars') ? warmUp : history), ...traded];
}
