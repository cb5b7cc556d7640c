import { expect, it } from 'vitest';
import { demoMarket } from '../../src/app/data/write-demo.js';
import { backtest } from '../../src/engine/index.js';
import { Scripted } from '../../src/engine/fixtures/scripted.js';
import type { Order } from '../../src/strategies/base.js';
import { HOUR, rehearse, tapeOf, type Rehearsal } from './support.js';

const SYMBOL = 'BTCUSDT';
const EVERY = 7;
const FILTERS = [{ effectiveFrom: 0, tickSize: 0.1, stepSize: 0.001, minNotional: 5, reduceOnlyExempt: true }];
const onTick = (price: number): number => Number((Math.round(price * 10) / 10).toFixed(1));

/** Long and short, with stop and target, trailing, or flat, in turn: every way in which the engine leaves a position. */
function orderAt(index: number, close: number): Order | null {
  if (index % EVERY !== 0 || index === 0) return null;
  const turn = (index / EVERY) % 5;
  const around = (side: 1 | -1, stop: number, target: number): Partial<Order> => ({
    stop: onTick(close * (1 - side * stop)),
    takeProfit: onTick(close * (1 + side * target)),
  });
  if (turn === 0) return { side: 'long', size: 0.5, ...around(1, 0.006, 0.01) };
  if (turn === 1) return { side: 'short', size: 0.4, ...around(-1, 0.008, 0.008) };
  if (turn === 2) return { side: 'long', size: 0.9, trailingStop: 0.01 };
  if (turn === 3) return { side: 'flat' };
  return { side: 'short', size: 0.7, trailingStop: 0.005 };
}

/** Cancels what protected the position before, and protects the new one. */
async function protect(replay: Rehearsal, order: Order, held: number): Promise<void> {
  await replay.ask('DELETE', '/fapi/v1/algoOpenOrders', { symbol: SYMBOL });
  await replay.ask('DELETE', '/fapi/v1/allOpenOrders', { symbol: SYMBOL });
  if (held === 0) return;
  const quantity = Math.abs(held).toFixed(3);
  const exit = { symbol: SYMBOL, side: held > 0 ? 'SELL' : 'BUY', reduceOnly: 'true', quantity };
  const algo = { ...exit, algoType: 'CONDITIONAL' };
  const asked = [
    ...(order.stop === undefined
      ? []
      : [['algoOrder', { ...algo, type: 'STOP_MARKET', triggerPrice: order.stop }] as const]),
    ...(order.trailingStop === undefined
      ? []
      : [['algoOrder', { ...algo, type: 'TRAILING_STOP_MARKET', callbackRate: order.trailingStop * 100 }] as const]),
    ...(order.takeProfit === undefined
      ? []
      : [['order', { ...exit, type: 'LIMIT', timeInForce: 'GTC', price: order.takeProfit }] as const]),
  ];
  for (const [path, params] of asked)
    expect(await replay.ask('POST', `/fapi/v1/${path}`, params)).toMatchObject({ status: 200 });
}

it('fills what the engine fills, at its prices, in its order: 60 days of the demo market over HTTP', async () => {
  const { bars, funding } = demoMarket(SYMBOL, 60 * 24);
  const orders = new Map<number, Order>();
  const strategy = new Scripted(({ index, close }) => {
    const order = orderAt(index, close);
    if (order !== null) orders.set(index, order);
    return order;
  });
  const { fills, costs, equity } = backtest({
    data: [{ bars, funding, filters: FILTERS }],
    strategy,
    slippage: { bps: 0 },
  });
  const expected = [...fills];
  expect(new Set(expected.map(({ reason }) => reason))).toEqual(
    new Set(['order', 'stop', 'take_profit', 'trailing_stop']),
  );

  const tape = tapeOf(bars, { funding, filters: { spot: FILTERS, usdm: FILTERS } });
  const replay = await rehearse([tape], { start: bars.openTime[0]! });
  await replay.ask('POST', '/fapi/v1/leverage', { symbol: SYMBOL, leverage: 10 });
  const given = expected.filter(({ reason }) => reason === 'order');
  for (const [index, order] of orders) {
    const now = bars.closeTime(index);
    await replay.control('POST', `advance?to=${now}`);
    const fill = given.find(({ time }) => time === now);
    const held = Number((await replay.ask('GET', '/fapi/v2/positionRisk', { symbol: SYMBOL })).body[0].positionAmt);
    if (fill !== undefined) {
      const side = fill.quantity > 0 ? 'BUY' : 'SELL';
      const quantity = Math.abs(fill.quantity).toFixed(3);
      const params = { symbol: SYMBOL, side, type: 'MARKET', quantity };
      expect(await replay.ask('POST', '/fapi/v1/order', params)).toMatchObject({ status: 200 });
    }
    await protect(replay, order, fill === undefined ? held : held + fill.quantity);
  }
  await replay.control('POST', `advance?to=${bars.closeTime(bars.length - 1)}`);

  const { body: trades } = await replay.ask('GET', '/fapi/v1/userTrades', { symbol: SYMBOL, limit: 1000 });
  const told = trades.map((trade: Record<string, string>) => ({
    price: Number(trade.price),
    quantity: (trade.side === 'BUY' ? 1 : -1) * Number(trade.qty),
  }));
  expect(told).toEqual(expected.map(({ price, quantity }) => ({ price, quantity: Number(quantity.toFixed(3)) })));
  // What happens inside a bar is told when the bar has closed; the engine dates it to the bar's open.
  trades.forEach((trade: { time: number }, i: number) => {
    expect([0, HOUR]).toContain(trade.time - expected[i]!.time);
  });
  const { body: income } = await replay.ask('GET', '/fapi/v1/income', { incomeType: 'FUNDING_FEE', limit: 1000 });
  const paid = income.reduce((sum: number, row: { income: string }) => sum - Number(row.income), 0);
  expect(paid).toBeCloseTo(costs.funding, 5);
  const { body: account } = await replay.ask('GET', '/fapi/v3/account');
  expect(Number(account.totalMarginBalance)).toBeCloseTo(equity.at(-1)!, 4);
});
