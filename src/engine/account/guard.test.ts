import { describe, expect, it } from 'vitest';
import { HOUR } from '../../core/time.js';
import { freeRun, toldFills } from '../fixtures/free-run.js';
import { START, type Ohlc } from '../fixtures/scripted.js';
import { createAccount } from './fed/fed-account.js';

const at = (price: number): Ohlc => [price, price, price, price];
const flat = at(100);
const limits = { maxExposure: 0.5 };

describe('a reduction that drift asks for', () => {
  // Short 5 from 100; at 104 that is 520 of 980, more than 1.05 · 0.5.
  const drifted = [flat, flat, at(104)];
  const short = { side: 'short', size: 0.5 } as const;

  it.each([
    ['stop', { stop: 108 }, 110],
    ['take_profit', { takeProfit: 96 }, 90],
  ])('ends with the position: a %s that closes it at the open is the last that trades', (reason, prices, open) => {
    const result = freeRun([...drifted, at(open), at(open)], { 0: { ...short, ...prices } }, { limits });
    expect(result.counters.drift_reductions).toBe(1);
    expect(toldFills(result).slice(1)).toEqual([[3, reason, 5, open]]);
    expect(result.openPositions).toEqual([]);
  });

  it('ends with a position that is closed elsewhere, so that nothing waits to open it again', () => {
    const symbol = 'BTCUSDT';
    const account = createAccount({ intervalMs: HOUR, symbols: [{ symbol }], limits, fills: 'given' });
    const bar = (hour: number, price: number) => {
      account.onBar({ symbol, openTime: START + hour * HOUR, open: price, high: price, low: price, close: price, volume: 1 }); // prettier-ignore
      account.endStep();
    };
    bar(0, 100);
    const fill = { symbol, fee: 0, time: START + HOUR + 1 };
    account.onFill({ ...fill, quantity: -50, price: 100 });
    bar(1, 104);
    expect(account.waiting()).toMatchObject([{ reason: 'drift' }]);
    account.onFill({ ...fill, time: START + 2 * HOUR + 1, quantity: 50, price: 108, reason: 'stop' });
    expect(account.waiting()).toEqual([]);
  });
});
