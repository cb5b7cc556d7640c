import { isoTime, MINUTE } from '../../../core/time.js';

/** Zones lie whole quarters of an hour apart, so bars of an hour and more may open on any of them. */
const QUARTER = 15 * MINUTE;
/** Share of the rows that must be stamped so: the newest of a download may be stamped when it was made. */
const MOST = 0.9;

const ceilTo = (time: number, step: number, phase: number): number => Math.ceil((time - phase) / step) * step + phase;

/**
 * Turns stamps of the end of bars into those of their open, in place: some publishers stamp a day 23:59:59.999 (CoinMarketCap) or
 * 23:59:59 (Kaggle), which taken as the open puts each bar a day late. They are known by lying a hair, at most a minute or a fifth of
 * a bar, before where bars begin, or by the name of their column.
 * @param isClosing the column's name says that the stamps are those of the end
 * @returns a sentence to tell the user, or null where the stamps are those of the open
 */
export function openFromClosing(times: Float64Array, intervalMs: number, isClosing: boolean): string | null {
  const grid = intervalMs >= 4 * QUARTER ? QUARTER : intervalMs;
  const hair = Math.min(MINUTE, intervalMs / 5);
  const lead = (time: number): number => ceilTo(time, grid, 0) - time;
  let closing = 0;
  let exact = 0;
  for (const time of times) {
    const before = lead(time);
    if (before === 0) exact++;
    else if (before <= hair) closing++;
  }
  const isHair = closing >= MOST * times.length && times.length >= 2;
  if (!isHair && !isClosing) return null;
  const sample = times.find((time) => (isHair ? lead(time) > 0 && lead(time) <= hair : lead(time) === 0));
  const phase =
    sample === undefined || exact + closing < MOST * times.length ? null : ceilTo(sample, grid, 0) % intervalMs;
  const first = times[0]!;
  for (let i = 0; i < times.length; i++) {
    const end = phase === null ? times[i]! : ceilTo(times[i]!, intervalMs, phase);
    times[i] = end - intervalMs;
  }
  const [from, to] = [first, times[0]!].map(isoTime);
  return `Its stamps are those of the end of each bar (${from!}): they are read as bars that open one interval earlier (${to!}).`;
}
