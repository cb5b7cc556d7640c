/** A line of two texts: in both, or in one alone. */
export interface ComparedLine {
  readonly from: 'both' | 'first' | 'second';
  readonly text: string;
}

/** Longer texts are compared as they begin: the table of a comparison grows with the product of their lengths. */
const MOST_LINES = 2_000;

/** The fewest lines to take out and to put in, by the longest common subsequence. */
export function compareLines(first: string, second: string): ComparedLine[] {
  const [a, b] = [first, second].map((text) => text.split(/\r?\n/).slice(0, MOST_LINES)) as [string[], string[]];
  const width = b.length + 1;
  // common[i, j]: length of what the rests of both from there on have in common.
  const common = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      common[i * width + j] =
        a[i] === b[j]
          ? common[(i + 1) * width + j + 1]! + 1
          : Math.max(common[(i + 1) * width + j]!, common[i * width + j + 1]!);
    }
  }
  const lines: ComparedLine[] = [];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ from: 'both', text: a[i]! });
      i += 1;
      j += 1;
    } else if (j === b.length || (i < a.length && common[(i + 1) * width + j]! >= common[i * width + j + 1]!)) {
      lines.push({ from: 'first', text: a[i++]! });
    } else {
      lines.push({ from: 'second', text: b[j++]! });
    }
  }
  return lines;
}
