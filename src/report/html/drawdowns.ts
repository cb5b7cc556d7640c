import { valuesFrom, type BlockColumn, type StepValues } from './block-column.js';

/** One fall of the account from a highest value until that value was reached again. Rows are steps of the run. */
export interface DrawdownSpell {
  /** Close of the peak, of the lowest value and of the recovery, UTC ms; null: not made up by the end. */
  readonly peak: number;
  readonly trough: number;
  readonly end: number | null;
  /** Loss from the peak, a fraction above 0. */
  readonly depth: number;
}

/** The deepest falls, deepest first; they do not overlap. */
export function deepestDrawdowns(
  /** Loss from the peak at each step, a fraction at most 0, and its close, UTC ms. */
  { drawdown, times }: { readonly drawdown: Float64Array | BlockColumn; readonly times: StepValues },
  start: number,
  most: number,
): DrawdownSpell[] {
  const found: DrawdownSpell[] = [];
  const add = (spell: DrawdownSpell): void => {
    if (found.length === most && !(spell.depth > found.at(-1)!.depth)) return;
    found.push(spell);
    found.sort((a, b) => b.depth - a.depth).splice(most);
  };
  const fall = { deepest: 0, trough: -1 };
  let peak = start;
  for (let row = 0; row < drawdown.length;) {
    const values = valuesFrom(drawdown, row);
    for (let i = 0; i < values.length;) {
      i = fallen(values, i, row, fall);
      if (i === values.length) break;
      // A value that is no loss ends the fall before it, and is a peak.
      const time = times.at(row + i)!;
      if (fall.trough >= 0) add({ peak, trough: times.at(fall.trough)!, end: time, depth: -fall.deepest });
      peak = time;
      fall.trough = -1;
      i++;
    }
    row += values.length;
  }
  if (fall.trough >= 0) add({ peak, trough: times.at(fall.trough)!, end: null, depth: -fall.deepest });
  return found;
}

/** Follows a fall from value `from` on, the first being row `row`. @returns the first value that is no loss */
function fallen(values: Float64Array, from: number, row: number, fall: { deepest: number; trough: number }): number {
  let i = from;
  let { deepest, trough } = fall;
  for (; i < values.length && values[i]! < 0; i++) {
    if (trough >= 0 && !(values[i]! < deepest)) continue;
    deepest = values[i]!;
    trough = row + i;
  }
  fall.deepest = deepest;
  fall.trough = trough;
  return i;
}
