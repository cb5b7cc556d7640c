import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDecimal } from './decimal.js';

describe('parseDecimal', () => {
  it.each([
    ['67321.10000000', 67321.1],
    ['-0.00012500', -0.000125],
    ['.5', 0.5],
    ['5.', 5],
    ['1.2e-7', 1.2e-7],
    [' 42 ', 42],
    [0, 0],
    [1e21, 1e21],
  ])('reads %j', (input, expected) => {
    expect(parseDecimal(input)).toBe(expected);
  });

  it.each([
    '',
    ' ',
    'NaN',
    'Infinity',
    '-Infinity',
    '1e309',
    '0x10',
    '1_000',
    '1,000',
    '0,62',
    '62%',
    '１２',
    '-',
    '.',
    '1e',
    '9'.repeat(400),
    NaN,
    Infinity,
    null,
    undefined,
    true,
    [],
    ['1'],
    {},
  ])('refuses %j', (input) => {
    expect(parseDecimal(input)).toBeNull();
  });

  it('returns every finite number it is given as text, and nothing that is not finite', () => {
    fc.assert(
      fc.property(fc.double(), (number) => {
        const parsed = parseDecimal(String(number));
        if (Number.isFinite(number)) expect(parsed).toBe(Object.is(number, -0) ? 0 : number);
        else expect(parsed).toBeNull();
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
