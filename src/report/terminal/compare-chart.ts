import { utcText } from './data.js';
import { padStart, plain } from './layout.js';
import { decimals } from '../shared/numbers.js';
import type { Paint, TerminalStyle } from './style.js';

/** One curve of an overlay: times (UTC ms) and values of equal length. */
export interface Curve {
  readonly letter: string;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

const HEIGHT = 14;
const MOST_COLUMNS = 90;

type Colour = (text: string) => string;
const colours = (paint: Paint): readonly Colour[] => [
  paint.cyan,
  paint.yellow,
  paint.magenta,
  paint.green,
  paint.blue,
  paint.red,
  paint.white,
  paint.gray,
];

/** The value of each column: the last one at or before the column's end; NaN outside of the curve's time. */
function sampled({ times, values }: Curve, from: number, to: number, columns: number): number[] {
  let row = -1;
  return Array.from({ length: columns }, (_, column) => {
    const end = from + ((to - from) * (column + 1)) / columns;
    while (row + 1 < times.length && times[row + 1]! <= end) row++;
    const start = from + ((to - from) * column) / columns;
    return row < 0 || start > times.at(-1)! ? NaN : values[row]!;
  });
}

/**
 * Curves over one another, each drawn with its letter; where two meet, the later one is seen. Values are shown as percent of 1;
 * a curve without points is not drawn.
 *
 *   160 % │                                   BB
 *   140 % │                     BBBBB    BBBBB  BB
 *   120 % │          AAAA AAAAAAAAAAAABBBAAAAAAAAA
 *   100 % │ABBBBBBBBBABBBBBBBB
 */
export function overlayChart(given: readonly Curve[], style: TerminalStyle): string {
  const curves = given.filter(({ times }) => times.length > 0);
  if (curves.length === 0) return style.say('None of the runs kept its curve.');
  const from = Math.min(...curves.map(({ times }) => times[0]!));
  const to = Math.max(...curves.map(({ times }) => times.at(-1)!));
  const labelWidth = 9;
  const columns = Math.min(MOST_COLUMNS, style.width - labelWidth - 3);
  const lines = curves.map((curve) => sampled(curve, from, to, columns));
  const shown = lines.flat().filter((value) => !Number.isNaN(value));
  const low = Math.min(...shown);
  const high = Math.max(...shown);
  const span = high > low ? high - low : 1;
  const rowOf = (value: number): number => Math.round(((high - value) / span) * (HEIGHT - 1));

  const grid = Array.from({ length: HEIGHT }, () => Array.from({ length: columns }, () => ' '));
  const paints = colours(style.paint);
  lines.forEach((values, index) => {
    const paint = paints[index % paints.length]!;
    values.forEach((value, column) => {
      if (!Number.isNaN(value)) grid[rowOf(value)]![column] = paint(curves[index]!.letter);
    });
  });
  const axis = style.unicode ? '│' : '|';
  const rows = grid.map((cells, row) => {
    const value = high - (span * row) / (HEIGHT - 1);
    const label = row % 3 === 1 || row === HEIGHT - 1 || row === 0 ? `${decimals(value * 100, 0)} %` : '';
    return `${padStart(label, labelWidth)} ${axis}${cells.join('')}`.trimEnd();
  });
  const [start, end] = [utcText(from), utcText(to)];
  const gap = Math.max(1, columns - start.length - end.length);
  const foot = `${' '.repeat(labelWidth + 2)}${start}${' '.repeat(gap)}${end}`;
  return [...rows, style.paint.dim(plain(foot, style))].join('\n');
}
