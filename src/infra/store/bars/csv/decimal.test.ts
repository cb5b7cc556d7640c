import { describe, expect, it } from 'vitest';
import { decimalOfCell } from './decimal.js';

describe('parseDecimal', () => {
  it.each([
    ['1', 1, null],
    ['-1.5', -1.5, '.'],
    ['+1.5', 1.5, '.'],
    ['.5', 0.5, '.'],
    ['5.', 5, '.'],
    ['1e3', 1000, null],
    ['9.64E+4', 96400, '.'],
    ['1,5', 1.5, ','],
    ['1,5e-2', 0.015, ','],
    ['0', 0, null],
  ])('%s', (text, value, mark) => {
    expect(decimalOfCell(text, '.,')).toEqual({ value, mark });
  });

  it.each(['', '-', '--', 'null', 'NULL', 'None', 'NaN', 'nan', 'n/a', '#N/A'])(
    'takes %j as missing, never 0',
    (text) => {
      expect(decimalOfCell(text, '.,')).toMatchObject({ reason: 'missing' });
    },
  );

  it.each([
    '1_000',
    '1,000.5',
    '1.000,5',
    '0x10',
    '1e',
    'e5',
    '1e309',
    'Infinity',
    '-inf',
    '1 000',
    '١٢',
    '１２',
    '1.2.3',
    '$5',
    '5%',
    'true',
  ])('refuses %j', (text) => {
    expect(decimalOfCell(text, '.,')).toMatchObject({ reason: 'number' });
  });

  it('keeps to the marks the file may use', () => {
    expect(decimalOfCell('1,5', '.')).toMatchObject({ reason: 'number' });
    expect(decimalOfCell('1.5', ',')).toMatchObject({ reason: 'number' });
  });
});
