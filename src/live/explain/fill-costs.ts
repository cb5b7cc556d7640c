import type { BookedRecord } from '../session/records.js';
import { sentKey, type ToldMoment, type ToldSession } from './told-session.js';

/** What fills of one moment cost beyond those of the backtest, quote units; negative: they were better. */
export interface FillCosts {
  /** Price moved between the open of the bar and the sending of the order. */
  readonly latency: number;
  /** The rest of the difference in price. */
  readonly slippage: number;
  /** Fills that were not at the price of the backtest. */
  readonly fills: readonly { readonly symbol: string; readonly price: number; readonly expected: number }[];
}

interface Fill {
  readonly symbol: string;
  /** Signed, base units. */
  readonly quantity: number;
  readonly price: number;
}

const fillsOf = ({ fills }: BookedRecord): Fill[] =>
  fills.map(({ symbol, quantity, price }) => ({
    symbol: symbol as string,
    quantity: Number(quantity),
    price: Number(price),
  }));

/**
 * Each fill of a session against that of the backtest in the same bar; where it has none there, against the open of the bar.
 * @param before the moment whose decision is filled in this one; null for the first
 */
export function fillCosts(
  moment: ToldMoment,
  before: ToldMoment | null,
  again: BookedRecord,
  { sentAt }: Pick<ToldSession, 'sentAt'>,
): FillCosts {
  const expectedFills = fillsOf(again);
  const own = fillsOf(moment.booked);
  const found: { symbol: string; price: number; expected: number }[] = [];
  let [latency, slippage] = [0, 0];
  for (const [index, { symbol, quantity, price }] of own.entries()) {
    const bar = moment.bars.bars.find((each) => each.symbol === symbol);
    const open = bar?.open ?? price;
    const expected = expectedPrice(own, index, expectedFills) ?? open;
    const sent = before === null ? undefined : sentAt.get(sentKey(symbol, before.bars.time));
    const late = sent === undefined ? 0 : quantity * (sent - open);
    latency += late;
    slippage += quantity * (price - expected) - late;
    if (price !== expected) found.push({ symbol, price, expected });
  }
  return { latency, slippage, fills: found };
}

/** The backtest's price of a fill: of the same one among as many, else the mean of all of that side. Null: it has none. */
function expectedPrice(own: readonly Fill[], index: number, expected: readonly Fill[]): number | null {
  const { symbol, quantity } = own[index]!;
  const isAlike = (each: Fill): boolean => each.symbol === symbol && each.quantity * quantity > 0;
  const alike = expected.filter(isAlike);
  if (alike.length === 0) return null;
  const ours = own.filter(isAlike);
  if (ours.length === alike.length) return alike[ours.indexOf(own[index]!)]!.price;
  const sum = alike.reduce((total, each) => total + Math.abs(each.quantity), 0);
  return alike.reduce((total, each) => total + (Math.abs(each.quantity) / sum) * each.price, 0);
}
