import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { asLongAs } from '../inference/persistence.js';
import { persistentMean } from '../inference/persistent-mean.js';
import { skillTest } from './skill-test.js';

const N = 600;
const options = { overlap: 1, level: 0.95, climatologyBound: null };
const climatology = Float64Array.from({ length: N }, () => 0.5);

/** Outcomes whose probability leans by up to `lean` to either side, and what one says who leans `said` times as far. */
function leaning(lean: number, said: number, seed: number) {
  const random = seededRandom(seed);
  const leans = Float64Array.from({ length: N }, () => lean * (2 * random.next() - 1));
  return {
    outcomes: leans.map((each) => Number(random.next() < 0.5 + each)),
    forecasts: leans.map((each) => 0.5 + said * each),
  };
}
const tested = (lean: number, said: number, seed: number) => {
  const { outcomes, forecasts } = leaning(lean, said, seed);
  return skillTest(forecasts, climatology, outcomes, options);
};
/** Of sixty markets of a kind, those with a p below the level of a verdict. */
const found = (
  lean: number,
  said: number,
  of: (p: ReturnType<typeof skillTest>) => number | null | undefined,
): number =>
  Array.from({ length: 60 }, (_, seed) => of(tested(lean, said, seed + 1))).filter((p) => (p ?? 1) < 0.025).length;

describe('whether there is skill', () => {
  it('is the largest of four, each by its own level', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const test = tested(0.2, 1, seed);
      // Climatology says 0.5 here, so that the better rival and the other are the same.
      expect(test.p_climatology).toBeCloseTo(test.p_constant!, 12);
      expect(test.p_skill).toBe(
        Math.max(test.p_association!, test.p_constant! / 2, test.p_climatology! / 4, test.p_resolution! / 4),
      );
    }
  });

  it('association is the test of the covariance of forecasts with outcomes, whatever is added to them', () => {
    const { outcomes, forecasts } = leaning(0.2, 1, 5);
    const test = skillTest(forecasts, climatology, outcomes, options);
    const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / N;
    const products = forecasts.map((p, i) => -(p - mean(forecasts)) * (outcomes[i]! - mean(outcomes)));
    expect(test.p_association).toBe(persistentMean(products, 1, asLongAs(test.memory, N, 1))!.pAtLeast(0));
    const moved = skillTest(
      forecasts.map((p) => p + 0.1),
      climatology,
      outcomes,
      options,
    );
    expect(moved.p_association).toBeCloseTo(test.p_association!, 9);
    expect(moved.p_constant).toBeGreaterThan(test.p_constant!);
  });

  it('one who is calibrated is found sooner by what he knows than by what his score gains', () => {
    const known = found(0.17, 1, ({ p_association }) => p_association);
    expect(known).toBeGreaterThan(50);
    expect(known).toBeGreaterThan(found(0.17, 1, ({ p_constant }) => p_constant));
  });

  it('one who knows but is twice too sure gains nothing, and is called skilled in one market of twenty at most', () => {
    expect(found(0.2, 2, ({ p_association }) => p_association)).toBeGreaterThan(50);
    // 5 % of 60 is 3; four standard errors above is 10.
    expect(found(0.2, 2, ({ p_skill }) => p_skill)).toBeLessThanOrEqual(9);
  });

  it('a constant goes with nothing', () => {
    const { outcomes } = leaning(0.2, 1, 6);
    const test = skillTest(
      outcomes.map(() => 0.55),
      climatology,
      outcomes,
      options,
    );
    expect(test.p_association).toBeNull();
    expect(test.p_skill).toBe(1);
  });
});
