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
  { drawdown, times }: { readonly drawdown: Float64Array; readonly times: Float64Array },
  start: number,
  most: number,
): DrawdownSpell[] {
  const found: DrawdownSpell[] = [];
  let peak = start;
  for (let i = 0; i < drawdown.length;) {
    let trough = i;
    let row = i;
    for (; row < drawdown.length && drawdown[row]! < 0; row++) if (drawdown[row]! < drawdown[trough]!) trough = row;
    const end = row < drawdown.length ? times[row]! : null;
    if (row > i) found.push({ peak, trough: times[trough]!, end, depth: -drawdown[trough]! });
    if (end !== null) peak = end;
    i = row + 1;
  }
  return found.sort((a, b) => b.depth - a.depth).slice(0, most);
}
