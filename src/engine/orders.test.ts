import { describe, expect, it } from 'vitest';
import type { AccountState, Bar, Order, StrategyContext } from '../strategies/base.js';
import { backtest, type BacktestOptions } from './backtester.js';
import { RandomTrader, randomBars } from './fixtures/random-market.js';
import { roundToTick, type ExchangeFilters } from './exchange-rules/filters.js';
import { bars, flatBars, Scripted, START, type Ohlc } from './fixtures/scripted.js';
import { HOUR } from '../core/time.js';

const free = { makerFee: 0, takerFee: 0, slippage: { bps: 0 }, initialEquity: 1_000 };
const run = (rows: readonly Ohlc[], script: Record<number, Order>, options: Partial<BacktestOptions> = {}) =>
  backtest({ data: [{ bars: bars(rows) }], strategy: new Scripted(script), ...free, ...options });
const fillsOf = (result: ReturnType<typeof run>) => [...result.fills];

describe('market orders at the next open', () => {
  const rows: Ohlc[] = [
    [100, 100, 100, 100],
    [110, 120, 105, 115],
    [120, 125, 118, 122],
    [130, 131, 129, 130],
  ];

  it('long: fills at the open of the bar after the decision, size · equity / price', () => {
    const result = run(rows, { 0: { side: 'long', size: 0.5 } });
    // 0.5 · 1,000 / 110 = 4.5454…
    expect(fillsOf(result)).toMatchObject([{ bar: 1, time: START + HOUR, price: 110, quantity: 500 / 110 }]);
    // Equity at the closes: 1,000; 1,000 + 4.54…·(115−110); … (122−110); … (130−110).
    // Cash is 500 from then on; the equity of a bar is that plus the position at its close.
    expect([...result.equity]).toEqual([1_000, ...[115, 122, 130].map((close) => 500 + (500 / 110) * close)]);
    expect(result.openPositions).toMatchObject([{ quantity: 500 / 110, entry_price: 110, mark: 130, open_bar: 1 }]);
    expect(result.trades.length).toBe(0);
  });

  it('short: gains when price falls, loses when it rises', () => {
    const result = run(rows, { 0: { side: 'short', size: 0.5 }, 2: { side: 'flat' } });
    // Sold 500/110 at 110, bought back at the open 130: −(500/110)·20.
    expect(fillsOf(result).map((fill) => fill.quantity)).toEqual([-500 / 110, 500 / 110]);
    expect(result.finalEquity).toBeCloseTo(1_000 - (500 / 110) * 20, 9);
    expect([...result.trades]).toMatchObject([
      { side: 'short', entry_price: 110, exit_price: 130, open_bar: 1, close_bar: 3 },
    ]);
  });

  it('costs: buys pay the slipped price and the taker fee, sells receive less', () => {
    const result = run(
      rows,
      { 0: { side: 'long', size: 0.5 }, 1: { side: 'flat' } },
      { takerFee: 0.01, slippage: { bps: 100 } },
    );
    const buy = 110 * 1.01;
    const quantity = 500 / buy;
    const sell = 120 * 0.99;
    expect(fillsOf(result)).toMatchObject([
      { price: buy, reference_price: 110, quantity, fee: quantity * buy * 0.01 },
      { price: sell, reference_price: 120, fee: quantity * sell * 0.01 },
    ]);
    const fees = quantity * (buy + sell) * 0.01;
    expect(result.finalEquity).toBeCloseTo(1_000 + quantity * (sell - buy) - fees, 9);
    expect(result.costs.fees).toBeCloseTo(fees, 12);
    expect(result.costs.slippage).toBeCloseTo(quantity * (110 * 0.01 + 120 * 0.01), 12);
    expect([...result.trades][0]!.pnl).toBeCloseTo(result.finalEquity - 1_000, 9);
  });

  it('fill "close" is an explicit option: the same bar, the same close', () => {
    const result = run(rows, { 1: { side: 'long', size: 1 } }, { fill: 'close' });
    expect(fillsOf(result)).toMatchObject([{ bar: 1, price: 115, time: START + 2 * HOUR }]);
  });
});

describe('targets trade the difference', () => {
  // Price 100 throughout, so that exposure is quantity / 10.
  const rows = flatBars(8);
  const quantities = (script: Record<number, Order>, options: Partial<BacktestOptions> = {}) =>
    fillsOf(run(rows, script, options)).map((fill) => Number(fill.quantity.toFixed(9)));

  it('0.3 → 0.6 buys 0.3 more, one trade', () => {
    expect(quantities({ 0: { side: 'long', size: 0.3 }, 2: { side: 'long', size: 0.6 } })).toEqual([3, 3]);
  });

  it('0.6 → 0.3 sells half and realises pro rata', () => {
    const up: Ohlc[] = [
      [100, 100, 100, 100],
      [100, 100, 100, 100],
      [200, 200, 200, 200],
      [200, 200, 200, 200],
      [200, 200, 200, 200],
    ];
    const result = run(up, { 0: { side: 'long', size: 0.6 }, 2: { side: 'long', size: 0.3 }, 3: { side: 'flat' } });
    // 6 bought at 100. At bar 3 equity is 400 + 6·200 = 1,600, 0.3 of it is 2.4 units: 3.6 are sold at 200.
    expect(fillsOf(result).map((fill) => fill.quantity)).toEqual([
      6,
      expect.closeTo(-3.6, 12),
      expect.closeTo(-2.4, 12),
    ]);
    expect([...result.trades]).toMatchObject([{ quantity: 6, entry_price: 100, exit_price: 200 }]);
    expect([...result.trades][0]!.pnl).toBeCloseTo(600, 9);
  });

  it('long → short trades once through zero and makes two trades', () => {
    const moves: Ohlc[] = [
      [100, 100, 100, 100],
      [100, 100, 100, 100],
      [110, 110, 110, 110],
      [121, 121, 121, 121],
      [121, 121, 121, 121],
    ];
    const result = run(moves, { 0: { side: 'long', size: 0.5 }, 1: { side: 'short', size: 0.5 }, 2: { side: 'flat' } });
    // 5 long from 100. At 110 equity is 1,050: the target is −525/110 = −4.77… units, so 9.77… are sold.
    expect(fillsOf(result).map((fill) => fill.quantity)).toEqual([
      5,
      expect.closeTo(-5 - 525 / 110, 12),
      expect.closeTo(525 / 110, 12),
    ]);
    const [first, second] = [...result.trades];
    expect(first).toMatchObject({ side: 'long', open_bar: 1, close_bar: 2, entry_price: 100, exit_price: 110 });
    expect(first!.pnl).toBeCloseTo(50, 9);
    expect(second).toMatchObject({ side: 'short', open_bar: 2, close_bar: 3, entry_price: 110 });
    expect(second!.pnl).toBeCloseTo(-(525 / 110) * 11, 9);
    expect(result.finalEquity).toBeCloseTo(1_000 + 50 - (525 / 110) * 11, 9);
  });

  it('short → long likewise', () => {
    expect(quantities({ 0: { side: 'short', size: 0.3 }, 2: { side: 'long', size: 0.6 } })).toEqual([-3, 9]);
  });

  it('a flip shares its fee between the trade it closes and the one it opens, by quantity', () => {
    const result = run(
      rows,
      { 0: { side: 'long', size: 0.4 }, 2: { side: 'short', size: 0.2 }, 4: { side: 'flat' } },
      { takerFee: 0.001 },
    );
    const trades = [...result.trades];
    const flip = fillsOf(result)[1]!;
    const opened = Math.abs(flip.position);
    expect(trades[1]!.fees).toBeCloseTo(flip.fee * (opened / Math.abs(flip.quantity)) + fillsOf(result)[2]!.fee, 12);
    expect(trades[0]!.fees + trades[1]!.fees).toBeCloseTo(result.costs.fees, 12);
    expect(trades[0]!.pnl + trades[1]!.pnl).toBeCloseTo(result.finalEquity - 1_000, 9);
  });

  it('an unchanged target does not rebalance, however price moves', () => {
    const moving: Ohlc[] = [
      [100, 100, 100, 100],
      [100, 160, 100, 150],
      [150, 150, 90, 90],
      [90, 90, 90, 90],
    ];
    const same: Order = { side: 'long', size: 0.5 };
    expect(fillsOf(run(moving, { 0: same, 1: same, 2: { ...same } }))).toHaveLength(1);
  });

  it('minimum rebalance skips small changes, never a close', () => {
    const script: Record<number, Order> = {
      0: { side: 'long', size: 0.5 },
      2: { side: 'long', size: 0.52 },
      4: { side: 'flat' },
    };
    const result = run(rows, script, { minRebalance: 0.05 });
    expect(fillsOf(result).map((fill) => fill.quantity)).toEqual([5, -5]);
    expect(result.refusals.counts()).toEqual({ below_min_rebalance: 1 });
  });
});

describe('limit orders', () => {
  const entry = (limit: number, side: 'long' | 'short' = 'long', more: Partial<Order> = {}) => ({
    0: { side, size: 0.5, limit, ...more },
  });

  it('buys only when price trades through it', () => {
    expect(
      fillsOf(
        run(
          [
            [100, 100, 100, 100],
            [100, 101, 95, 99],
          ],
          entry(95),
        ),
      ),
    ).toEqual([]);
    const through = run(
      [
        [100, 100, 100, 100],
        [100, 101, 94.9, 99],
      ],
      entry(95),
      { makerFee: 0.001, takerFee: 0.05 },
    );
    expect(fillsOf(through)).toMatchObject([
      { price: 95, reason: 'limit', quantity: 500 / 95, fee: expect.closeTo(0.5, 9) },
    ]);
  });

  it('sells only when price trades through it', () => {
    expect(
      fillsOf(
        run(
          [
            [100, 100, 100, 100],
            [100, 105, 99, 101],
          ],
          entry(105, 'short'),
        ),
      ),
    ).toEqual([]);
    expect(
      fillsOf(
        run(
          [
            [100, 100, 100, 100],
            [100, 105.1, 99, 101],
          ],
          entry(105, 'short'),
        ),
      ),
    ).toMatchObject([{ price: 105 }]);
  });

  it('gapped through while resting, it fills at the open as a maker (buy: gap down, sell: gap up)', () => {
    const down: Ohlc[] = [
      [100, 100, 100, 100],
      [100, 101, 99, 100],
      [90, 92, 89, 91],
    ];
    expect(fillsOf(run(down, entry(95), { makerFee: 0.001 }))).toMatchObject([
      { bar: 2, price: 90, fee: expect.closeTo(0.5, 9) },
    ]);
    const up: Ohlc[] = [
      [100, 100, 100, 100],
      [100, 101, 99, 100],
      [110, 112, 109, 111],
    ];
    expect(fillsOf(run(up, entry(105, 'short'), { makerFee: 0.001 }))).toMatchObject([{ bar: 2, price: 110 }]);
  });

  it('marketable on arrival, it takes: slippage and taker fee, but never beyond the limit', () => {
    const rows: Ohlc[] = [
      [100, 100, 100, 100],
      [94, 96, 93, 95],
    ];
    const result = run(rows, entry(95), { takerFee: 0.01, slippage: { bps: 200 } });
    // 94 · 1.02 = 95.88 would exceed the limit of 95.
    expect(fillsOf(result)[0]).toMatchObject({ price: 95, reference_price: 94 });
    expect(fillsOf(result)[0]!.fee).toBeCloseTo(5, 9);
  });

  it('waits as long as gtc says; goodForBars, ioc and fok drop it', () => {
    const rows: Ohlc[] = [
      [100, 100, 100, 100],
      [100, 101, 99, 100],
      [100, 101, 99, 100],
      [100, 101, 90, 95],
    ];
    expect(fillsOf(run(rows, entry(95)))).toMatchObject([{ bar: 3 }]);
    const expired = run(rows, entry(95, 'long', { goodForBars: 2 }));
    expect(fillsOf(expired)).toEqual([]);
    expect(expired.refusals.counts()).toEqual({ expired: 1 });
    expect(run(rows, entry(95, 'long', { timeInForce: 'ioc' })).refusals.counts()).toEqual({ not_marketable: 1 });
    expect(run(rows, entry(95, 'long', { timeInForce: 'fok' })).refusals.counts()).toEqual({ not_marketable: 1 });
  });

  it('a dropped order leaves the target before it, so that asking again is a new order', () => {
    const rows: Ohlc[] = [...flatBars(3), [100, 101, 90, 95], [95, 95, 95, 95]];
    const result = run(rows, {
      0: { side: 'long', size: 0.5, limit: 95, goodForBars: 1 },
      2: { side: 'long', size: 0.5, limit: 95 },
    });
    expect(fillsOf(result)).toMatchObject([{ bar: 3, price: 95 }]);
  });

  it('waiting at the end of the data is reported', () => {
    expect(run(flatBars(3), entry(95)).refusals.counts()).toEqual({ end_of_data: 1 });
  });
});

describe('volume', () => {
  it('nothing fills in a zero-volume bar: the order waits', () => {
    const rows: Ohlc[] = [
      [100, 100, 100, 100],
      [105, 105, 105, 105, 0],
      [110, 110, 110, 110],
    ];
    const result = run(rows, { 0: { side: 'long', size: 0.5 } });
    expect(fillsOf(result)).toMatchObject([{ bar: 2, price: 110 }]);
    expect(result.counters.zero_volume_waits).toBe(1);
  });

  it('neither a limit nor a stop fills in a zero-volume bar', () => {
    const rows: Ohlc[] = [
      [100, 100, 100, 100],
      [100, 100, 100, 100],
      [90, 90, 90, 90, 0],
      [100, 100, 100, 100],
    ];
    const result = run(rows, { 0: { side: 'long', size: 0.5, stop: 95 } });
    expect(fillsOf(result)).toHaveLength(1);
  });

  it('a participation cap fills in parts over several bars, towards the quantity of the first fill', () => {
    const rows: Ohlc[] = [
      [100, 100, 100, 100, 20],
      [100, 100, 100, 100, 20],
      [110, 110, 110, 110, 20],
      [120, 120, 120, 120, 20],
    ];
    const result = run(rows, { 0: { side: 'long', size: 0.5 } }, { maxParticipation: 0.1 });
    // 5 wanted at 100; 10 % of 20 is 2 a bar.
    expect(fillsOf(result).map((fill) => [fill.bar, fill.quantity])).toEqual([
      [1, 2],
      [2, 2],
      [3, 1],
    ]);
    expect(result.counters.partial_fills).toBe(2);
  });

  it('ioc drops what the cap left, fok does not start', () => {
    const rows = flatBars(4).map(([o, h, l, c]) => [o, h, l, c, 20] as const);
    const ioc = run(rows, { 0: { side: 'long', size: 0.5, timeInForce: 'ioc' } }, { maxParticipation: 0.1 });
    expect(fillsOf(ioc).map((fill) => fill.quantity)).toEqual([2]);
    const fok = run(rows, { 0: { side: 'long', size: 0.5, timeInForce: 'fok' } }, { maxParticipation: 0.1 });
    expect(fillsOf(fok)).toEqual([]);
    expect(fok.refusals.counts()).toEqual({ fok_unfilled: 1 });
  });

  it('impact slippage grows with the share of volume and the volatility of earlier bars, and is capped', () => {
    const rows: Ohlc[] = [
      [100, 100, 100, 100],
      [110, 110, 110, 110],
      [99, 99, 99, 99],
      [99, 99, 99, 99, 10],
      [99, 99, 99, 99],
    ];
    const logs = [Math.log(1.1), Math.log(0.9)];
    const mean = (logs[0]! + logs[1]!) / 2;
    const volatility = Math.sqrt((logs[0]! ** 2 + logs[1]! ** 2) / 2 - mean * mean);
    // 0.5 · 1,000 / 99 units, before slippage, of a volume of 10.
    const expected = 1e-4 + 0.3 * volatility * Math.sqrt(500 / 99 / 10);
    const order = { 2: { side: 'long', size: 0.5 } } as const;
    const result = run(rows, order, { slippage: { bps: 1, impact: 0.3, maxBps: 5_000 } });
    expect(fillsOf(result)[0]!.price).toBeCloseTo(99 * (1 + expected), 9);
    const capped = run(rows, order, { slippage: { bps: 1, impact: 0.3, maxBps: 50 } });
    expect(fillsOf(capped)[0]!.price).toBeCloseTo(99 * 1.005, 9);
  });
});

describe('exchange filters', () => {
  const filtered = (script: Record<number, Order>, filters: object, rows = flatBars(6)) =>
    backtest({
      data: [{ bars: bars(rows), filters: [{ effectiveFrom: 0, ...filters }] }],
      strategy: new Scripted(script),
      ...free,
    });

  it('quantities go down to a whole step, and the result counts it', () => {
    const result = filtered({ 0: { side: 'long', size: 0.333 } }, { stepSize: 0.1 });
    expect(fillsOf(result)[0]!.quantity).toBeCloseTo(3.3, 12);
    expect(result.counters.rounded_fills).toBe(1);
  });

  it('refuses below a step, below the minimum value, and off the tick', () => {
    expect(filtered({ 0: { side: 'long', size: 0.05 } }, { stepSize: 1 }).refusals.counts()).toEqual({ below_step: 1 });
    expect(filtered({ 0: { side: 'long', size: 0.05 } }, { minNotional: 100 }).refusals.counts()).toEqual({
      below_min_notional: 1,
    });
    expect(filtered({ 0: { side: 'long', size: 0.5, limit: 99.95 } }, { tickSize: 0.1 }).refusals.counts()).toEqual({
      price_off_tick: 1,
    });
    expect(filtered({ 0: { side: 'long', size: 0.5, limit: 99.9 } }, { tickSize: 0.1 }).refusals.counts()).toEqual({
      end_of_data: 1,
    });
  });

  it('a price that the strategy rounds to a tick is taken, by the rules of its symbol and time', () => {
    class Rounds extends Scripted {
      override onBar(bar: Bar, account: AccountState, context: StrategyContext): Order | null {
        super.onBar(bar, account, context);
        return bar.index === 1 ? context.long(0.5).withStop(context.toTick(98.7654)).withLimit(99.04) : null;
      }
    }
    const run = (filters?: ExchangeFilters[]) => {
      const data = { bars: bars(flatBars(4)), ...(filters === undefined ? {} : { filters }) };
      return backtest({ data: [data], strategy: new Rounds({}) }).refusals.samples.map(({ detail }) => detail);
    };
    expect(run()).toEqual(['target 0.5 was still waiting']);
    expect(run([{ effectiveFrom: 0, tickSize: 0.1 }]), 'the limit, which was not rounded; not the stop').toEqual([
      '99.04 is not a multiple of the tick 0.1',
    ]);
    expect([98.7654, 0.01].map((price) => roundToTick(price, 0.1))).toEqual([98.80000000000001, 0.1]);
    const later = { effectiveFrom: START + 365 * 86_400_000, tickSize: 0.1 };
    expect(run([later]), 'not in force yet').toEqual(['target 0.5 was still waiting']);
  });

  it('a close below the minimum value passes where reduce-only orders are exempt', () => {
    const script: Record<number, Order> = { 0: { side: 'long', size: 0.15 }, 2: { side: 'flat' } };
    const rows: Ohlc[] = [...flatBars(2), [50, 50, 50, 50], [50, 50, 50, 50]];
    expect(fillsOf(filtered(script, { minNotional: 100 }, rows))).toHaveLength(1);
    expect(fillsOf(filtered(script, { minNotional: 100, reduceOnlyExempt: true }, rows))).toHaveLength(2);
  });

  it('uses the filters that held at the time', () => {
    const result = backtest({
      data: [
        {
          bars: bars(flatBars(6)),
          filters: [
            { effectiveFrom: 0, stepSize: 1 },
            { effectiveFrom: START + 3 * HOUR, stepSize: 0.5 },
          ],
        },
      ],
      strategy: new Scripted({ 0: { side: 'long', size: 0.18 }, 3: { side: 'long', size: 0.38 } }),
      ...free,
    });
    expect(fillsOf(result).map((fill) => fill.position)).toEqual([1, 3.5]);
  });
});

describe('refusals are values', () => {
  const refused = (order: unknown, options: Partial<BacktestOptions> = {}) =>
    run(flatBars(4), { 0: order as Order }, options).refusals;

  it.each<[string, unknown, Partial<BacktestOptions>, string]>([
    ['a NaN size', { side: 'long', size: NaN }, {}, 'invalid_order'],
    ['no size', { side: 'long' }, {}, 'invalid_order'],
    ['a negative size', { side: 'short', size: -0.1 }, {}, 'invalid_order'],
    ['an infinite size', { side: 'long', size: Infinity }, {}, 'invalid_order'],
    ['another side', { side: 'up', size: 1 }, {}, 'invalid_order'],
    ['size 1e9', { side: 'long', size: 1e9 }, {}, 'over_leverage'],
    ['more than the leverage', { side: 'long', size: 2.01 }, { leverage: 2 }, 'over_leverage'],
    ['a short on spot', { side: 'short', size: 0.5 }, { instrument: 'spot' }, 'short_on_spot'],
    ['an unknown symbol', { side: 'long', size: 0.5, symbol: 'DOGEUSDT' }, {}, 'unknown_symbol'],
    [
      'a long with its stop above its target',
      { side: 'long', size: 0.5, stop: 110, takeProfit: 105 },
      {},
      'invalid_stop',
    ],
    ['a short with its stop below its limit', { side: 'short', size: 0.5, stop: 90, limit: 95 }, {}, 'invalid_stop'],
    ['a trailing stop of 100 %', { side: 'long', size: 0.5, trailingStop: 1 }, {}, 'invalid_stop'],
    ['a negative limit', { side: 'long', size: 0.5, limit: -1 }, {}, 'invalid_stop'],
  ])('%s', (_, order, options, reason) => {
    const refusals = refused(order, options);
    expect(refusals.counts()).toEqual({ [reason]: 1 });
    expect(refusals.samples[0]).toMatchObject({ reason, time: START + HOUR });
  });

  it('a leverage of 2 accepts a target of 2', () => {
    const result = run(flatBars(4), { 0: { side: 'long', size: 2 } }, { leverage: 2 });
    expect(fillsOf(result)[0]!.quantity).toBeCloseTo(20, 12);
    expect(result.refusals.total).toBe(0);
  });

  it('a full target is accepted though its costs exceed the cash: a perpetual owes them, plain spot buys a little less', () => {
    const order: Record<number, Order> = { 0: { side: 'long', size: 1 } };
    const perp = run(flatBars(4), order, { takerFee: 0.001 });
    expect(fillsOf(perp)[0]!.quantity).toBeCloseTo(10, 12);
    expect(perp.finalEquity).toBeCloseTo(999, 9);
    expect(perp.counters.cash_limited_fills).toBe(0);
    const spot = run(flatBars(4), order, { takerFee: 0.001, instrument: 'spot' });
    const quantity = 1_000 / (100 * 1.001);
    expect(fillsOf(spot)[0]!.quantity).toBeCloseTo(quantity, 12);
    expect(spot.finalEquity).toBeCloseTo(1_000 - quantity * 0.1, 9);
    expect(spot.counters.cash_limited_fills).toBe(1);
  });

  it('cash on plain spot is never below zero, whatever is ordered', () => {
    for (let seed = 1; seed <= 20; seed++) {
      let lowest = Infinity;
      const trader = new RandomTrader(seed);
      const onBar = trader.onBar.bind(trader);
      trader.onBar = (bar, account, context) => {
        lowest = Math.min(lowest, account.cash);
        return onBar(bar, account, context);
      };
      backtest({
        data: [{ bars: randomBars(seed, 400) }],
        strategy: trader,
        instrument: 'spot',
        takerFee: 0.002,
        makerFee: 0.001,
        slippage: { bps: 5 },
      });
      expect(lowest).toBeGreaterThanOrEqual(0);
    }
  });
});

describe('what ends a run', () => {
  it('a strategy that throws: an error with strategy, bar and cause', () => {
    const strategy = new Scripted((bar) => {
      if (bar.index === 2) throw new TypeError('oops');
      return null;
    });
    expect(() => backtest({ data: [{ bars: bars(flatBars(5)) }], strategy })).toThrow(
      /Strategy Scripted threw at bar 2 of BTCUSDT \(2024-01-01T02:00:00\.000Z\): oops/,
    );
  });

  it('an async strategy', () => {
    const strategy = new Scripted((() => Promise.resolve(null)) as unknown as () => null);
    expect(() => backtest({ data: [{ bars: bars(flatBars(5)) }], strategy })).toThrow(/Promise/);
  });

  it('bars out of order, no bars, mixed intervals, funding on spot', () => {
    const good = bars(flatBars(3));
    const strategy = new Scripted({});
    const bad = bars(flatBars(3));
    bad.openTime[2] = bad.openTime[0]!;
    expect(() => backtest({ data: [{ bars: bad }], strategy })).toThrow(/openTime/);
    expect(() => backtest({ data: [], strategy })).toThrow(/at least one symbol/);
    expect(() => backtest({ data: [{ bars: good.slice(0, 0) }], strategy })).toThrow(/no bars of BTCUSDT/);
    expect(() => backtest({ data: [{ bars: good }, { bars: good }], strategy })).toThrow(/twice/);
    const other = bars(flatBars(3), 'ETHUSDT', 60_000);
    expect(() => backtest({ data: [{ bars: good }, { bars: other }], strategy })).toThrow(/one interval/);
    const funding = { time: Float64Array.of(START), rate: Float64Array.of(0.1), mark: Float64Array.of(NaN) };
    expect(() => backtest({ data: [{ bars: good, funding }], strategy, instrument: 'spot' })).toThrow(/spot pays none/);
  });

  it('one bar is enough', () => {
    expect([...backtest({ data: [{ bars: bars(flatBars(1)) }], strategy: new Scripted({}) }).equity]).toEqual([10_000]);
  });
});
