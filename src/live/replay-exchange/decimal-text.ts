/** Decimals that balances and quantities are kept in, as Binance does. */
const DECIMALS = 8;

/** The number with eight decimals, which is what a balance can hold. */
export const toUnits = (value: number): number => Number(value.toFixed(DECIMALS));

/** `1234.50000000`: eight decimals. */
export const fixedText = (value: number): string => value.toFixed(DECIMALS).replace(/^-(0\.0+)$/, '$1');

/** The shortest text that reads back as the same double, without an exponent: Binance writes none. */
export function decimalText(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign = '', first = '', rest = '', exponent = '0'] = match;
  const digits = first + rest;
  const shift = Number(exponent);
  if (shift < 0) return `${sign}0.${'0'.repeat(-shift - 1)}${digits}`;
  return `${sign}${digits.padEnd(shift + 1, '0')}`;
}
