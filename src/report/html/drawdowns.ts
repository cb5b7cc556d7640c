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
  let trough = -1;
  const close = (end: number | null): void => {
    if (trough >= 0) found.push({ peak, trough: times[trough]!, end, depth: -drawdown[trough]! });
    trough = -1;
  };
  for (let i = 0; i < drawdown.length; i++) {
    if (drawdown[i]! < 0) {
      if (trough < 0 || drawdown[i]! < drawdown[trough]!) trough = i;
      continue;
    }
    close(times[i]!);
    peak = times[i]!;
  }
  close(null);
  return found.sort((a, b) => b.depth - a.depth).slice(0, most);
}
