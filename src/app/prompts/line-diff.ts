/** A line of a comparison: in both texts, only in the first, or only in the second. */
export interface DiffLine {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
}

/** Lines that belong together, with their places from 1 as in a unified diff. */
export interface DiffHunk {
  readonly from: number;
  readonly fromLines: number;
  readonly to: number;
  readonly toLines: number;
  readonly lines: readonly DiffLine[];
}

/** Lines of context around a change, as `diff -u` shows. */
const CONTEXT = 3;

/**
 * The shortest list of removed and added lines, by the longest common subsequence. Its table is lines × lines, which for
 * two prompts of some hundred lines is nothing.
 */
export function diffLines(a: readonly string[], b: readonly string[]): DiffLine[] {
  const width = b.length + 1;
  const longest = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      longest[i * width + j] =
        a[i] === b[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
    }
  }
  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      lines.push({ kind: 'same', text: a[i]! });
      i++;
      j++;
    } else if (j >= b.length || (i < a.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) {
      lines.push({ kind: 'removed', text: a[i++]! });
    } else lines.push({ kind: 'added', text: b[j++]! });
  }
  return lines;
}

/** The changes with their context; none where both are the same. */
export function hunksOf(lines: readonly DiffLine[]): DiffHunk[] {
  const changed = lines.flatMap(({ kind }, i) => (kind === 'same' ? [] : [i]));
  const spans: [first: number, end: number][] = [];
  for (const i of changed) {
    const last = spans.at(-1);
    const [first, end] = [Math.max(0, i - CONTEXT), Math.min(lines.length, i + CONTEXT + 1)];
    if (last !== undefined && first <= last[1]) last[1] = end;
    else spans.push([first, end]);
  }
  const count = (part: readonly DiffLine[], without: DiffLine['kind']): number =>
    part.filter(({ kind }) => kind !== without).length;
  return spans.map(([first, end]) => {
    const before = lines.slice(0, first);
    const part = lines.slice(first, end);
    return {
      from: count(before, 'added') + 1,
      fromLines: count(part, 'added'),
      to: count(before, 'removed') + 1,
      toLines: count(part, 'removed'),
      lines: part,
    };
  });
}
