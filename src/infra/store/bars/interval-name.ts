import { DAY, HOUR, MINUTE, WEEK } from '../../../core/time.js';

const UNITS = [
  ['w', WEEK],
  ['d', DAY],
  ['h', HOUR],
  ['m', MINUTE],
  ['s', 1000],
] as const;

/** The shortest name of an interval: 3,600,000 ms is `1h`, 604,800,000 ms `1w`; one that no unit divides keeps its ms. */
export function intervalName(intervalMs: number): string {
  for (const [unit, ms] of UNITS) if (intervalMs % ms === 0) return `${intervalMs / ms}${unit}`;
  return `${intervalMs}ms`;
}
