import { describe, expect, it } from 'vitest';
import { seededRandom, type Random } from '../../../core/ports/random.js';
import {
  askBoth,
  calibrated,
  lookAhead,
  lucky,
  memoriser,
  overconfident,
  type Forecaster,
} from '../../fixtures/simulated-forecasters.js';
import { simulatedMarket, type SimulatedMarket } from '../../fixtures/simulated-market.js';
import { areaUnderCurve } from '../../scoring/ranks.js';
import type { ScoredForecast } from '../../forecast.js';
import { beforeAfter } from './before-after.js';
import { pairedBrier } from './paired-brier.js';
import { tooGood } from './too-good.js';

const SEEDS = 200;
const DECISIONS = 600;
const markets = Array.from({ length: SEEDS }, (_, seed) => simulatedMarket(1_000 + seed, DECISIONS));
/** Two thirds of the decisions lie before it. */
const cutoffOf = ({ decisions }: SimulatedMarket): number =>
  decisions[Math.floor((decisions.length * 2) / 3)]!.decidedAt;

interface Rates {
  readonly memorised: number;
  readonly betterBefore: number;
  readonly tooGood: number;
  readonly any: number;
}

/** In how many of the 200 markets each flag is raised. */
let forecasters = 0;
function flagged(make: (random: Random, market: SimulatedMarket) => Forecaster): Rates {
  const own = 100_000 * ++forecasters;
  const counts = { memorised: 0, betterBefore: 0, tooGood: 0, any: 0 };
  markets.forEach((market, seed) => {
    const { decisions, overlap } = market;
    const cutoff = cutoffOf(market);
    const { plain, masked } = askBoth(decisions, make(seededRandom(own + seed), market));
    const options = { random: seededRandom(5_000 + seed), overlap, samples: 200 };
    const flags = {
      memorised: pairedBrier(plain, masked, { ...options, cutoff }).memorised === true,
      betterBefore: beforeAfter(plain, { ...options, cutoff, cleanFrom: cutoff }).better_before === true,
      tooGood: tooGood(plain, options).too_good === true,
    };
    for (const [name, flag] of Object.entries(flags)) if (flag) counts[name as keyof Rates] += 1;
    if (Object.values(flags).includes(true)) counts.any += 1;
  });
  return counts;
}

describe('over 200 simulated markets with overlapping horizons', { timeout: 120_000 }, () => {
  it('the simulation is what it says: the true probability is calibrated and worth little', () => {
    let loss = 0;
    let own = 0;
    let n = 0;
    for (const { decisions } of markets)
      for (const { trueProb, label } of decisions) {
        loss += (trueProb - label.outcome) ** 2;
        own += trueProb * (1 - trueProb);
        n += 1;
      }
    // Calibrated: the loss that it expects of itself is the loss that it has.
    expect(Math.abs(loss / n - own / n)).toBeLessThan(0.002);
    expect(1 - loss / n / 0.25).toBeGreaterThan(0.01);
    expect(1 - loss / n / 0.25).toBeLessThan(0.06);
  });

  it.each<[string, (random: Random) => Forecaster]>([
    ['a calibrated one', calibrated],
    ['an overconfident one', overconfident],
    ['a lucky one', lucky],
  ])('%s is rarely flagged', (name, make) => {
    const rates = flagged(make);
    expect(rates.memorised).toBeLessThanOrEqual(13);
    expect(rates.any).toBeLessThanOrEqual(16);
  });

  it.each([0.15, 1])('a memoriser of %d of what it could know is flagged', (remembers) => {
    const rates = flagged((random, market) => memoriser(random, cutoffOf(market), remembers));
    expect(rates.memorised).toBeGreaterThanOrEqual(180);
  });

  it.each([0.3, 1])('a look-ahead one that sees %d of the outcomes is flagged', (sees) => {
    const rates = flagged((random) => lookAhead(random, sees));
    expect(rates.tooGood).toBeGreaterThanOrEqual(180);
  });
  it('a look-ahead one that knows all and says little is flagged too', () => {
    const rates = flagged((random) => lookAhead(random, 1, 0.05));
    expect(rates.tooGood).toBeGreaterThanOrEqual(180);
  });
});

describe('each test', () => {
  const DAY = 86_400_000;
  const forecast = (day: number, probBull: number, outcome: 0 | 1): ScoredForecast => ({
    decidedAt: day * DAY,
    maturesAt: (day + 2) * DAY,
    probBull,
    label: { outcome, horizonReturn: 0, shareAbove: outcome },
    assessment: null,
  });
  const outcomes = Array.from({ length: 100 }, (_, i): 0 | 1 => ((i * 7) % 11 < 5 ? 1 : 0));
  const knowing = outcomes.map((outcome, i) => forecast(i, 0.3 + 0.4 * outcome, outcome));
  const ignorant = outcomes.map((outcome, i) => forecast(i, 0.5, outcome));
  const options = () => ({ random: seededRandom(9), overlap: 2 });

  it('of pairs looks at what was before the cutoff, where there is enough of it', () => {
    const early = pairedBrier(knowing, ignorant.slice(3), { ...options(), cutoff: 49 * DAY });
    expect(early).toMatchObject({ scope: 'before_cutoff', n: 45, unpaired: 3, block_length: 4, memorised: true });
    expect(early.difference).toBeCloseTo(0.25 - 0.09, 12);
    expect(pairedBrier(knowing, ignorant, { ...options(), cutoff: 10 * DAY })).toMatchObject({ scope: 'all', n: 100 });
    expect(pairedBrier(ignorant, knowing, { ...options(), cutoff: null }).memorised).toBe(false);
    expect(pairedBrier(knowing.slice(0, 19), ignorant, { ...options(), cutoff: null })).toMatchObject({
      n: 19,
      interval: null,
      memorised: null,
    });
  });
  it('of pairs refuses what cannot be compared', () => {
    const other = ignorant.map((one) => ({ ...one, label: { ...one.label, outcome: 1 as const } }));
    expect(() => pairedBrier(knowing, other, { ...options(), cutoff: null })).toThrow('different outcomes');
    expect(() => pairedBrier(knowing, [], { ...options(), cutoff: null })).toThrow('nothing to compare');
  });
  it('of before and after leaves out what is neither', () => {
    const until = knowing.slice(0, 50).concat(ignorant.slice(50));
    const result = beforeAfter(until, { ...options(), cutoff: 51 * DAY, cleanFrom: 60 * DAY });
    expect(result).toMatchObject({ n_before: 50, n_after: 40, n_between: 10, skill_after: 0, better_before: true });
    expect(result.skill_before).toBeCloseTo(1 - 0.09 / 0.25, 12);
    expect(result.interval![0]).toBeLessThanOrEqual(result.difference!);
    expect(result.interval![1]).toBeGreaterThanOrEqual(result.difference!);
    expect(beforeAfter(ignorant, { ...options(), cutoff: 51 * DAY, cleanFrom: 51 * DAY }).better_before).toBe(false);
    const short = beforeAfter(until, { ...options(), cutoff: 10 * DAY, cleanFrom: 10 * DAY });
    expect(short).toMatchObject({ n_before: 9, interval: null, better_before: null });
    expect(beforeAfter([], { ...options(), cutoff: 0, cleanFrom: 0 })).toMatchObject({
      skill_before: null,
      difference: null,
    });
  });
  it('of before and after measures against a reference that knows the base rate', () => {
    const reference = ({ decidedAt }: ScoredForecast) => (decidedAt < 50 * DAY ? 0.9 : 0.5);
    const bullish = Array.from({ length: 100 }, (_, i) =>
      forecast(i, i < 50 ? 0.9 : 0.5, i < 50 ? (i % 10 === 0 ? 0 : 1) : outcomes[i]!),
    );
    const cut = { cutoff: 51 * DAY, cleanFrom: 52 * DAY };
    expect(beforeAfter(bullish, { ...options(), ...cut }).better_before).toBe(true);
    expect(beforeAfter(bullish, { ...options(), ...cut, reference })).toMatchObject({
      skill_before: 0,
      skill_after: 0,
      better_before: false,
    });
  });
  it('of what is too good has the area under the curve that the scores have, ties included', () => {
    const random = seededRandom(5);
    const rows = outcomes.map((outcome, i) => forecast(i, Math.round(random.next() * 10) / 10, outcome));
    const result = tooGood(rows, options());
    expect(result.auc).toBeCloseTo(
      areaUnderCurve(
        Float64Array.from(rows, (row) => row.probBull),
        Float64Array.from(outcomes),
      )!,
      12,
    );
    expect(result.too_good).toBe(false);
    expect(tooGood(knowing, options())).toMatchObject({ auc: 1, too_good: true });
    expect(tooGood(knowing, { ...options(), plausibleSkill: 0.99, plausibleAuc: 1 }).too_good).toBe(false);
    expect(tooGood(knowing.slice(0, 5), options()).too_good).toBeNull();
    expect(tooGood([], options())).toMatchObject({ n: 0, skill: null, auc: null });
  });
});
