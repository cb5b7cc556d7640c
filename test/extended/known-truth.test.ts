import { describe, expect, it } from 'vitest';
import {
  breakEven,
  clairvoyant,
  exact,
  honest,
  moody,
  peeking,
  remembering,
  threeTimesTooSure,
} from '../evaluation/opinions.js';
import golden from './known-truth.golden.json' with { type: 'json' };
import { againstTheory, estimate, evaluateAll, simulations, tally } from '../evaluation/simulations.js';

const [FLAGGED_AT_LEAST, SEEDS] = golden['known-truth'].figures['flagged at least, markets'] as [number, number];
const [HONEST_AT_MOST] = golden['known-truth'].figures['honest ones flagged at most'] as [number];
const all = simulations(SEEDS, 4);

/**
 * 2,000 decisions every 4 hours about the next 24, so that m = 6; the headline is the last 1,500, about 250 windows side by
 * side. Intervals from 300 resamples, enough for percentiles of 2.5 %. "Measured" is what these seeds gave.
 */
describe(
  `whole evaluations in ${SEEDS} markets with known truth, six windows overlapping`,
  { timeout: 600_000 },
  () => {
    it('one who says the true probability scores as theory says', () => {
      const evaluations = evaluateAll(all, exact, true);
      const theory = againstTheory(all, evaluations);
      const said = JSON.stringify(theory);
      // Measured −0.00007 ± 0.00035 and −0.0005 ± 0.0014.
      expect(Math.abs(theory.brier.mean), said).toBeLessThan(3 * theory.brier.standardError);
      expect(theory.brier.standardError, said).toBeLessThan(0.0005);
      expect(Math.abs(theory.skill.mean), said).toBeLessThan(3 * theory.skill.standardError);
      expect(theory.skill.standardError, said).toBeLessThan(0.002);
      // Var(p) / p̄(1 − p̄) is the skill against the base rate; climatology pays for having to learn it, measured 0.010.
      expect(theory.climatologyLearns.mean, said).toBeGreaterThan(0);
      expect(theory.climatologyLearns.mean, said).toBeLessThan(0.015);
      // 5 % of the scores beyond 1.96 errors, 95 % of the intervals, 5 % of the bins; measured 3 %, 95.5 %, 4.2 %.
      expect(theory.beyondTwoErrors, said).toBeLessThanOrEqual(0.09);
      expect(theory.covered, said).toBeGreaterThanOrEqual(0.9);
      expect(theory.binsOutside, said).toBeGreaterThan(0.02);
      expect(theory.binsOutside, said).toBeLessThan(0.08);
      expect(theory.reliability.mean, said).toBeLessThan(0.006);
      const found = tally(evaluations);
      // Its skill of 0.045, of which climatology's learning is 0.010, is found in four of ten markets: 250 windows are not many.
      // Measured 77, and 9 flags. Over 0.5 the tests of before found it in 90; over all three rivals, in 71.
      expect(found.skilled).toBeGreaterThanOrEqual(70);
      expect(found.worse).toBeLessThanOrEqual(2);
      expect(found.recalibrated).toBeLessThanOrEqual(10);
      expect(found.foundOverconfident).toBeLessThanOrEqual(10);
      expect(found.flagged).toBeLessThanOrEqual(18);
    });

    it('one who is three times too sure is found in at least 90 %, and repaired', () => {
      const evaluations = evaluateAll(all, threeTimesTooSure, true);
      const found = tally(evaluations);
      // Measured 186 to 188 (standard error 4); a recalibration is suggested to 162 or more.
      expect(found.foundOverconfident).toBeGreaterThanOrEqual(180);
      expect(found.recalibrated).toBeGreaterThanOrEqual(160);
      expect(found.skilled).toBeLessThanOrEqual(5);
      const platt = evaluations.map(({ recalibration }) => recalibration.find(({ kind }) => kind === 'platt')!);
      const before = estimate(platt.map((one) => one.before.brier));
      const after = estimate(platt.map((one) => one.after.brier));
      // Out of sample; measured 0.265 to 0.242, where one who was right all along has 0.238.
      expect(before.mean).toBeGreaterThan(0.26);
      expect(after.mean).toBeLessThan(0.244);
      expect(estimate(platt.map((one) => one.after.brier - one.before.brier)).mean).toBeLessThan(-0.018);
      const reliability = (of: 'before' | 'after') => estimate(platt.map((one) => one[of].reliability)).mean;
      expect(reliability('before') / reliability('after')).toBeGreaterThan(3);
    });

    // Measured: skilled 0, 0 and 2; worse 8, 80 and 2. Strong moods cost skill of 0.046, and are found out as worse.
    it.each([
      ['faint moods', moody(0.1), 16],
      ['strong moods', moody(0.45), SEEDS],
      ['as much error as knowledge', breakEven, 16],
    ])('one with %s is declared skilled in at most 16 of 200', (_, opinionated) => {
      const found = tally(evaluateAll(all, opinionated));
      expect(found.skilled).toBeLessThanOrEqual(16);
      expect(found.tradable).toBeLessThanOrEqual(16);
      // A flag is one of two tests at 2.5 %; the drift that lasts for days makes them a little too ready. Measured 8 to 10.
      expect(found.flagged).toBeLessThanOrEqual(18);
    });

    it('one who never says quite the same is flagged near the level of two tests, and never for being too good', () => {
      const found = tally(evaluateAll(all, honest));
      // Measured 18, 13 of them for being better before its cutoff: as the others, see above.
      expect(found.flagged).toBeLessThanOrEqual(HONEST_AT_MOST);
      expect(found.tooGood).toBe(0);
    });

    it.each([
      ['a share of the outcomes', clairvoyant(0.3)],
      ['half of the window', peeking],
    ])('one who sees %s is flagged, and not traded, in at least 180 of 200', (_, opinionated) => {
      const found = tally(evaluateAll(all, opinionated));
      expect(found.tooGood).toBeGreaterThanOrEqual(FLAGGED_AT_LEAST);
      expect(found.tradable).toBeLessThanOrEqual(20);
    });

    it('one who remembers is flagged in at least 90 %, by both tests of memory', () => {
      const found = tally(evaluateAll(all, remembering(0.3)));
      expect(found.flagged).toBeGreaterThanOrEqual(FLAGGED_AT_LEAST);
      expect(found.memorised).toBeGreaterThanOrEqual(FLAGGED_AT_LEAST);
      expect(found.betterBefore).toBeGreaterThanOrEqual(FLAGGED_AT_LEAST);
    });
  },
);
