import { expect, it } from 'vitest';
import { integerRange } from './integer-range.js';

/** Of GBNF's expressions this one is a regular expression but for its quotes and blanks. */
const asPattern = (min: number, max: number): RegExp => new RegExp(`^${integerRange(min, max).replace(/[" ]/g, '')}$`);

it.each([
  [0, 100],
  [-100, 100],
  [-100, -7],
  [7, 13],
  [95, 1_205],
  [0, 0],
  [-1, 0],
])('%d to %d takes exactly these', (min, max) => {
  const pattern = asPattern(min, max);
  for (let n = -2_000; n <= 2_000; n++) expect(pattern.test(String(n)), String(n)).toBe(n >= min && n <= max);
  for (const text of ['-0', '00', '07', '1.5', '1e2', '']) expect(pattern.test(text), text).toBe(false);
});
