import { BAR_COLUMNS, BarSeries } from '../../../core/bars.js';
import type { DroppedRow } from './dropped-row.js';
import { gridOrigin, isoTime } from '../../../core/time.js';

export interface SettleOptions {
  /** Whose rows these are, for messages. */
  readonly from: string;
  /** Open times that can be meant, UTC ms, end exclusive: other rows are dropped. */
  readonly first: number;
  readonly end: number;
  readonly onDrop: (row: DroppedRow) => void;
}

const timeText = (ms: number): string => isoTime(ms).replace('.000Z', 'Z');

/**
 * One series from rows as somebody sent them, each of them a bar by itself: in order of time, each moment once, none opening before the
 * one before closes. Of two that repeat, contradict or overlap each other one is dropped and told: of a repetition the second; of an
 * overlap the one that is off the grid of whole intervals, where only one is, else the later.
 */
export function settleBars(bars: BarSeries, { from, first, end, onDrop }: SettleOptions): BarSeries {
  const { intervalMs, openTime } = bars;
  const order = orderOf(openTime);
  const origin = gridOrigin(intervalMs);
  const isOnGrid = (row: number): boolean => (openTime[row]! - origin) % intervalMs === 0;
  const kept: number[] = [];
  const drop = (row: number, reason: DroppedRow['reason'], problem: string): void => {
    onDrop({ from, reason, time: openTime[row]!, problem });
  };
  for (let i = 0; i < bars.length; i++) {
    const row = order === null ? i : order[i]!;
    const time = openTime[row]!;
    if (!(time >= first && time < end)) {
      drop(row, 'time', `its time lies outside ${timeText(first)} to ${timeText(end)}`);
      continue;
    }
    const before = kept.at(-1);
    const step = before === undefined ? Infinity : time - openTime[before]!;
    if (step >= intervalMs) kept.push(row);
    else if (step === 0) {
      const same = BAR_COLUMNS.every((name) => bars[name][before!] === bars[name][row]);
      drop(
        row,
        same ? 'duplicate' : 'conflict',
        same ? 'it stands there twice' : 'another bar of this time stands before it',
      );
    } else if (isOnGrid(row) && !isOnGrid(before!)) {
      kept[kept.length - 1] = row;
      drop(before!, 'overlap', `it is beside the grid and overlaps the bar of ${timeText(time)}`);
    } else drop(row, 'overlap', `it opens before the bar of ${timeText(openTime[before!]!)} closes`);
  }
  if (order === null && kept.length === bars.length) return bars;
  const settled = BarSeries.allocate(bars.symbol, intervalMs, kept.length);
  for (const name of BAR_COLUMNS) {
    const [to, source] = [settled[name], bars[name]];
    for (let i = 0; i < kept.length; i++) to[i] = source[kept[i]!]!;
  }
  return settled;
}

/** Rows by time, those of one time as they stand; null where they are in order already. */
function orderOf(times: Float64Array): Uint32Array | null {
  let ordered = true;
  for (let i = 1; i < times.length && ordered; i++) ordered = times[i]! >= times[i - 1]!;
  if (ordered) return null;
  return Uint32Array.from(times, (_, row) => row).sort((a, b) => times[a]! - times[b]! || a - b);
}
