import { describe, expect, it } from 'vitest';
import { clairvoyant, exact, moody, remembering, threeTimesTooSure } from './opinions.js';
import { againstTheory, estimate, evaluateAll, simulations, tally } from './simulations.js';

/** The full width, 200 markets and more forecasters, is among the extended suites. */
const SEEDS = 30;
const all = simulations(SEEDS, 4);

describe(
  `whole evaluations in ${SEEDS} markets with known truth, six windows overlapping`,
  { timeout: 120_000 },
  () => {
    it('one who says the true probability scores as theory says', () => {
      const evaluations = evaluateAll(all, exact);
      const found = againstTheory(all, evaluations);
      const said = JSON.stringify(found);
      expect(Math.abs(found.brier.mean), said).toBeLessThan(3 * found.brier.standardError);
      expect(Math.abs(found.skill.mean), said).toBeLessThan(3 * found.skill.standardError);
      expect(found.reliability.mean, said).toBeLessThan(0.008);
      expect(found.binsOutside, said).toBeLessThan(0.1);
      expect(tally(evaluations).worse).toBe(0);
    });

    it('one who is too sure is found, and repaired out of sample', () => {
      const evaluations = evaluateAll(all, threeTimesTooSure, true);
      expect(tally(evaluations).foundOverconfident).toBeGreaterThanOrEqual(27);
      const gains = evaluations.map(({ recalibration }) => {
        const platt = recalibration.find(({ kind }) => kind === 'platt')!;
        return platt.after.brier - platt.before.brier;
      });
      const { mean, standardError } = estimate(gains);
      expect(mean + 3 * standardError).toBeLessThan(0);
    });

    it('one who knows nothing is not called skilled, nor flagged', () => {
      const found = tally(evaluateAll(all, moody(0.1)));
      expect(found.skilled).toBeLessThanOrEqual(3);
      expect(found.tooGood).toBe(0);
      expect(found.memorised).toBe(0);
    });

    it('one who sees ahead is flagged and not traded, one who remembers is flagged', () => {
      const ahead = tally(evaluateAll(all, clairvoyant(0.3)));
      expect(ahead.tooGood).toBeGreaterThanOrEqual(27);
      expect(ahead.tradable).toBeLessThanOrEqual(3);
      expect(tally(evaluateAll(all, remembering(0.3))).memorised).toBeGreaterThanOrEqual(27);
    });
  },
);
