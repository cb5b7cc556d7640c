import type { DailyReturns } from '../core/ports/trial-store.js';
import { DAY } from '../core/time.js';

/** On fewer common days a correlation says little; it then counts as 0, and the trials as two. */
const LEAST_COMMON_DAYS = 30;

/** Pearson correlation of two trials over the days that both have; 0 with under 30 of them, or where one does not vary. */
export function dailyCorrelation(a: DailyReturns, b: DailyReturns): number {
  const first = Math.max(a.firstDay, b.firstDay);
  const from = [a, b].map(({ firstDay }) => Math.round((first - firstDay) / DAY)) as [number, number];
  const days = Math.min(a.returns.length - from[0], b.returns.length - from[1]);
  if (days < LEAST_COMMON_DAYS) return 0;
  const [x, y] = [a.returns.subarray(from[0], from[0] + days), b.returns.subarray(from[1], from[1] + days)];
  let [sumX, sumY] = [0, 0];
  for (let i = 0; i < days; i++) {
    sumX += x[i]!;
    sumY += y[i]!;
  }
  const [meanX, meanY] = [sumX / days, sumY / days];
  let [xx, yy, xy] = [0, 0, 0];
  for (let i = 0; i < days; i++) {
    const [dx, dy] = [x[i]! - meanX, y[i]! - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const scale = Math.sqrt(xx) * Math.sqrt(yy);
  return scale === 0 ? 0 : xy / scale;
}

/** Correlations of all pairs; 1 on the diagonal. */
export function correlationMatrix(trials: readonly DailyReturns[]): readonly Float64Array[] {
  const rows = trials.map(() => new Float64Array(trials.length));
  for (let i = 0; i < trials.length; i++) {
    rows[i]![i] = 1;
    for (let j = 0; j < i; j++) {
      const value = dailyCorrelation(trials[i]!, trials[j]!);
      rows[i]![j] = value;
      rows[j]![i] = value;
    }
  }
  return rows;
}
