import { describe, expect, it } from 'vitest';
import { breakEven, clairvoyant, exact, moody, remembering } from '../evaluation/opinions.js';
import { againstTheory, evaluateAll, simulations, tally } from '../evaluation/simulations.js';

const SEEDS = 200;
const all = simulations(SEEDS, 1);

/** 2,000 hourly decisions about the next 24 hours: the headline's 1,500 are 62 windows side by side. */
describe(`whole evaluations in ${SEEDS} markets with known truth, 24 windows overlapping`, { timeout: 600_000 }, () => {
  it('one who says the true probability scores as theory says', () => {
    const evaluations = evaluateAll(all, exact);
    const theory = againstTheory(all, evaluations);
    const said = JSON.stringify(theory);
    // Measured −0.0003 ± 0.0008 and −0.0035 ± 0.0029; 8 % beyond 1.96 errors, 94 % covered, 3.6 % of the bins outside.
    expect(Math.abs(theory.brier.mean), said).toBeLessThan(3 * theory.brier.standardError);
    expect(theory.brier.standardError, said).toBeLessThan(0.001);
    expect(Math.abs(theory.skill.mean), said).toBeLessThan(3 * theory.skill.standardError);
    expect(theory.beyondTwoErrors, said).toBeLessThanOrEqual(0.11);
    expect(theory.covered, said).toBeGreaterThanOrEqual(0.9);
    expect(theory.binsOutside, said).toBeGreaterThan(0.015);
    expect(theory.binsOutside, said).toBeLessThan(0.08);
    const found = tally(evaluations);
    expect(found.worse).toBeLessThanOrEqual(2);
    expect(found.flagged).toBeLessThanOrEqual(18);
  });

  // Measured: skilled 4, 1 and 6; worse 8, 30 and 6; flagged 4, 6 and 6.
  it.each([
    ['faint moods', moody(0.1), 16],
    ['strong moods', moody(0.45), SEEDS],
    ['as much error as knowledge', breakEven, 16],
  ])(
    'one with %s is declared skilled in at most 16 of 200, and not flagged more often',
    (_, opinionated, mostWorse) => {
      const found = tally(evaluateAll(all, opinionated));
      expect(found.worse).toBeLessThanOrEqual(mostWorse);
      expect(found.skilled).toBeLessThanOrEqual(16);
      expect(found.tradable).toBeLessThanOrEqual(16);
      expect(found.flagged).toBeLessThanOrEqual(18);
    },
  );

  it('one who sees ahead and one who remembers are flagged in at least 90 %', () => {
    const ahead = tally(evaluateAll(all, clairvoyant(0.3)));
    expect(ahead.tooGood).toBeGreaterThanOrEqual(180);
    expect(ahead.tradable).toBeLessThanOrEqual(20);
    expect(tally(evaluateAll(all, remembering(0.3))).memorised).toBeGreaterThanOrEqual(180);
  });
});
