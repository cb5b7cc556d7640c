/** More digits than these are noise, whatever they separate. */
const MOST_DIGITS = 6;

/** What p-values of sentences are decided at. */
const LEVELS = [0.025, 0.05];

/**
 * With a real minus, and as many digits, two at least and four for hundredths, as tell every number of one sentence from 0: `0.01`, `−0.0013`. A bound that is
 * rounded to 0 would hide on which side it lies.
 */
export function shownNumbers(...values: readonly number[]): string[] {
  const largest = Math.max(...values.map(Math.abs));
  let digits = largest < 0.01 && largest > 0 ? 4 : 2;
  const hidden = (value: number): boolean => value !== 0 && Number(value.toFixed(digits)) === 0;
  while (digits < MOST_DIGITS && values.some(hidden)) digits += 1;
  return values.map((value) => value.toFixed(digits).replace('-', '−'));
}

/** A p-value with three digits after the point, or as a bound. */
export function shownP(p: number): string {
  if (p < 0.001) return 'under 0.001';
  let digits = 3;
  // One that is rounded to the level it is decided at would hide what was decided.
  while (digits < MOST_DIGITS && LEVELS.some((level) => p !== level && Number(p.toFixed(digits)) === level))
    digits += 1;
  return p.toFixed(digits);
}
