import type { Account, AccountListener } from '../account.js';
import type { Refusal } from '../refusals.js';
import type { AccountEvents, FundingPayment, NumberedTrade } from './events.js';

/** Collects what happens to an account between two looks at it. */
export class EventsLog implements AccountListener {
  /** Number of each row in the log of trades. */
  readonly tradeIds: number[] = [];
  nextTradeId = 0;
  private fillsTold = 0;
  private tradesTold = 0;
  private readonly changedTrades = new Set<number>();
  private payments: FundingPayment[] = [];
  private refusals: Refusal[] = [];

  constructor(private readonly account: Account) {
    account.listener = this;
  }

  funding(symbol: number, time: number, amount: number, closed: boolean): void {
    this.payments.push({ symbol: this.account.symbols[symbol]!.data.symbol, time, amount });
    if (closed) this.changedTrades.add(this.account.portfolio.lastTradeOf(symbol));
  }

  refused(refusal: Refusal): void {
    this.refusals.push(refusal);
  }

  /** What has happened since the last call. */
  take(): AccountEvents {
    const { fills, trades } = this.account.portfolio;
    const fillRows = Array.from({ length: fills.length - this.fillsTold }, (_, i) => fills.row(this.fillsTold + i));
    this.fillsTold = fills.length;
    const told: NumberedTrade[] = [...this.changedTrades]
      .filter((row) => row < this.tradesTold)
      .map((row) => ({ id: this.tradeIds[row]!, ...trades.row(row) }));
    for (; this.tradesTold < trades.length; this.tradesTold++) {
      const id = (this.tradeIds[this.tradesTold] ??= this.nextTradeId++);
      told.push({ id, ...trades.row(this.tradesTold) });
    }
    const { payments, refusals } = this;
    this.changedTrades.clear();
    this.payments = [];
    this.refusals = [];
    return { fills: fillRows, trades: told, funding: payments, refusals };
  }

  /** The rows that a restored log begins with have been told of before. */
  restore(ids: readonly number[], nextTradeId: number): void {
    this.tradeIds.push(...ids);
    this.tradesTold = ids.length;
    this.nextTradeId = nextTradeId;
  }
}
