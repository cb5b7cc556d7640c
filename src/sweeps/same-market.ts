import type { DailyCloses, TrialRange, TrialRecord } from '../core/ports/trial-store.js';
import { mean } from '../core/statistics/moments.js';

/** Closes this near to each other are the same number, written otherwise. */
const SAME_CLOSE = 1e-6;
/** Daily returns of one market on two exchanges, or of its spot and its perpetual, correlate by more than this; two coins by less. */
const SAME_RETURNS = 0.98;
/** Series of one name that correlate by less than this are two markets, whatever they are called. */
const OTHER_RETURNS = 0.5;
/** On fewer common returns a correlation says little. */
const LEAST_RETURNS = 20;
/** On fewer common days even equal closes say little. */
const LEAST_DAYS = 4;

/** What a run was on: when, under which names, and the values themselves. */
export interface TriedMarket {
  readonly range: Pick<TrialRange, 'symbols' | 'from' | 'to'>;
  readonly markets: readonly DailyCloses[] | null;
}

/**
 * Trials on data that overlap those of a run in time and market. A market is known by its values: under another name, at another
 * interval, in other units or beside other symbols it is the same question asked again, and so is a range moved by a day. Where
 * values cannot tell, as in trials of earlier versions, its name does.
 */
export const trialsOn = (run: TriedMarket, trials: readonly TrialRecord[]): TrialRecord[] =>
  trials.filter(
    (trial) => trial.range.from < run.range.to && trial.range.to > run.range.from && sharesMarket(run, trial),
  );

function sharesMarket(a: TriedMarket, b: TriedMarket): boolean {
  return a.range.symbols.some((symbol, i) =>
    b.range.symbols.some((other, j) => isSame(a.markets?.[i], b.markets?.[j]) ?? symbol === other),
  );
}

/** Null where the values do not tell. */
function isSame(a: DailyCloses | undefined, b: DailyCloses | undefined): boolean | null {
  if (a === undefined || b === undefined) return null;
  const [x, y] = commonCloses(a, b);
  if (x.length < LEAST_DAYS) return null;
  const ratios = x.map((close, i) => close / y[i]!).sort((p, q) => p - q);
  // The unit may be another; of the first and the last day a part may be missing.
  const unit = ratios[Math.floor(ratios.length / 2)]!;
  if (ratios.filter((ratio) => Math.abs(ratio / unit - 1) < SAME_CLOSE).length > ratios.length / 2) return true;
  if (x.length <= LEAST_RETURNS) return null;
  const correlation = correlationOf(logReturns(x), logReturns(y));
  if (correlation >= SAME_RETURNS) return true;
  return correlation < OTHER_RETURNS ? false : null;
}

function commonCloses(a: DailyCloses, b: DailyCloses): readonly [number[], number[]] {
  const at = new Map(Array.from(b.days, (day, i) => [day, b.closes[i]!]));
  const [x, y]: [number[], number[]] = [[], []];
  a.days.forEach((day, i) => {
    const other = at.get(day);
    if (other === undefined) return;
    x.push(a.closes[i]!);
    y.push(other);
  });
  return [x, y];
}

const logReturns = (closes: readonly number[]): number[] =>
  closes.slice(1).map((close, i) => Math.log(close / closes[i]!));

/** Pearson's; 0 where one does not vary. */
function correlationOf(x: readonly number[], y: readonly number[]): number {
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  x.forEach((value, i) => {
    const [dx, dy] = [value - meanX, y[i]! - meanY];
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  });
  const scale = Math.sqrt(xx) * Math.sqrt(yy);
  return scale === 0 ? 0 : xy / scale;
}
