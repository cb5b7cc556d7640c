import { describe, expect, it } from 'vitest';
import type { BarSeries } from '../../core/bars.js';
import { seededRandom } from '../../core/ports/random.js';
import { multipliersOf, type Multipliers } from '../../core/position-sizing/index.js';
import { backtest } from '../../engine/backtester.js';
import { assessmentOf } from '../../engine/fixtures/opinions.js';
import { randomBars } from '../../engine/fixtures/random-market.js';
import {
  Strategy,
  type AccountState,
  type Bar,
  type Order,
  type OrderTicket,
  type RegimeView,
  type StrategyContext,
} from '../../strategies/base.js';
import { BuyAndHold } from '../../strategies/buy-and-hold.js';
import { labelDecision } from '../label.js';
import { attributePnl } from './attribute-pnl.js';
import { circularShifts } from './circular-shifts.js';
import { attributionSchema } from './schema.js';
import { strategyRunner } from './run-strategy.js';
import { meanMultipliers, shifted, withMultipliers } from './variants.js';

const HOUR = 3_600_000;
const HORIZON = 24;
const K_MAX = 2;

/** Short from the first bar on: what a higher leverage liquidates earlier. */
class AlwaysShort extends Strategy {
  constructor(private readonly size = 1) {
    super();
  }
  onBar(_bar: Bar, _account: AccountState, context: StrategyContext): Order | OrderTicket {
    return context.short(this.size);
  }
}

function view(decidedAt: number, probBull: number): RegimeView {
  return {
    decidedAt,
    availableAt: decidedAt,
    onFailure: 'hold',
    assessment: assessmentOf(probBull),
  };
}

const sizeOf = ({ assessment }: RegimeView): Multipliers => multipliersOf(assessment!, K_MAX);

function market(seed: number): { bars: BarSeries; times: number[]; outcomes: (0 | 1)[] } {
  const bars = randomBars(seed, 4_000);
  const times: number[] = [];
  const outcomes: (0 | 1)[] = [];
  for (let i = HORIZON; i < bars.length - 2 * HORIZON; i += HORIZON) {
    const label = labelDecision(bars, bars.closeTime(i), HORIZON * HOUR);
    times.push(bars.closeTime(i));
    outcomes.push(label.scored ? label.outcome : 0);
  }
  return { bars, times, outcomes };
}

async function attribute(bars: BarSeries, model: readonly RegimeView[], seed = 7, shifts = 99) {
  const run = strategyRunner({
    data: [{ bars }],
    strategy: new BuyAndHold({ size: 0.5 }),
    kMax: K_MAX,
    horizonBars: HORIZON,
    takerFee: 0,
    slippage: { bps: 0 },
  });
  return attributePnl({
    strategy: 'buy-and-hold',
    run,
    multipliersOf: sizeOf,
    model,
    baselines: [{ id: 'always up', views: model.map(({ decidedAt }) => view(decidedAt, 1)) }],
    horizonSteps: 1,
    initialEquity: 10_000,
    callCostUsd: 25,
    random: seededRandom(seed),
    shifts,
  });
}

describe('variants', () => {
  const views = [0.2, 0.4, 0.6, 0.8].map((p, i) => view(i * HOUR, p));
  it('moves opinions round and leaves the moments where they are', () => {
    const moved = shifted(views, 3);
    expect(moved.map((each) => each.assessment?.prob_bull)).toEqual([0.8, 0.2, 0.4, 0.6]);
    expect(moved.map((each) => each.decidedAt)).toEqual(views.map((each) => each.decidedAt));
  });
  it('counts only moments with an opinion in a mean, and gives none to the others', () => {
    const silent: RegimeView = { ...views[0]!, assessment: null };
    const k = meanMultipliers([silent, views[3]!], sizeOf);
    expect(k).toEqual(sizeOf(views[3]!));
    expect(withMultipliers([silent, views[3]!], k).map((each) => each.multipliers)).toEqual([undefined, k]);
  });
});

describe('circularShifts', () => {
  it('are all different and never shorter than a horizon, either way round', () => {
    const shifts = circularShifts(2_000, 24, 999, seededRandom(1));
    expect(new Set(shifts).size).toBe(999);
    expect(Math.min(...shifts)).toBeGreaterThanOrEqual(24);
    expect(Math.max(...shifts)).toBeLessThanOrEqual(2_000 - 24);
  });
  it('are as many as there can be where that is fewer', () => {
    expect(circularShifts(10, 4, 999, seededRandom(1))).toEqual([4, 5, 6]);
    expect(circularShifts(7, 4, 999, seededRandom(1))).toEqual([]);
  });
});

describe('attributePnl', () => {
  it('finds timing where the model knew, and says that the cost of its calls comes off', async () => {
    const { bars, times, outcomes } = market(3);
    const knowing = times.map((time, i) => view(time, outcomes[i] === 1 ? 0.9 : 0.1));
    const found = await attribute(bars, knowing);
    expect(attributionSchema.parse(found)).toEqual(found);
    expect(found.shifts.p_value).toBe(1 / 100);
    expect(found.parts.timing).toBeGreaterThan(0.1);
    expect(found.parts.base + found.parts.silence + found.parts.exposure + found.parts.timing).toBeCloseTo(
      found.model.pnl.total_return,
      12,
    );
    expect(found.total_return_after_calls).toBeCloseTo(found.model.pnl.total_return - 0.0025, 12);
    expect(found.base).toMatchObject({ mean_k_long: 1, mean_k_short: 1 });
    expect(found.constant.mean_k_long).toBeCloseTo(found.model.mean_k_long, 12);
    expect(found.baselines[0]!.mean_k_long).toBe(sizeOf(view(0, 1)).kLong);
  });
  it('gives nobody credit for being long in a market that rose: p-values of guesses are uniform', async () => {
    const pValues: number[] = [];
    for (let seed = 1; seed <= 40; seed++) {
      const { bars, times } = market(100 + seed);
      const random = seededRandom(seed);
      const guesses = times.map((time) => view(time, random.next()));
      pValues.push((await attribute(bars, guesses, seed, 39)).shifts.p_value!);
    }
    // 40 uniform p-values: at most 6 below 0.05 (99.5 % of a Binomial(40, 0.05)), and a mean within 3 σ of 1/2.
    expect(pValues.filter((p) => p <= 0.05).length).toBeLessThanOrEqual(6);
    expect(Math.abs(pValues.reduce((a, b) => a + b) / 40 - 0.5)).toBeLessThan(3 * Math.sqrt(1 / 12 / 40));
  });
  it('has no p-value where no shift is long enough', async () => {
    const { bars, times } = market(5);
    const few = times.slice(0, 1).map((time) => view(time, 0.7));
    expect((await attribute(bars, few)).shifts).toMatchObject({ count: 0, p_value: null, interval: null });
  });
});

describe('the base of an attribution', () => {
  const { bars, times, outcomes } = market(11);
  const OTHERS = [
    ['buy-and-hold', () => new BuyAndHold({ size: 1 })],
    ['always short', () => new AlwaysShort()],
  ] as const;

  it.each(OTHERS)('of %s is its backtest alone, whatever failed and whatever k may be', async (_, create) => {
    const alone = backtest({ data: [{ bars }], strategy: create() });
    const expected = alone.finalEquity / alone.settings.initialEquity - 1;
    for (const failed of [0, 0.3, 0.95, 1]) {
      for (const kMax of [1, 2, 5]) {
        const random = seededRandom(5);
        const model = times.map((time, i) => {
          const opinion = view(time, outcomes[i] === 1 ? 0.9 : 0.2);
          return random.next() < failed ? { ...opinion, assessment: null } : opinion;
        });
        const found = await attributePnl({
          strategy: 'x',
          run: strategyRunner({ data: [{ bars }], strategy: create(), kMax, horizonBars: HORIZON }),
          multipliersOf: ({ assessment }) => multipliersOf(assessment!, kMax),
          model,
          baselines: [],
          horizonSteps: 1,
          initialEquity: 10_000,
          callCostUsd: 0,
          random: seededRandom(1),
          shifts: 3,
        });
        expect(Math.abs(found.base.pnl.total_return - expected)).toBeLessThan(1e-9);
        const { base, silence, exposure, timing } = found.parts;
        expect(base + silence + exposure + timing).toBeCloseTo(found.model.pnl.total_return, 9);
        if (failed === 1) expect(found.model.pnl.total_return, 'nothing is held without an opinion').toBe(0);
      }
    }
  });

  it('has the leverage of the strategy alone, and opinions only as much more as their sizes take', () => {
    const half = strategyRunner({ data: [{ bars }], strategy: new AlwaysShort(0.5), kMax: 2, horizonBars: HORIZON });
    const views = times.map((time) => ({ ...view(time, 0.5), multipliers: { kLong: 2, kShort: 2 } }));
    const whole = strategyRunner({ data: [{ bars }], strategy: new AlwaysShort(1), kMax: 2, horizonBars: HORIZON });
    const ones = views.map((each) => ({ ...each, multipliers: { kLong: 1, kShort: 1 } }));
    // Twice a half is one: the same sizes at the same leverage are liquidated alike.
    expect(half.scaled(views, 2)).toEqual(whole.scaled(ones, 1));
  });
});
