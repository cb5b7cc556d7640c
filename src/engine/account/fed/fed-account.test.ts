import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BarSeries } from '../../../core/bars.js';
import { InputError } from '../../../core/errors.js';
import { seededRandom } from '../../../core/ports/random.js';
import type { RegimeAssessment } from '../../../core/regime/schema.js';
import { Strategy, type AccountState, type Bar, type Order, type StrategyContext } from '../../../strategies/base.js';
import { createStrategy } from '../../../strategies/index.js';
import { backtest, type BacktestOptions } from '../../backtester.js';
import { RandomTrader, randomBars } from '../../fixtures/random-market.js';
import { feedAccount } from '../../fixtures/feed-account.js';
import { HOUR } from '../../../core/time.js';
import { START } from '../../fixtures/scripted.js';
import { createAccount, restoreAccount } from './fed-account.js';
import type { NumberedTrade } from './events.js';

const COUNT = 250;

/** Runs of every kind: what an account can be asked to do, by seed. */
const runs = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  instrument: fc.constantFrom('perp', 'margin', 'spot'),
  fill: fc.constantFrom('next-open', 'close'),
  leverage: fc.constantFrom(1, 3, 20),
  latencyMs: fc.constantFrom(0, 0, 20 * 60_000),
  maxParticipation: fc.constantFrom(Infinity, 0.05),
  impact: fc.constantFrom(0, 1),
  limits: fc.constantFrom(
    {},
    { maxExposure: 0.3 },
    { maxChangePerDecision: 0.1, maxDrawdown: 0.2 },
    { maxNetExposure: 0.2 },
    { maxGroupExposure: 0.3, groupCorrelation: 0.05, groupBars: 60 },
  ),
  ambiguous: fc.constantFrom('pessimistic', 'optimistic'),
  funding: fc.constantFrom('none', 'with marks', 'without marks'),
  marks: fc.boolean(),
  finer: fc.boolean(),
  filters: fc.boolean(),
  tiers: fc.boolean(),
  symbols: fc.constantFrom(1, 1, 2, 3),
  every: fc.constantFrom(1, 7),
});
type Run = typeof runs extends fc.Arbitrary<infer T> ? T : never;

/** Mark bars near the bars, with holes of their own and rows where the bars have a hole. */
function marksOf(bars: BarSeries, seed: number): BarSeries {
  const random = seededRandom(seed);
  const rows = [];
  for (let i = 0, time = bars.openTime[0]!; time <= bars.openTime[bars.length - 1]!; time += HOUR) {
    while (bars.openTime[i + 1]! <= time) i++;
    if (random.next() < 0.1) continue;
    const by = 1 + (random.next() - 0.5) * 0.01;
    const row = bars.row(i);
    const [open, close] = [row.open * by, row.close * by];
    rows.push({
      openTime: time,
      open,
      high: Math.max(open, close, row.high * by),
      low: Math.min(open, close, row.low * by),
      close,
      volume: 0,
    });
  }
  return BarSeries.fromRows(bars.symbol, HOUR, rows);
}

/** Four quarters of every bar, whose extremes are the bar's. */
function finerOf(bars: BarSeries, seed: number): BarSeries {
  const random = seededRandom(seed);
  const rows = [];
  for (let i = 0; i < bars.length; i++) {
    const { openTime, open, high, low, close, volume } = bars.row(i);
    const [first, second] = random.next() < 0.5 ? [high, low] : [low, high];
    const path = [open, first, second, close, close];
    for (let k = 0; k < 4; k++) {
      const [from, to] = [path[k]!, path[k + 1]!];
      rows.push({
        openTime: openTime + (k * HOUR) / 4,
        open: from,
        high: Math.max(from, to),
        low: Math.min(from, to),
        close: to,
        volume: random.next() < 0.1 ? 0 : volume / 4,
      });
    }
  }
  return BarSeries.fromRows(bars.symbol, HOUR / 4, rows);
}

function optionsOf(run: Run): BacktestOptions {
  const { seed, instrument, fill } = run;
  const settlements = Array.from({ length: 60 }, (_, i) => START + i * 8 * HOUR + (i % 5 === 0 ? HOUR / 2 : 13));
  const data = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'].slice(0, run.symbols).map((symbol, i) => {
    const bars = randomBars(seed + i, COUNT, symbol);
    return {
      bars,
      ...(run.marks && instrument !== 'spot' ? { mark: marksOf(bars, seed) } : {}),
      ...(run.finer ? { finer: finerOf(bars, seed) } : {}),
      ...(run.filters
        ? { filters: [{ effectiveFrom: 0, stepSize: 0.01, minNotional: 5, reduceOnlyExempt: i === 0 }] }
        : {}),
      ...(run.tiers
        ? {
            marginTables: [
              {
                effectiveFrom: 0,
                liquidationFee: 0.01,
                tiers: [
                  { floor: 0, rate: 0.01 },
                  { floor: 4_000, rate: 0.03 },
                ],
              },
            ],
          }
        : {}),
      ...(run.funding !== 'none' && instrument === 'perp'
        ? {
            funding: {
              time: Float64Array.from(settlements),
              rate: Float64Array.from(settlements, (_, k) => ((k % 7) - 2) / 2_000),
              mark: Float64Array.from(settlements, (_, k) =>
                run.funding === 'with marks' && k % 3 > 0 ? 90 + (k % 20) : NaN,
              ),
            },
          }
        : {}),
    };
  });
  return {
    data,
    strategy: new RandomTrader(seed),
    instrument,
    fill,
    leverage: instrument === 'spot' ? 1 : run.leverage,
    latencyMs: fill === 'close' ? 0 : run.latencyMs,
    maxParticipation: run.maxParticipation,
    slippage: { bps: 2, impact: run.impact, volatilityBars: 5 },
    limits: run.limits,
    ambiguous: run.ambiguous,
    borrowRatePerYear: instrument === 'margin' ? 0.1 : 0,
  };
}

/** Bit by bit: −0 is not 0. */
function sameRun(options: BacktestOptions, restartAt?: (step: number) => boolean) {
  const expected = backtest(options);
  const fed = feedAccount(options, restartAt);
  expect(fed.equity).toStrictEqual([...expected.equity]);
  expect(fed.fills).toStrictEqual([...expected.fills]);
  expect(fed.trades.map(({ id, ...trade }) => [id, trade])).toStrictEqual([...expected.trades].map((t, i) => [i, t]));
  expect(fed.account.costs).toStrictEqual(expected.costs);
  expect(fed.account.counters).toStrictEqual(expected.counters);
  expect(fed.account.killed).toBe(expected.killed);
  const refused = expected.refusals.samples.filter(({ reason }) => reason !== 'end_of_data');
  expect(fed.refusals.slice(0, refused.length)).toStrictEqual(refused);
  for (const { symbol, quantity, entry_price } of expected.openPositions) {
    expect([fed.account.position(symbol), fed.account.entryPrice(symbol)]).toStrictEqual([quantity, entry_price]);
  }
  return { expected, fed };
}

describe('an account that is fed one moment at a time', () => {
  it('comes to what the backtest of the same bars comes to, to the last bit', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(runs, (run) => {
        const { fed, expected } = sameRun(optionsOf(run));
        for (const { reason } of fed.fills) seen.add(reason);
        if (fed.funding.length > 0) seen.add('funding');
        if (expected.counters.partial_fills > 0) seen.add('partial');
        if (expected.counters.bars_decided_by_finer > 0) seen.add('finer');
        if (expected.counters.limited_orders > 0) seen.add('limited');
        expect(fed.funding.length).toBe(expected.counters.funding_payments);
      }),
      { numRuns: 80, seed: 20_240_101 },
    );
    // What the runs went through, so that a generator that has become tame is noticed.
    expect([...seen].sort()).toEqual([
      'drift',
      'finer',
      'funding',
      'kill',
      'limit',
      'limited',
      'liquidation',
      'order',
      'partial',
      'stop',
      'take_profit',
      'trailing_stop',
    ]);
  });

  it('goes on from the text of its state as if nothing had happened, wherever it was interrupted', () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 2 * COUNT }), ({ ...run }, at) => {
        sameRun(optionsOf(run), (step) => step === at || step % (at + 3) === 0);
      }),
      { numRuns: 50, seed: 20_240_102 },
    );
  });

  it('waits for the answer that an order rests on, as the backtest does', () => {
    const bars = randomBars(11, COUNT);
    const points = Array.from({ length: 20 }, (_, i) => {
      const decidedAt = bars.closeTime(i * 10);
      const assessment = { prob_bull: i % 2 } as RegimeAssessment;
      return { decidedAt, availableAt: decidedAt + i * 20 * 60_000, assessment, onFailure: 'hold' as const };
    });
    const strategy = new (class extends Strategy {
      onBar(_: Bar, __: AccountState, context: StrategyContext): Order | null {
        const view = context.regime();
        return view === null ? null : context.long(view.assessment?.prob_bull === 1 ? 0.8 : 0.2);
      }
    })();
    const { expected } = sameRun({ data: [{ bars }], strategy, regime: { points } }, (step) => step % 13 === 0);
    expect(expected.counters.delayed_fills).toBeGreaterThan(10);
  });

  it('is the same for the shipped strategies', () => {
    for (const name of ['sma-cross', 'donchian-breakout', 'rsi-mean-reversion', 'buy-and-hold']) {
      const bars = randomBars(7, 400);
      const options = { data: [{ bars }], takerFee: 0.001, limits: { maxExposure: 0.5 } };
      const strategy = () => createStrategy(name, {});
      const { expected } = sameRun({ ...options, strategy: strategy() }, (step) => step === 301);
      expect(expected.fills.length, name).toBeGreaterThan(0);
    }
  });
});

describe('an account whose fills are given', () => {
  it.each(['perp', 'margin'] as const)('comes to what the backtest that filled them comes to: %s', (instrument) => {
    for (let seed = 1; seed <= 20; seed++) {
      const bars = randomBars(seed, COUNT);
      const settlements = Array.from({ length: 40 }, (_, i) => START + i * 8 * HOUR);
      const funding = {
        time: Float64Array.from(settlements),
        rate: Float64Array.from(settlements, (_, k) => ((k % 7) - 2) / 2_000),
        mark: Float64Array.from(settlements, (_, k) => 90 + (k % 20)),
      };
      const paid = instrument === 'perp' ? { funding } : {};
      const settings = { instrument, leverage: 2, borrowRatePerYear: instrument === 'margin' ? 0.1 : 0 };
      const trader = new RandomTrader(seed, true);
      const expected = backtest({ data: [{ bars, ...paid }], strategy: trader, ...settings });
      const account = createAccount({
        ...settings,
        intervalMs: HOUR,
        symbols: [{ symbol: bars.symbol }],
        fills: 'given',
      });
      const fills = [...expected.fills];
      const trades: NumberedTrade[] = [];
      const equity: number[] = [];
      let [next, due] = [0, 0];
      for (let step = 0; step < bars.length; step++) {
        const bar = bars.row(step);
        for (; instrument === 'perp' && due < 40 && settlements[due]! < bar.openTime + HOUR; due++) {
          const [rate, mark] = [funding.rate[due]!, funding.mark[due]!];
          account.addFunding(bars.symbol, [{ time: settlements[due]!, rate, mark }]);
        }
        for (; next < fills.length && fills[next]!.bar === step; next++) {
          const size = trades.length === 0 ? 0 : undefined;
          trades.push(...account.onFill({ ...fills[next]!, ...(size === undefined ? {} : { size }) }).trades);
        }
        trades.push(...account.onBar({ symbol: bars.symbol, ...bar }).trades);
        equity.push(account.equity());
      }
      expect(equity, `seed ${seed}`).toStrictEqual([...expected.equity]);
      expect(account.costs).toStrictEqual(expected.costs);
      expect(fills.length).toBeGreaterThan(10);
      const told = trades.map(({ pnl, open_time, close_time, carry }) => [pnl, open_time, close_time, carry]);
      expect(told).toStrictEqual(
        [...expected.trades].map(({ pnl, open_time, close_time, carry }) => [pnl, open_time, close_time, carry]),
      );
    }
  });

  it('takes payments as they were made, and none by a rate', () => {
    const symbol = 'BTCUSDT';
    const account = createAccount({
      instrument: 'perp',
      intervalMs: HOUR,
      symbols: [{ symbol }],
      fills: 'given',
      funding: 'given',
    });
    const bar = (hour: number) => {
      const openTime = START + hour * HOUR;
      const row = { symbol, openTime, open: 100, high: 100, low: 100, close: 100, volume: 1 };
      return { ...row, funding: [{ time: openTime, rate: 0.01, mark: 100 }] };
    };
    const fill = { symbol, price: 100, fee: 0 };
    const pay = (hour: number, amount: number) => account.onPayment({ symbol, time: START + hour * HOUR, amount });
    // Before anything was traded there is no trade that it could belong to.
    expect(pay(0, 1)).toMatchObject({ funding: [{ symbol, amount: 1 }], trades: [] });
    account.onFill({ ...fill, time: START, quantity: 5 });
    account.onBar(bar(1));
    account.addFunding(symbol, [{ time: START + 2 * HOUR, rate: 0.01, mark: 100 }]);
    account.onBar(bar(2));
    pay(2, 3);
    expect([account.cash, account.costs.funding]).toEqual([9_496, 4]);
    const { trades } = account.onFill({ ...fill, time: START + 3 * HOUR, quantity: -5 });
    expect(trades).toMatchObject([{ id: 0, pnl: -3, carry: 3 }]);
    // Told after the end: it is of that trade, which comes again.
    expect(pay(3, 2).trades).toMatchObject([{ id: 0, pnl: -5, carry: 5 }]);
    expect(account.equity()).toBe(9_994);
  });

  it('holds targets to the limits, says what waits, and lets a fill settle it', () => {
    const account = createAccount({
      intervalMs: HOUR,
      symbols: [{ symbol: 'BTCUSDT' }],
      limits: { maxExposure: 0.5, maxDrawdown: 0.1 },
      fills: 'given',
    });
    const bar = (hour: number, price: number) => ({
      symbol: 'BTCUSDT',
      openTime: START + hour * HOUR,
      open: price,
      high: price,
      low: price,
      close: price,
      volume: 1,
    });
    account.onBar(bar(0, 100));
    expect(account.target('BTCUSDT', 0.8)).toEqual({ fills: [], trades: [], funding: [], refusals: [] });
    expect(account.waiting()).toEqual([{ symbol: 'BTCUSDT', target: 0.5, limit: null, reason: 'order' }]);
    account.onBar(bar(1, 100));
    const part = { symbol: 'BTCUSDT', time: START + 2 * HOUR + 5, quantity: 20, price: 101, fee: 1, partial: true };
    expect(account.onFill(part).fills).toMatchObject([
      { quantity: 20, price: 101, reference_price: 101, position: 20 },
    ]);
    expect(account.waiting()).toHaveLength(1);
    account.onFill({ ...part, quantity: 30, partial: false });
    expect(account.waiting()).toEqual([]);
    expect([account.position('BTCUSDT'), account.entryPrice('BTCUSDT'), account.cash]).toEqual([50, 101, 4_948]);
    account.onBar(bar(2, 75));
    account.endStep();
    expect(account.killed).toBe(true);
    expect(account.waiting()).toEqual([{ symbol: 'BTCUSDT', target: 0, limit: null, reason: 'kill' }]);
    const { trades } = account.onFill({ ...part, quantity: -50, price: 75, reason: 'kill', partial: false });
    expect(trades).toMatchObject([{ id: 0, side: 'long', exit_reason: 'kill', pnl: 50 * (75 - 101) - 3 }]);
    expect(account.target('BTCUSDT', 0.1).refusals).toMatchObject([{ reason: 'killed' }]);
  });
});

describe('what a fed account refuses', () => {
  const spec = { intervalMs: HOUR, symbols: [{ symbol: 'BTCUSDT' }, { symbol: 'ETHUSDT' }] };
  const bar = (openTime: number, more = {}) => ({
    symbol: 'BTCUSDT',
    openTime,
    open: 100,
    high: 101,
    low: 99,
    close: 100,
    volume: 1,
    ...more,
  });
  const code = (action: () => unknown): string => {
    try {
      action();
    } catch (error) {
      if (error instanceof InputError) return error.code;
      throw error;
    }
    return 'accepted';
  };

  it('bars out of order, of several moments at once, invalid, or of a symbol it does not know', () => {
    const account = createAccount(spec);
    account.onBar(bar(START));
    const before = JSON.stringify(account.state());
    const late = bar(START + HOUR, {
      funding: [
        { time: START, rate: 0.1 },
        { time: START, rate: 0.1 },
      ],
    });
    expect(code(() => account.onBars([bar(START + HOUR, { symbol: 'ETHUSDT' }), late]))).toBe('funding.invalid');
    expect(code(() => account.onBar(bar(START)))).toBe('account.bars');
    expect(code(() => account.onBar(bar(START - HOUR, { symbol: 'ETHUSDT' })))).toBe('account.bars');
    expect(code(() => account.onBars([]))).toBe('account.bars');
    expect(code(() => account.onBars([bar(START + HOUR), bar(START + 2 * HOUR, { symbol: 'ETHUSDT' })]))).toBe(
      'account.bars',
    );
    expect(code(() => account.onBar(bar(START + HOUR, { symbol: 'XRPUSDT' })))).toBe('account.symbol');
    expect(code(() => account.onBar(bar(START + HOUR, { high: 50 })))).toBe('bars.invalid');
    expect(code(() => account.onBar(bar(START + HOUR, { close: NaN })))).toBe('bars.invalid');
    expect(code(() => account.addMarks('BTCUSDT', [bar(START)]))).toBe('data.mark');
    expect(code(() => createAccount({ ...spec, symbols: [] }))).toBe('account.symbols');
    expect(code(() => createAccount({ ...spec, symbols: [spec.symbols[0]!, spec.symbols[0]!] }))).toBe(
      'account.symbols',
    );
    expect(code(() => createAccount({ ...spec, leverage: -1 }))).toBe('backtest.settings');
    expect(code(() => createAccount({ ...spec, instrument: 'spot' }).addFunding('BTCUSDT', []))).toBe('data.funding');
    expect(JSON.stringify(account.state())).toBe(before);
  });

  it('a state of other settings, other symbols, another version, or with a part missing', () => {
    const account = createAccount(spec);
    account.onBar(bar(START));
    const state = account.state();
    expect(code(() => restoreAccount(spec, state))).toBe('accepted');
    expect(code(() => restoreAccount({ ...spec, leverage: 2 }, state))).toBe('account.state');
    expect(code(() => restoreAccount({ ...spec, symbols: spec.symbols.toReversed() }, state))).toBe('account.state');
    expect(code(() => restoreAccount(spec, { ...state, version: 2 as never }))).toBe('account.state');
    const less = Object.fromEntries(Object.entries(state.account as object).filter(([key]) => key !== 'cursor'));
    expect(code(() => restoreAccount(spec, { ...state, account: less }))).toBe('account.state');
  });
});

describe('the state of an account', () => {
  it('does not grow with the number of bars and fills', () => {
    const bars = randomBars(3, 3_000);
    const spec = { intervalMs: HOUR, symbols: [{ symbol: bars.symbol, marks: true }] };
    const account = createAccount(spec);
    const sizes: number[] = [];
    for (let i = 0; i < bars.length; i++) {
      const row = bars.row(i);
      account.onBar({ symbol: bars.symbol, ...row, marks: [row], funding: [{ time: row.openTime, rate: 0.0001 }] });
      account.target(bars.symbol, i % 2 === 0 ? 0.5 : -0.5);
      account.endStep();
      if (i % 1_000 === 999) sizes.push(JSON.stringify(account.state()).length);
    }
    expect(Math.max(...sizes)).toBeLessThan(1.1 * Math.min(...sizes));
    expect(JSON.stringify(restoreAccount(spec, account.state()).state())).toBe(JSON.stringify(account.state()));
  });
});
