import { decimals } from '../../shared/numbers.js';

const UNITS = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;
/** Decimal digits that every double keeps. */
const DOUBLE_DIGITS = 15;
/** Characters that the axis has room for. */
const WIDEST = 8;

/**
 * Short labels for the values of one axis: as many digits as tell neighbours apart, so `950`, `12.5k`, `3.2M`, `0.00125` and
 * `1.25e-6`, and never the same label twice.
 */
export function axisLabels(ticks: readonly number[]): (value: number) => string {
  const size = Math.max(...ticks.map(Math.abs));
  const step = ticks.length > 1 ? Math.abs(ticks[1]! - ticks[0]!) : size;
  const [unit, suffix] = size >= 1e4 ? UNITS.find(([each]) => size >= each)! : ([1, ''] as const);
  const digits = digitsOf(step / unit);
  if (digits <= 4 || size >= 1) return (value) => (value === 0 ? '0' : trimmed(value / unit, digits) + suffix);
  return (value) => {
    const text = value.toFixed(Math.min(100, digits));
    if (text.length <= WIDEST || value === 0) return value === 0 ? '0' : text;
    const places = Math.max(0, digits + Math.floor(Math.log10(Math.abs(value))));
    // Beside its neighbours on a logarithmic axis, many powers of ten away, a tick is told by fewer digits than a number has.
    if (places > DOUBLE_DIGITS) return String(Number(value.toPrecision(DOUBLE_DIGITS)));
    const [mantissa, power] = value.toExponential(places).split('e');
    return `${mantissa!}e${Number(power)}`;
  };
}

/** The same of fractions as percent. */
export function percentLabels(ticks: readonly number[]): (value: number) => string {
  const write = axisLabels(ticks.map((tick) => tick * 100));
  return (value) => `${write(value * 100)}%`;
}

/** Decimals that a step needs: 0.25 → 2. */
function digitsOf(step: number): number {
  if (!(step > 0)) return 0;
  for (let digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9)); ; digits++) {
    const scaled = step * 10 ** digits;
    if (digits >= 20 || Math.abs(scaled - Math.round(scaled)) < 1e-6 * scaled) return digits;
  }
}

const trimmed = (value: number, digits: number): string => decimals(value, Math.min(20, digits));
