export type DecimalMark = '.' | ',';

export interface Decimal {
  readonly value: number;
  /** Which mark the text used; null for a whole number. */
  readonly mark: DecimalMark | null;
}

export interface DecimalProblem {
  readonly reason: 'missing' | 'number';
  readonly expected: string;
}

const DECIMAL = /^[+-]?(?:\d+([.,])?\d*|([.,])\d+)(?:[eE][+-]?\d{1,4})?$/;
const MISSING = /^(?:|-+|null|none|nan|n\/a|na|#n\/a)$/i;
const EXPECTED = 'a decimal number such as 96407.99';

/**
 * Reads one number, every form the reader knows: sign, decimal mark, exponent. Grouped digits (1_000, 1,000.5), words,
 * hexadecimal and anything beyond a double are refused, and an empty field is missing, never 0.
 * @param marks the decimal marks this file may use
 */
export function decimalOfCell(text: string, marks: string): Decimal | DecimalProblem {
  const match = DECIMAL.exec(text);
  if (match === null) {
    return MISSING.test(text)
      ? { reason: 'missing', expected: `${EXPECTED}; an empty value is missing, not 0` }
      : { reason: 'number', expected: EXPECTED };
  }
  const mark = (match[1] ?? match[2] ?? null) as DecimalMark | null;
  if (mark !== null && !marks.includes(mark)) {
    return {
      reason: 'number',
      expected: `${EXPECTED.replace('.', marks)}, with "${marks}" as the decimal mark of this file`,
    };
  }
  const value = Number(mark === ',' ? text.replace(',', '.') : text);
  return Number.isFinite(value) ? { value, mark } : { reason: 'number', expected: `${EXPECTED}, not beyond 1.8e308` };
}
