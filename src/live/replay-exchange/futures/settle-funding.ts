import { markPriceAt } from '../../../engine/account/fills/mark-price.js';
import { toUnits } from '../decimal-text.js';
import type { SymbolCursor } from '../tape.js';
import type { Venue } from '../venue.js';
import type { FuturesAccount } from './futures-account.js';

/** Pays the next funding record of a symbol: position times mark times rate, longs pay a positive rate. */
export function payFundingRecord(account: FuturesAccount, cursor: SymbolCursor, venue: Venue): void {
  const { tape } = cursor;
  const row = cursor.fundingRow++;
  const funding = tape.funding!;
  const recorded = markPriceAt(tape.mark, funding.time[row]!, funding.mark[row]!);
  const mark = Number.isNaN(recorded) ? cursor.price : recorded;
  cursor.markPrice = mark;
  for (const position of account.positions(tape.symbol)) {
    const amount = toUnits(-position.amount * mark * funding.rate[row]!);
    account.pay(tape.symbol, 'FUNDING_FEE', amount, tape.quote, null);
    if (account.margin(tape.symbol).isIsolated) position.isolatedWallet = toUnits(position.isolatedWallet + amount);
    venue.emit({ kind: 'account', market: 'usdm', reason: 'FUNDING_FEE', symbols: [tape.symbol] });
  }
}
