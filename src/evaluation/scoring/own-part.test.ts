import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { normal } from '../fixtures/simulated-market.js';
import { brierLosses, logLosses } from './losses.js';
import { chancesOf, expectedLosses } from './own-part.js';

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the chance of bull as far as forecasts show it', () => {
  const n = 4_000;
  const random = seededRandom(3);
  const said = Float64Array.from({ length: n }, () => 0.2 + 0.6 * random.next());

  it('is the base rate for one who knows nothing', () => {
    const outcomes = said.map(() => Number(random.next() < 0.6));
    const chances = chancesOf(said, outcomes, 1);
    for (const chance of chances) expect(chance).toBe(mean(outcomes));
  });

  it('is what was forecast, for one who is calibrated, and half as far from the base rate for one who is twice too sure', () => {
    const far = (by: number) => {
      const outcomes = said.map((p) => Number(random.next() < 0.5 + by * (p - 0.5)));
      const chances = chancesOf(said, outcomes, 1);
      return (chances[0]! - mean(outcomes)) / (said[0]! - mean(said));
    };
    // The slope's standard error is about 0.5 / (0.173 · √4,000) = 0.046.
    expect(Math.abs(far(1) - 1)).toBeLessThan(0.15);
    expect(Math.abs(far(0.5) - 0.5)).toBeLessThan(0.15);
  });

  it('believes a slope less where windows overlap: fewer rows tell the same', () => {
    const outcomes = said.map((p) => Number(random.next() < p));
    const slope = (overlap: number) => {
      const chances = chancesOf(said, outcomes, overlap);
      return (chances[0]! - mean(outcomes)) / (said[0]! - mean(said));
    };
    expect(slope(24)).toBeLessThan(slope(1));
    expect(slope(24)).toBeGreaterThan(0.5);
    expect(slope(2_000)).toBe(0);
  });

  it('is a probability', () => {
    const certain = Float64Array.of(0.01, 0.99, 0.02, 0.98, 0.01, 0.99, 0.03, 0.97);
    const outcomes = Float64Array.of(0, 1, 0, 1, 0, 1, 0, 1);
    for (const chance of chancesOf(certain, outcomes, 1)) {
      expect(chance).toBeGreaterThanOrEqual(0);
      expect(chance).toBeLessThanOrEqual(1);
    }
    expect([...chancesOf(Float64Array.of(0.7, 0.7), Float64Array.of(1, 0), 1)]).toEqual([0.5, 0.5]);
    expect([...chancesOf(Float64Array.of(0.3, 0.7), Float64Array.of(1, 1), 1)]).toEqual([1, 1]);
  });
});

describe('losses that the forecasts alone make', () => {
  it('are p² − 2pq + q by Brier, and −q ln p − (1 − q) ln (1 − p) by the logarithm', () => {
    const said = Float64Array.of(0.2, 0.9);
    const reference = Float64Array.of(0.5, 0.6);
    const chances = Float64Array.of(0.3, 1);
    const brier = expectedLosses(brierLosses, said, reference, chances);
    expect(brier.losses[0]).toBeCloseTo(0.04 - 2 * 0.2 * 0.3 + 0.3, 15);
    expect(brier.losses[1]).toBeCloseTo(0.01, 15);
    expect(brier.reference[0]).toBeCloseTo(0.25, 15);
    const log = expectedLosses(logLosses, said, reference, chances);
    expect(log.losses[0]).toBeCloseTo(-0.3 * Math.log(0.2) - 0.7 * Math.log(0.8), 15);
    expect(log.reference[1]).toBeCloseTo(-Math.log(0.6), 15);
  });

  it('have the mean of the losses themselves, where outcomes have these chances', () => {
    const random = seededRandom(5);
    const said = Float64Array.from({ length: 20_000 }, () => Math.min(0.9, Math.max(0.1, 0.5 + 0.1 * normal(random))));
    const chances = said.map(() => 0.55);
    const outcomes = said.map(() => Number(random.next() < 0.55));
    const { losses } = expectedLosses(brierLosses, said, said, chances);
    // The difference of a row has a standard deviation of about 0.1.
    expect(Math.abs(mean(losses) - mean(brierLosses(said, outcomes)))).toBeLessThan(4 * (0.1 / Math.sqrt(20_000)));
  });
});
