import type { SymbolState } from './account/symbol-state.js';
import type { Account } from './account/account.js';
import { DAY } from '../core/time.js';

/** A symbol whose bars end before the run does, while it is held or ordered. */
export interface EndedSeries {
  readonly symbol: string;
  /** Close of its last bar, UTC ms: the position is marked at that price to the end. */
  readonly lastTime: number;
  /** From there to the end of the run, ms. */
  readonly age: number;
  /** Signed, base units; 0 where only an order waits. */
  readonly quantity: number;
}

/** A market order that the rules of filling have kept waiting to the end of the account. */
export interface StuckOrder {
  readonly symbol: string;
  /** When it was given, UTC ms. */
  readonly givenAt: number;
  /** Bars of the symbol that have opened since. */
  readonly bars: number;
  /** Some part of it has filled. */
  readonly partFilled: boolean;
}

/** What stood still in a run without being refused. */
export interface Standstill {
  readonly ended: readonly EndedSeries[];
  readonly stuck: readonly StuckOrder[];
  /** Symbols that were ordered and whose bars all have no volume: nothing fills in such a bar. */
  readonly withoutVolume: readonly string[];
}

/** Call at the end, before waiting orders are written off. */
export function standstillOf(account: Account, endTime: number): Standstill {
  const { symbols } = account;
  return {
    ended: symbols.flatMap((state) => endedSeries(account, state, endTime)),
    stuck: symbols.flatMap((state) => stuckOrder(account, state)),
    withoutVolume: symbols.flatMap(({ data, waitedWithoutVolume }) =>
      waitedWithoutVolume && !data.everyBarTraded && data.bars.volume.every((volume) => volume === 0)
        ? [data.symbol]
        : [],
    ),
  };
}

function endedSeries(account: Account, state: SymbolState, endTime: number): EndedSeries[] {
  const { bars, symbol } = state.data;
  const quantity = account.portfolio.quantity[state.index]!;
  const lastTime = bars.closeTime(bars.length - 1);
  const age = endTime - lastTime;
  if (age < Math.max(DAY, bars.intervalMs) || (quantity === 0 && !state.order.active && !state.forced.active))
    return [];
  return [{ symbol, lastTime, age, quantity }];
}

function stuckOrder(account: Account, { order, data }: SymbolState): StuckOrder[] {
  if (!order.active || !Number.isNaN(order.limit)) return [];
  const givenAt = account.cursor.times.at(order.givenAt) + account.cursor.intervalMs;
  const from = Math.max(givenAt, order.eligible);
  const bars = data.bars.length - data.bars.indexAtOrAfter(from);
  return bars < 1 ? [] : [{ symbol: data.symbol, givenAt, bars, partFilled: !Number.isNaN(order.goal) }];
}
