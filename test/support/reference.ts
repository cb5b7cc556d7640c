import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** What `test/reference/<topic>/make.py` wrote; its `made_with` names the packages and their versions. */
export const referenceOf = (topic: string): unknown =>
  JSON.parse(readFileSync(new URL(`../reference/${topic}/reference.json`, import.meta.url), 'utf8'));

/** Equal to `tolerance`, relative to the reference where that is above 1 and absolute below it. */
export function expectClose(actual: Iterable<number>, reference: readonly number[], tolerance: number): void {
  const values = [...actual];
  expect(values).toHaveLength(reference.length);
  for (const [i, value] of values.entries()) {
    const error = Math.abs(value - reference[i]!) / Math.max(1, Math.abs(reference[i]!));
    expect(error, `value ${i}: ${value} against ${reference[i]}`).toBeLessThanOrEqual(tolerance);
  }
}
