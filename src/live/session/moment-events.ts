import type { AccountEvents } from '../../engine/account/fed/events.js';
import type { FedAccount } from '../../engine/account/fed/fed-account.js';
import { bookedSchema, type BookedRecord } from './records.js';

/** What an account reports within one moment, in its order. */
export class MomentEvents {
  private parts: AccountEvents[] = [];
  /** What came since the last moment. */
  private before: AccountEvents[] = [];

  begin(first: AccountEvents): void {
    this.parts = [...this.before, first];
    this.before = [];
  }

  /** What happened at an exchange between two moments. */
  addBefore(events: AccountEvents): void {
    this.before.push(events);
  }

  add(more: AccountEvents): void {
    this.parts.push(more);
  }

  /** As the journal has it: numbers that JSON does not know are null. */
  booked(account: FedAccount, time: number, symbols: readonly { readonly symbol: string }[]): BookedRecord {
    const all = (name: keyof AccountEvents): unknown[] => this.parts.flatMap((part) => [...part[name]]);
    const positions = Object.fromEntries(symbols.map(({ symbol }) => [symbol, account.position(symbol)]));
    const text = JSON.stringify({
      time,
      fills: all('fills'),
      trades: all('trades'),
      funding: all('funding'),
      refusals: all('refusals'),
      cash: account.cash,
      equity: account.equity(),
      positions,
    });
    return bookedSchema.parse(JSON.parse(text));
  }
}
