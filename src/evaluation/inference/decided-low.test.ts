import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../core/ports/random.js';
import { normal } from '../fixtures/simulated-market.js';
import { bootstrapMeans, type DrawnInterval } from './block-bootstrap.js';
import { decideLow } from './decided-low.js';

/** An interval whose error falls as that of resamples does. */
const falling =
  (low: number, counts: number[] = []) =>
  (samples: number) => {
    counts.push(samples);
    return { low, high: 1, lowError: 1 / Math.sqrt(samples), highError: 0 };
  };

describe('an interval that something hangs on', () => {
  it('is drawn once where its end is far from the threshold, either side', () => {
    for (const [low, isAbove] of [
      [2, true],
      [-2, false],
    ] as const) {
      const counts: number[] = [];
      expect(decideLow(0, falling(low, counts))).toEqual({ low, high: 1, isAbove, onAHair: false });
      expect(counts).toEqual([1_000]);
    }
  });

  it('is drawn until its error is a tenth of the distance', () => {
    const counts: number[] = [];
    expect(decideLow(0, falling(0.12, counts))).toMatchObject({ isAbove: true, onAHair: false });
    expect(counts).toEqual([1_000, 4_000, 16_000]);
  });

  it('hangs on a hair where 32,000 resamples do not tell', () => {
    const counts: number[] = [];
    expect(decideLow(1, falling(1.01, counts), 300)).toMatchObject({ isAbove: true, onAHair: true });
    expect(counts).toEqual([300, 1_200, 4_800, 19_200, 32_000]);
    // Nearer than a tenth allows, and yet beyond what other draws could change.
    expect(decideLow(1, falling(1.03))).toMatchObject({ isAbove: true, onAHair: false });
  });

  it('is none where there is none', () => {
    expect(decideLow(0, () => null)).toBeNull();
  });

  it('has the error that its end has over many seeds', () => {
    const made = seededRandom(1);
    const losses = Float64Array.from({ length: 300 }, () => normal(made));
    const of = (seed: number, samples: number): DrawnInterval => {
      const options = { random: seededRandom(seed), blockLength: 4, samples };
      return bootstrapMeans([losses], [(means) => means[0]!], options)[0]!;
    };
    for (const samples of [500, 2_000]) {
      const all = Array.from({ length: 400 }, (_, seed) => of(seed, samples));
      for (const [end, error] of [
        ['low', 'lowError'],
        ['high', 'highError'],
      ] as const) {
        const mean = all.reduce((sum, each) => sum + each[end], 0) / all.length;
        const spread = Math.sqrt(all.reduce((sum, each) => sum + (each[end] - mean) ** 2, 0) / (all.length - 1));
        const said = all.reduce((sum, each) => sum + each[error], 0) / all.length;
        expect(said / spread).toBeGreaterThan(0.85);
        expect(said / spread).toBeLessThan(1.2);
      }
    }
  });
});
