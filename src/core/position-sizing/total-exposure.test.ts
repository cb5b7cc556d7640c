import { describe, expect, it } from 'vitest';
import { totalExposure } from './total-exposure.js';

describe('totalExposure', () => {
  it('is nothing of nothing', () => {
    expect(totalExposure([])).toEqual({ assets: 0, pos_long: 0, pos_short: 0, gross: 0, net: 0, at_most: 0 });
  });

  it('adds sizes by side, favoured sides with and without their sign, and the larger side of each', () => {
    const total = totalExposure([
      { pos_long: 0.5, pos_short: 0.25, exposure: 0.5 },
      { pos_long: 0.125, pos_short: 0.25, exposure: -0.25 },
      { pos_long: 0.125, pos_short: 0.0625, exposure: 0 },
    ]);
    expect(total).toEqual({ assets: 3, pos_long: 0.75, pos_short: 0.5625, gross: 0.75, net: 0.25, at_most: 0.875 });
  });
});
