import { describe, expect, it } from 'vitest';
import { KeptJournals } from '../../src/app/live/kept-journals.js';
import { sessionOrders } from '../../src/app/live/session-orders.js';
import { sessionOrdersSchema, type SessionOrder } from '../../src/contract/dashboard-sessions.js';
import { playedExchange } from '../live-feed/support.js';
import { tapeOf } from '../replay-exchange/support.js';
import { hasPackage } from '../support/optional-package.js';
import { BARS, playedLive, playedPaper, START } from './support/played-session.js';

/** Base units that orders have bought, less what they have sold. */
const boughtBy = (orders: readonly SessionOrder[]): number =>
  orders.reduce((sum, { side, filled }) => sum + (side === 'buy' ? filled : -filled), 0);

describe.skipIf(!hasPackage('ccxt'))('the orders of a session', () => {
  it('are on paper what filled, the newest first', async () => {
    const exchange = await playedExchange([tapeOf(BARS)], START);
    const { fills, positions } = await playedPaper(exchange, 150);
    const { orders, total } = sessionOrdersSchema.parse(
      await sessionOrders(exchange.cwd, 'paper', 200, new KeptJournals()),
    );
    expect([orders.length, total]).toEqual([fills, fills]);
    expect(boughtBy(orders)).toBeCloseTo(positions.BTCUSDT!, 9);
    expect(orders.map(({ time }) => time)).toEqual(orders.map(({ time }) => time).sort((a, b) => b - a));
    for (const { time, price, status } of orders) {
      const bar = BARS.row(BARS.openTime.indexOf(time));
      expect([price! >= bar.low, price! <= bar.high, status]).toEqual([true, true, 'filled']);
    }
    expect((await sessionOrders(exchange.cwd, 'paper', 2, new KeptJournals())).orders).toEqual(orders.slice(0, 2));
  });

  it('are at an exchange what was given there: a position has its stop, and stops of earlier ones have ended', async () => {
    const exchange = await playedExchange([tapeOf(BARS)], START);
    const { result } = await playedLive(exchange, 150, { isDryRun: true });
    const { orders, total } = sessionOrdersSchema.parse(
      await sessionOrders(exchange.cwd, 'live', 200, new KeptJournals()),
    );
    expect(orders).toHaveLength(total);
    const held = result.positions.BTCUSDT!;
    expect(held).not.toBe(0);
    expect(boughtBy(orders)).toBeCloseTo(held, 9);
    const open = orders.filter(({ status }) => status === 'open');
    expect(open).toEqual([
      expect.objectContaining({ kind: 'stop', side: held > 0 ? 'sell' : 'buy', quantity: Math.abs(held), filled: 0 }),
    ]);
    const mark = BARS.close[BARS.openTime.indexOf(result.time! - BARS.intervalMs)]!;
    expect(open[0]!.price! < mark).toBe(held > 0);
    const statuses = new Set(orders.map(({ kind, status }) => `${kind} ${status}`));
    expect(statuses).toEqual(new Set(['order filled', 'stop ended', 'stop open']));
  });
});
