import type { StepValues } from './block-column.js';

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
  /** Equity at each step and the step's close, UTC ms. */
  { equity, times }: { readonly equity: Float64Array; readonly times: StepValues },
  /** What the account began with, the first peak, and when, UTC ms. */
  start: { readonly equity: number; readonly time: number },
  most: number,
): DrawdownSpell[] {
  const found: DrawdownSpell[] = [];
  const add = (spell: DrawdownSpell): void => {
    if (found.length === most && !(spell.depth > found.at(-1)!.depth)) return;
    found.push(spell);
    found.sort((a, b) => b.depth - a.depth).splice(most);
  };
  const fall: Fall = { peak: start.equity, lowest: start.equity, trough: -1 };
  let peak = start.time;
  for (let row = 0; row < equity.length; row++) {
    row = fallen(equity, row, fall);
    const end = row < equity.length ? times.at(row)! : null;
    if (fall.trough >= 0) {
      add({ peak, trough: times.at(fall.trough)!, end, depth: 1 - fall.lowest / fall.peak });
    }
    if (end === null) break;
    peak = end;
    fall.peak = fall.lowest = equity[row]!;
    fall.trough = -1;
  }
  return found;
}

/** `trough` is the row of the lowest value since the peak, -1 where none was below it. */
interface Fall {
  peak: number;
  lowest: number;
  trough: number;
}

/** Follows a fall from row `from` on; what loses how much is divided once, at its end. @returns the first row that is no loss */
function fallen(equity: Float64Array, from: number, fall: Fall): number {
  const { peak } = fall;
  let { lowest, trough } = fall;
  let row = from;
  for (; row < equity.length && equity[row]! < peak; row++) {
    if (equity[row]! < lowest) {
      lowest = equity[row]!;
      trough = row;
    }
  }
  fall.lowest = lowest;
  fall.trough = trough;
  return row;
}
