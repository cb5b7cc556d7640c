import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { automaticBlockLength } from './block-length.js';

/** Made by test/reference/block-length/make.py with arch. */
const reference = JSON.parse(
  readFileSync(new URL('../../../test/reference/block-length/reference.json', import.meta.url), 'utf8'),
) as {
  cases: readonly { name: string; values: readonly number[]; stationary: number; circular: number }[];
};

describe('automatic block length', () => {
  it.each(reference.cases)('$name: as arch has it, to 1e-9', ({ values, stationary, circular }) => {
    const found = automaticBlockLength(Float64Array.from(values));
    expect(Math.abs(found.stationary - stationary)).toBeLessThanOrEqual(1e-9 * stationary);
    expect(Math.abs(found.circular - circular)).toBeLessThanOrEqual(1e-9 * circular);
  });

  it('is 1 where nothing varies or there is next to nothing', () => {
    expect(automaticBlockLength(new Float64Array(50).fill(0.3)).circular).toBe(1);
    expect(automaticBlockLength(Float64Array.of(1, 2, 3))).toEqual({ stationary: 1, circular: 1 });
  });
});
