import type { BarSeries } from '../../core/bars.js';
import { FINDING_KINDS, type Finding, type FindingKind } from '../../contract/data-check.js';
import { gridOrigin, isoTime, MINUTE } from '../../core/time.js';

export const finding = (
  kind: FindingKind,
  from: number | null,
  to: number | null,
  count: number,
  message: string,
): Finding => ({
  kind,
  severity: FINDING_KINDS[kind],
  from,
  to,
  count,
  message,
});

const bars = (count: number): string => (count === 1 ? '1 bar' : `${count} bars`);

/**
 * Everything odd about a series that its bars alone can tell. The bars keep the rules of `barProblemAt`.
 * @param knownUntil nothing after this moment (UTC ms) can have been in a finished bar: now, or when the file was written
 */
export function checkBars(series: BarSeries, knownUntil: number): Finding[] {
  return [...gaps(series), ...grid(series), ...volume(series), ...jumps(series), ...unfinished(series, knownUntil)];
}

function gaps(series: BarSeries): Finding[] {
  return series
    .gaps()
    .map(({ from, to, missing }) =>
      finding(
        'gap',
        from,
        to,
        Math.max(1, missing),
        `${bars(Math.max(1, missing))} missing from ${timeText(from)} to ${timeText(to)}.`,
      ),
    );
}

function grid({ openTime, intervalMs, length }: BarSeries): Finding[] {
  const origin = gridOrigin(intervalMs);
  const phaseOf = (index: number) => (((openTime[index]! - origin) % intervalMs) + intervalMs) % intervalMs;
  const counts = new Map<number, number>();
  for (let i = 0; i < length; i++) {
    const phase = phaseOf(i);
    counts.set(phase, (counts.get(phase) ?? 0) + 1);
  }
  const usual = [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), [0, 0])[0];
  const found: Finding[] = [];
  if (usual !== 0) {
    const message = `Bars open ${usual / MINUTE} min after the UTC grid of ${intervalMs / MINUTE} min: are their times UTC?`;
    found.push(finding('shifted_grid', openTime[0]!, openTime[length - 1]! + intervalMs, length, message));
  }
  runs(
    length,
    (i) => phaseOf(i) !== usual,
    (start, end) => {
      const message = `${bars(end - start)} from ${timeText(openTime[start]!)} off the grid of the others.`;
      found.push(finding('off_grid', openTime[start]!, openTime[end - 1]! + intervalMs, end - start, message));
    },
  );
  return found;
}

function volume({ openTime, open, high, low, close, volume, intervalMs, length }: BarSeries): Finding[] {
  const found: Finding[] = [];
  runs(
    length,
    (i) => volume[i] === 0,
    (start, end) => {
      const [from, to] = [openTime[start]!, openTime[end - 1]! + intervalMs];
      if (start === 0 && end === length) {
        found.push(
          finding(
            'no_volume',
            from,
            to,
            length,
            'No bar has volume: mark and index prices have none, trades do. No order would be filled on these bars.',
          ),
        );
        return;
      }
      let filled = start > 0;
      for (let i = start; i < end && filled; i++) {
        const before = close[start - 1];
        filled = open[i] === before && high[i] === before && low[i] === before && close[i] === before;
      }
      const what = `${bars(end - start)} of zero volume from ${timeText(from)} to ${timeText(to)}`;
      // One quiet bar is a market; several that only repeat a price are an outage that was filled in.
      const kind = filled && end - start > 1 ? 'forward_filled' : 'zero_volume';
      found.push(finding(kind, from, to, end - start, `${what}${filled ? ', repeating the close before' : ''}.`));
    },
  );
  return found;
}

function jumps({ openTime, close, intervalMs, length }: BarSeries): Finding[] {
  const found: Finding[] = [];
  for (let i = 1; i < length; i++) {
    const ratio = close[i]! / close[i - 1]!;
    if (ratio < 2 && ratio > 0.5) continue;
    const message = `The close went from ${close[i - 1]!} to ${close[i]!} at ${timeText(openTime[i]!)}.`;
    found.push(finding('price_jump', openTime[i]!, openTime[i]! + intervalMs, 1, message));
  }
  return found;
}

function unfinished(series: BarSeries, knownUntil: number): Finding[] {
  const last = series.length - 1;
  if (last < 0 || series.closeTime(last) <= knownUntil) return [];
  const open = series.openTime[last]!;
  const message = `The last bar, ${timeText(open)}, closes at ${timeText(series.closeTime(last))}, after the data were written: it is not finished.`;
  return [finding('unfinished_last_bar', open, series.closeTime(last), 1, message)];
}

/** Calls `each` for every longest run of rows for which `holds` is true. */
function runs(length: number, holds: (index: number) => boolean, each: (start: number, end: number) => void): void {
  for (let start = 0; start < length; start++) {
    if (!holds(start)) continue;
    let end = start + 1;
    while (end < length && holds(end)) end++;
    each(start, end);
    start = end;
  }
}

/** `2023-03-24T13:00Z`: bars rarely need seconds. */
export const timeText = (ms: number): string => isoTime(ms).replace(/(?::00)?\.000Z$/, 'Z');
