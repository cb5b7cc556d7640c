import { expect, it } from 'vitest';
import { normal } from '../../../../test/support/training-rows.js';
import { UnavailableError } from '../../../core/errors.js';
import { seededRandom } from '../../../core/ports/random.js';
import { FROM, madeMarket, withOtherFuture } from './fixtures/made-market.js';
import { freeParameters, stateCountFits, stateCountFitsOfDays } from './state-count.js';
import { DAY, HOUR } from '../../../core/time.js';

/** Rows of two columns whose states, of these means, take turns of 25 rows. */
function turns(means: readonly number[], rows: number, seed: number) {
  const random = seededRandom(seed);
  const values = Float64Array.from({ length: rows * 2 }, (_, i) => {
    return means[Math.floor(i / 50) % means.length]! + normal(random);
  });
  return { values, rows, columns: 2 };
}

it('counts the free numbers of a model', () => {
  // Two states over one column: 1 start, 2 transitions, 2 means, 2 variances.
  expect(freeParameters(2, 1)).toBe(7);
  expect(freeParameters(1, 2)).toBe(4);
  expect(freeParameters(4, 2)).toBe(3 + 12 + 16);
});
it.each([[[0]], [[-1.5, 1.5]], [[-3, 0, 3]]])('finds the planted number of states: means %j', (means) => {
  for (let seed = 1; seed <= 5; seed++) {
    const fits = stateCountFits(turns(means, 600, seed));
    const best = fits.reduce((a, b) => (b.bic < a.bic ? b : a));
    expect(best.states, `seed ${seed}`).toBe(means.length);
    for (const { bic, logLikelihood, parameters, rows } of fits) {
      expect(rows).toBe(600);
      expect(bic).toBeCloseTo(-2 * logLikelihood + parameters * Math.log(600), 9);
    }
    // One state over standardised columns has the variance 1 in both.
    expect(fits[0]!.logLikelihood).toBeCloseTo(-600 * (Math.log(2 * Math.PI) + 1), 6);
  }
});
it('uses the days that had ended, and no bar after the moment', () => {
  const { bars } = madeMarket(400, 5);
  const time = FROM + 380 * DAY + 5 * HOUR;
  const fits = stateCountFitsOfDays(bars, time);
  expect(fits.map(({ states, rows }) => [states, rows])).toEqual([1, 2, 3, 4].map((states) => [states, 380]));
  expect(fits[1]!.bic).toBeLessThan(fits[0]!.bic - 100);
  expect(stateCountFitsOfDays(withOtherFuture(bars, time), time)).toEqual(fits);
  expect(() => stateCountFitsOfDays(bars, FROM + 15 * DAY)).toThrow(UnavailableError);
});
