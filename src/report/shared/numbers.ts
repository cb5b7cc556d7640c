const fixed = (digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

const formats: Intl.NumberFormat[] = [];

/** A number with so many decimals (0 to 20) and thousands separators; never `-0`. */
export function decimals(value: number, digits: number): string {
  const format = (formats[digits] ??= fixed(digits));
  const text = format.format(value);
  return /^-[0.,]+$/.test(text) ? text.slice(1) : text;
}

/** Decimals that tell the ends of a range apart: none for 5,789 to 16,898, eight for 0.00000123 to 0.0000047. */
export function rangeDigits(low: number, high: number): number {
  const span = high > low ? high - low : Math.abs(high);
  return span > 0 ? Math.max(0, Math.min(20, 1 - Math.floor(Math.log10(span)))) : 0;
}

/** With an explicit plus: for changes and scores. */
export function signed(value: number, digits: number): string {
  const text = decimals(value, digits);
  return text.startsWith('-') || /^[0.,]+$/.test(text) ? text : `+${text}`;
}

/** A fraction as percent: 0.0144 → `1.44 %`. Small sizes keep enough digits to be told from zero. */
export function fraction(value: number): string {
  const percent = value * 100;
  const digits = percent !== 0 && Math.abs(percent) < 0.1 ? 4 : 2;
  return `${decimals(percent, digits)} %`;
}

/** A probability in whole percent, except near 0 and 1, where rounding would claim certainty. */
export function probability(value: number): string {
  const percent = value * 100;
  const wouldLie = (percent > 0 && percent < 0.5) || (percent < 100 && percent > 99.5);
  return `${decimals(percent, wouldLie ? 1 : 0)} %`;
}

const SCALES = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
] as const;

/** `$1.23 B` for large amounts, `$67,123.45` for prices, more digits below a dollar. */
export function dollars(value: number): string {
  const sign = value < 0 ? '-' : '';
  const amount = Math.abs(value);
  const scale = SCALES.find(([size]) => amount >= size);
  if (scale !== undefined) return `${sign}$${decimals(amount / scale[0], 2)} ${scale[1]}`;
  return `${sign}$${decimals(amount, amount >= 1 || amount === 0 ? 2 : 4)}`;
}
