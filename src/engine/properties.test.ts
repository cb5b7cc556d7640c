import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BAR_COLUMNS, BarSeries } from '../core/bars.js';
import { seededRandom } from '../core/ports/random.js';
import { backtest, type BacktestOptions } from './backtester.js';
import { RandomTrader, randomBars } from './fixtures/random-market.js';
import { START } from './fixtures/scripted.js';
import { HOUR } from '../core/time.js';

const RUNS = { numRuns: 60 };
const near = (value: number, expected: number, scale: number) => Math.abs(value - expected) <= 1e-9 * scale;

/** Where two curves first differ, bit by bit; null where they do not. */
function firstDifference(a: Float64Array, b: Float64Array) {
  if (a.length !== b.length) return { lengths: [a.length, b.length] };
  const step = a.findIndex((value, i) => !Object.is(value, b[i]));
  return step < 0 ? null : { step, values: [a[step], b[step]] };
}

/** Settings of every kind, by seed. */
const settings = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  instrument: fc.constantFrom('perp', 'margin', 'spot'),
  fill: fc.constantFrom('next-open', 'close'),
  leverage: fc.constantFrom(1, 3),
  maxParticipation: fc.constantFrom(Infinity, 0.05),
  limits: fc.constantFrom({}, { maxExposure: 0.3 }, { maxChangePerDecision: 0.1, maxDrawdown: 0.2 }),
  withFunding: fc.boolean(),
  symbols: fc.constantFrom(1, 2),
});
type Settings = typeof settings extends fc.Arbitrary<infer T> ? T : never;

function optionsOf(given: Settings, count = 300): BacktestOptions & { strategy: RandomTrader } {
  const leverage = given.instrument === 'spot' ? 1 : given.leverage;
  const funding = {
    time: Float64Array.from({ length: 50 }, (_, i) => START + i * 8 * HOUR + 13),
    rate: Float64Array.from({ length: 50 }, (_, i) => ((i % 7) - 2) / 2_000),
    mark: Float64Array.from({ length: 50 }, () => NaN),
  };
  const names = ['BTCUSDT', 'ETHUSDT'].slice(0, given.symbols);
  return {
    data: names.map((symbol, i) => ({
      bars: randomBars(given.seed + i, count, symbol),
      ...(given.withFunding && given.instrument === 'perp' ? { funding } : {}),
    })),
    strategy: new RandomTrader(given.seed),
    instrument: given.instrument,
    fill: given.fill,
    leverage,
    maxParticipation: given.maxParticipation,
    limits: given.limits,
    borrowRatePerYear: given.instrument === 'margin' ? 0.1 : 0,
    makerFee: 0.0002,
    takerFee: 0.0005,
    slippage: { bps: 2 },
  };
}

describe('accounting', () => {
  it('equity is cash plus positions at their marks at every bar, rebuilt from the fills alone', () => {
    fc.assert(
      fc.property(settings, (given) => {
        const options = optionsOf({ ...given, withFunding: false });
        const result = backtest({ ...options, borrowRatePerYear: 0 });
        let cash = 10_000;
        const position = new Map<string, number>();
        const mark = new Map<string, number>();
        const fills = [...result.fills];
        let next = 0;
        result.times.forEach((time, step) => {
          for (const { bars } of options.data) {
            const row = bars.indexAtOrAfter(time);
            if (bars.openTime[row] === time) mark.set(bars.symbol, bars.close[row]!);
          }
          for (; next < fills.length && fills[next]!.bar === step; next++) {
            const fill = fills[next]!;
            cash -= fill.quantity * fill.price + fill.fee;
            position.set(fill.symbol, (position.get(fill.symbol) ?? 0) + fill.quantity);
          }
          let equity = cash;
          for (const [symbol, quantity] of position) equity += quantity * mark.get(symbol)!;
          expect(near(result.equity[step]!, equity, 10_000), `equity at step ${step}`).toBe(true);
        });
        expect(next).toBe(fills.length);
      }),
      RUNS,
    );
  });

  it('fees, slippage, funding, interest and P&L add up to the change in equity', () => {
    fc.assert(
      fc.property(settings, (given) => {
        const options = optionsOf(given);
        const result = backtest(options);
        // P&L at the prices before slippage, of every fill and of what is still open.
        let gross = 0;
        for (const fill of result.fills) gross -= fill.quantity * fill.reference_price;
        for (const open of result.openPositions) gross += open.quantity * open.mark;
        const { fees, slippage, funding, borrow } = result.costs;
        expect(near(result.finalEquity - 10_000, gross - fees - slippage - funding - borrow, 10_000)).toBe(true);
        // The trades and the open positions hold the same sum.
        let net = 0;
        for (const trade of result.trades) net += trade.pnl;
        if (result.openPositions.length === 0) expect(near(result.finalEquity - 10_000, net, 10_000)).toBe(true);
      }),
      RUNS,
    );
  });

  it('no order takes exposure above the cap, and drift beyond 1.05 × cap is cut at the next bar that trades', () => {
    const cap = 0.3;
    fc.assert(
      fc.property(settings, (given) => {
        const options = optionsOf({
          ...given,
          limits: { maxExposure: cap },
          symbols: 1,
          maxParticipation: Infinity,
          withFunding: false,
        });
        const result = backtest({ ...options, borrowRatePerYear: 0 });
        const { bars } = options.data[0]!;
        const fills = [...result.fills];
        let cash = 10_000;
        let held = 0;
        let next = 0;
        let drifted = false;
        for (let step = 0; step < bars.length; step++) {
          const before = Math.abs(held);
          for (; next < fills.length && fills[next]!.bar === step; next++) {
            const fill = fills[next]!;
            const equity = cash + held * fill.reference_price;
            cash -= fill.quantity * fill.price + fill.fee;
            held += fill.quantity;
            if (Math.abs(fill.position) <= before) continue;
            expect(Math.abs(fill.position * fill.price) / equity, `step ${step}`).toBeLessThanOrEqual(cap * (1 + 1e-9));
          }
          if (drifted && bars.volume[step]! > 0) {
            expect(
              fills.slice(0, next).some((fill) => fill.bar === step),
              `reduction at step ${step}`,
            ).toBe(true);
            drifted = false;
          }
          const exposure = Math.abs(held * bars.close[step]!) / result.equity[step]!;
          if (exposure > 1.05 * cap && before > 0 && step + 1 < bars.length) drifted = true;
        }
      }),
      RUNS,
    );
  });
});

describe('no look-ahead', () => {
  it('shuffling everything after bar i changes no decision up to i, and no equity', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 20, max: 280 }), (given, at) => {
        const options = optionsOf({ ...given, symbols: 1 });
        const result = backtest(options);
        const decisions = options.strategy.decisions.slice(0, at + 1);
        const original = options.data[0]!.bars;
        const shuffled = BarSeries.fromColumns(original.symbol, HOUR, original);
        const random = seededRandom(given.seed);
        for (let k = original.length - 1; k > at + 1; k--) {
          const other = at + 1 + Math.floor(random.next() * (k - at));
          for (const column of BAR_COLUMNS) {
            if (column === 'openTime') continue;
            const swap = shuffled[column][k]!;
            shuffled[column][k] = shuffled[column][other]!;
            shuffled[column][other] = swap;
          }
        }
        const strategy = new RandomTrader(given.seed);
        const again = backtest({ ...options, data: [{ ...options.data[0]!, bars: shuffled }], strategy });
        expect(strategy.decisions.slice(0, at + 1)).toEqual(decisions);
        expect(firstDifference(again.equity.subarray(0, at + 1), result.equity.subarray(0, at + 1))).toBeNull();
      }),
      RUNS,
    );
  });

  it('ending the data earlier changes nothing before the end', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 20, max: 280 }), (given, end) => {
        const options = optionsOf({ ...given, symbols: 1 });
        const whole = backtest(options);
        const cut = backtest({
          ...options,
          data: [{ ...options.data[0]!, bars: options.data[0]!.bars.slice(0, end) }],
        });
        expect(firstDifference(cut.equity, whole.equity.subarray(0, end))).toBeNull();
      }),
      RUNS,
    );
  });
});

describe('invariances', () => {
  it('multiplying all prices by a power of two changes no return and no decision, bit by bit', () => {
    fc.assert(
      fc.property(settings, fc.constantFrom(0.25, 8, 1024), (given, factor) => {
        // Tier tables and volumes are in absolute units, so leverage and participation caps are not scale-free.
        const options = optionsOf({ ...given, leverage: 1, maxParticipation: Infinity, symbols: 1 });
        const scaled = BarSeries.fromColumns('BTCUSDT', HOUR, options.data[0]!.bars);
        for (const column of ['open', 'high', 'low', 'close'] as const) {
          for (let i = 0; i < scaled.length; i++) scaled[column][i] = scaled[column][i]! * factor;
        }
        const plain = backtest(options);
        const decisions = [...options.strategy.decisions];
        const again = backtest({ ...options, data: [{ ...options.data[0]!, bars: scaled }] });
        expect(options.strategy.decisions).toEqual(decisions);
        expect(firstDifference(again.equity, plain.equity)).toBeNull();
      }),
      RUNS,
    );
  });

  it('bars from two files joined are the same run as bars from one', () => {
    fc.assert(
      fc.property(settings, fc.integer({ min: 1, max: 299 }), (given, at) => {
        const options = optionsOf({ ...given, symbols: 1 });
        const { bars } = options.data[0]!;
        const halves = [bars.slice(0, at), bars.slice(at)].map((half) =>
          BarSeries.fromColumns(half.symbol, HOUR, half),
        );
        const rows = halves.flatMap((half) => Array.from({ length: half.length }, (_, i) => half.row(i)));
        const joined = BarSeries.fromRows('BTCUSDT', HOUR, rows);
        expect(
          firstDifference(
            backtest({ ...options, data: [{ ...options.data[0]!, bars: joined }] }).equity,
            backtest(options).equity,
          ),
        ).toBeNull();
      }),
      { numRuns: 20 },
    );
  });

  it('the same inputs give the same bits, on the same strategy object run twice', () => {
    fc.assert(
      fc.property(settings, (given) => {
        const options = optionsOf(given);
        expect(firstDifference(backtest(options).equity, backtest(options).equity)).toBeNull();
      }),
      { numRuns: 20 },
    );
  });
});

describe('the quiet-bar short cut', () => {
  const fillsOf = (result: ReturnType<typeof backtest>) => [...result.fills];

  it.each([true, false])('gives the general path’s result, bit by bit (market orders only: %s)', (marketOnly) => {
    fc.assert(
      fc.property(settings, (given) => {
        const options = { ...optionsOf({ ...given, symbols: 1 }), strategy: new RandomTrader(given.seed, marketOnly) };
        const quick = backtest(options);
        const general = backtest({ ...options, everyBar: true });
        expect(firstDifference(quick.equity, general.equity)).toBeNull();
        expect(fillsOf(quick)).toEqual(fillsOf(general));
        expect([...quick.trades]).toEqual([...general.trades]);
        expect(quick.costs).toEqual(general.costs);
        expect(quick.refusals.counts()).toEqual(general.refusals.counts());
        expect(quick.stepsInMarket).toBe(general.stepsInMarket);
      }),
      RUNS,
    );
  });

  it('many bars: chunks leave no seam', () => {
    const options = { data: [{ bars: randomBars(7, 10_000) }], strategy: new RandomTrader(7) };
    expect(firstDifference(backtest(options).equity, backtest({ ...options, everyBar: true }).equity)).toBeNull();
  });
});
