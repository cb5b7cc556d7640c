/** Share of the run's steps with any position, [0, 1]. */
export function exposure(stepsInMarket: number, steps: number): number | null {
  return steps === 0 ? null : stepsInMarket / steps;
}
