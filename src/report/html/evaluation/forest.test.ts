import { describe, expect, it } from 'vitest';
import { forestCell, forestScale, type Estimate } from './forest.js';

const estimate = (value: number, low: number | null, high: number | null): Estimate => ({
  value,
  low,
  high,
  className: 'accent',
  title: `skill ${value}`,
});

describe('forest plot', () => {
  it('shows the origin and every interval in question whole', () => {
    const { x } = forestScale([estimate(0.1, 0.05, 0.2)]);
    expect(x.min).toBe(0);
    expect(x.max).toBe(0.2);
    expect(x.at(0)).toBeGreaterThan(0);
    expect(x.at(0.2)).toBeLessThan(100);
  });

  it('keeps a hopeless baseline from pressing all others together, and says with an arrow where it went', () => {
    const scale = forestScale([estimate(0.01, -0.02, 0.03)], [estimate(-2, -3, -1)]);
    expect(scale.x.min).toBeCloseTo(-0.09, 12);
    const { text } = forestCell(estimate(-2, -3, -1), scale);
    expect(text).toContain('◂');
    expect(text).not.toContain('<circle');
    expect(forestCell(estimate(0.01, -0.02, 0.03), scale).text).not.toContain('◂');
  });

  it('stands estimates without an interval, at the origin, and none at all', () => {
    const scale = forestScale([estimate(0, null, null)]);
    const { text } = forestCell(estimate(0, null, null), scale);
    expect(text).toContain('<circle');
    expect(text).not.toMatch(/whisker|NaN/);
    expect(forestCell(null, forestScale([])).text).not.toMatch(/NaN|Infinity/);
  });
});
