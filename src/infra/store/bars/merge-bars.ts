import { BAR_COLUMNS, BarSeries } from '../../../core/bars.js';
import { InputError } from '../../../core/errors.js';
import { sameNumber } from '../../../core/doubles.js';
import { isoTime } from '../../../core/time.js';

/** Which bar stands where two of one open time differ: `error` refuses the merge. */
export type Prefer = 'error' | 'new' | 'old';

export interface Merged {
  readonly bars: BarSeries;
  /** Bars that only the new series has. */
  readonly added: number;
  /** Bars whose values changed to the new ones. */
  readonly replaced: number;
  /** Bars of both that are the same. */
  readonly unchanged: number;
  /** Bars of both that differ, whichever was kept. */
  readonly conflicts: number;
}

/**
 * One series from two of the same symbol and interval, by open time; bars that both hold alike are kept once.
 * @throws InputError where the intervals differ, or where two bars differ and `prefer` is `error`
 */
export function mergeBars(old: BarSeries, fresh: BarSeries, prefer: Prefer): Merged {
  if (old.intervalMs !== fresh.intervalMs) {
    throw new InputError(
      'bars.merge',
      `Bars of ${fresh.intervalMs} ms cannot be merged into bars of ${old.intervalMs} ms of ${old.symbol}.`,
    );
  }
  const merged = BarSeries.allocate(old.symbol, old.intervalMs, old.length + fresh.length);
  let [added, replaced, unchanged, conflicts] = [0, 0, 0, 0];
  let rows = 0;
  const take = (from: BarSeries, index: number) => {
    for (const name of BAR_COLUMNS) merged[name][rows] = from[name][index]!;
    rows++;
  };
  let i = 0;
  let j = 0;
  while (i < old.length || j < fresh.length) {
    const before = i < old.length ? old.openTime[i]! : Infinity;
    const after = j < fresh.length ? fresh.openTime[j]! : Infinity;
    if (before < after) take(old, i++);
    else if (after < before) {
      take(fresh, j++);
      added++;
    } else {
      const differs = BAR_COLUMNS.find((name) => !sameNumber(old[name][i]!, fresh[name][j]!));
      if (differs === undefined) unchanged++;
      else {
        if (prefer === 'error') {
          throw new InputError(
            'bars.conflict',
            `${old.symbol} has two bars of ${isoTime(before)}: ${differs} ${old[differs][i]!} is stored, ${fresh[differs][j]!} is new.`,
            { where: `${old.symbol}.${differs}`, remedy: 'choose which of them stands: prefer new or old' },
          );
        }
        conflicts++;
        if (prefer === 'new') replaced++;
      }
      // Of two that are the same but for the last digit the stored one stays.
      const newer = differs !== undefined && prefer === 'new';
      take(newer ? fresh : old, newer ? j : i);
      i++;
      j++;
    }
  }
  return { bars: merged.slice(0, rows), added, replaced, unchanged, conflicts };
}
