import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decimalText, fixedText, toUnits } from './decimal-text.js';

it.each([
  [0, '0'],
  [42_000.1, '42000.1'],
  [1e-7, '0.0000001'],
  [1.25e-9, '0.00000000125'],
  [-3e-8, '-0.00000003'],
  [1.5e22, '15000000000000000000000'],
])('%s is %s', (value, text) => {
  expect(decimalText(value)).toBe(text);
});

it('reads back as the same double, and never has an exponent', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const text = decimalText(value);
      expect(text).not.toMatch(/e/i);
      expect(Number(text) === value).toBe(true);
    }),
  );
});

it('keeps balances to eight decimals, and writes no negative zero', () => {
  expect(toUnits(0.1 + 0.2)).toBe(0.3);
  expect(fixedText(-0.000000001)).toBe('0.00000000');
  expect(fixedText(-0.5)).toBe('-0.50000000');
});
