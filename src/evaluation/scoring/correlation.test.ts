import { describe, expect, it } from 'vitest';
import { normal } from '../../../test/support/training-rows.js';
import { seededRandom } from '../../core/ports/random.js';
import { pearson, spearman } from './correlation.js';

describe('correlation', () => {
  it('by hand', () => {
    const x = Float64Array.of(1, 2, 3, 4);
    expect(pearson(x, Float64Array.of(2, 4, 6, 8), 1)?.value).toBeCloseTo(1, 14);
    expect(spearman(x, Float64Array.of(1, 8, 27, 64), 1)?.value).toBeCloseTo(1, 14);
    expect(spearman(x, Float64Array.of(9, 7, 5, 1), 1)?.value).toBeCloseTo(-1, 14);
    // Ranks 1 2 3 4 beside 2 1 4 3: 1 − 6·4 / (4·15).
    expect(spearman(x, Float64Array.of(20, 10, 40, 30), 1)?.value).toBeCloseTo(0.6, 14);
  });

  it('is null for a constant, and has no p-value where the overlap leaves too few rows', () => {
    const x = Float64Array.from({ length: 20 }, (_, i) => Math.sin(i));
    expect(pearson(x, new Float64Array(20).fill(0.1), 1)).toBeNull();
    expect(pearson(new Float64Array(0), new Float64Array(0), 1)).toBeNull();
    expect(spearman(x, x, 24)?.p_value).toBeNull();
  });

  it('rejects 5 % of true nulls where opinions last and windows overlap', () => {
    const random = seededRandom(17);
    const [n, m, runs] = [400, 24, 600];
    let rejected = 0;
    for (let run = 0; run < runs; run++) {
      const price = new Float64Array(n + m);
      for (let i = 1; i < price.length; i++) price[i] = price[i - 1]! + normal(random);
      let opinion = normal(random);
      const opinions = Float64Array.from({ length: n }, () => (opinion = 0.9 * opinion + 0.436 * normal(random)));
      const returns = Float64Array.from({ length: n }, (_, i) => price[i + m]! - price[i]!);
      if (spearman(opinions, returns, m)!.p_value! < 0.05) rejected += 1;
    }
    expect(Math.abs(rejected / runs - 0.05)).toBeLessThan(3 * Math.sqrt((0.05 * 0.95) / runs));
  });
});
