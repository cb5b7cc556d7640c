import { describe, expect, it } from 'vitest';
import { formatFieldValue } from './snapshot-field.js';

describe('formatFieldValue', () => {
  it.each([
    [43_210.5, 2, '43210.50'],
    [0.00001234, 2, '0.0000123'],
    [0.0001, 6, '0.000100'],
    [0.0000023456, 6, '0.00000235'],
    [-0.004, 2, '-0.004'],
    [0, 2, '0.00'],
    [1_234_567_890.6, 0, '1234567891'],
  ])('%d with %d digits is %s', (value, decimals, text) => {
    expect(formatFieldValue(value, decimals)).toBe(text);
  });
});
