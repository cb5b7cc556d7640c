import type { TerminalStyle } from './style.js';

const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII = ['_', '.', '-', '~', '=', '+', '*', '#'];

/** One value for each cell: the last of the values that fall into it. */
export function sampled(values: readonly number[], cells: number): number[] {
  if (values.length <= cells) return [...values];
  return Array.from({ length: cells }, (_, k) => values[Math.floor(((k + 1) * values.length) / cells) - 1]!);
}

/** Values as a line of blocks between the bounds, one character each. */
export function sparkline(values: readonly number[], low: number, high: number, style: TerminalStyle): string {
  const marks = style.unicode ? BLOCKS : ASCII;
  return values
    .map((value) => {
      const share = high > low ? (value - low) / (high - low) : 0.5;
      return marks[Math.min(marks.length - 1, Math.max(0, Math.floor(share * marks.length)))]!;
    })
    .join('');
}
