import type { Order } from '../../strategies/base.js';

/** What a strategy answers where it returns nothing. */
export const NO_ORDER = 'no order';

/** An order in words, the same for an order object and for the reused ticket: what is compared and shown. */
export function orderText(order: Order | null | undefined): string {
  if (order === null || order === undefined) return NO_ORDER;
  const { side, size, symbol, limit, stop, takeProfit, trailingStop, timeInForce, goodForBars } = order;
  const words: string[] = [side];
  const add = (name: string, value: number | undefined): void => {
    if (value !== undefined && !Number.isNaN(value) && value !== Infinity) words.push(`${name}${value}`);
  };
  if (side !== 'flat') words.push(String(size));
  if (symbol !== undefined) words.push(symbol);
  add('limit ', limit);
  add('stop ', stop);
  add('target ', takeProfit);
  add('trailing ', trailingStop);
  if (timeInForce !== undefined && timeInForce !== 'gtc') words.push(timeInForce);
  add('bars ', goodForBars);
  return words.join(' ');
}
