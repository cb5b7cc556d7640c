const UNITS = [
  ['w', 604_800_000],
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** The shortest name of an interval: 3,600,000 ms is `1h`, 604,800,000 ms `1w`; one that no unit divides keeps its ms. */
export function intervalName(intervalMs: number): string {
  for (const [unit, ms] of UNITS) if (intervalMs % ms === 0) return `${intervalMs / ms}${unit}`;
  return `${intervalMs}ms`;
}
