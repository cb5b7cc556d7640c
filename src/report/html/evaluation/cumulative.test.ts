import { describe, expect, it } from 'vitest';
import { cumulativeGain, gainOnDecisions, type Series } from './cumulative.js';

const series: Series = {
  decided_at: [10, 20, 30],
  prob_bull: [0.8, 0.6, 0.5],
  climatology: [0.5, 0.5, 0.4],
  outcome: [1, 0, 1],
};

describe('what is won against climatology', () => {
  it('is the sum of the differences of squared errors', () => {
    const gains = cumulativeGain(series);
    expect(gains[0]).toBeCloseTo(0.25 - 0.04, 12);
    expect(gains[1]).toBeCloseTo(0.21 + (0.25 - 0.36), 12);
    expect(gains[2]).toBeCloseTo(0.1 + (0.36 - 0.25), 12);
  });

  it('of another forecaster counts only at the decisions asked for, and has a gap where it said nothing', () => {
    const gains = gainOnDecisions([10, 15, 30], [series]);
    expect(gains[0]).toBeCloseTo(0.21, 12);
    expect(gains[1]).toBeNull();
    expect(gains[2]).toBeCloseTo(0.32, 12);
  });
});
