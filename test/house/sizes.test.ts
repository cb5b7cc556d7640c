import { describe, expect, it } from 'vitest';
import { sourceFiles, type SourceFile } from '../support/sources.js';

/** A file below this is looked for longer than it is read; one above `LONGEST` holds more than one concept. */
const SHORT = 15;
const MOST_SHORT = 39;
const LONGEST = 350;

interface Sizes {
  readonly median: number;
  /** Files of fewer than 15 lines, each with its length. */
  readonly short: readonly string[];
  /** Files of more than 350 lines. */
  readonly long: readonly string[];
}

function sizesOf(files: readonly SourceFile[]): Sizes {
  const lengths = files.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
  const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
  const named = (all: typeof lengths): string[] => all.map(({ path, lines }) => `${path}: ${lines}`);
  return {
    median: sorted[sorted.length >> 1]!,
    short: named(lengths.filter(({ lines }) => lines < SHORT)),
    long: named(lengths.filter(({ lines }) => lines > LONGEST)),
  };
}

describe('files of src/, without tests', () => {
  const sizes = sizesOf(sourceFiles());

  it('hold one concept each, in 40 to 90 lines at the median', () => {
    expect(sizes.median).toBeGreaterThanOrEqual(40);
    expect(sizes.median).toBeLessThanOrEqual(90);
  });

  it('are seldom so short that they belong into another', () => {
    expect(sizes.short.length, sizes.short.join('\n')).toBeLessThanOrEqual(MOST_SHORT);
  });

  it('are never longer than 350 lines', () => {
    expect(sizes.long).toEqual([]);
  });

  it('are counted by their lines', () => {
    const file = (path: string, lines: number): SourceFile => ({ path, text: 'x\n'.repeat(lines) });
    const made = [file('a.ts', 14), file('b.ts', 15), file('c.ts', 60), file('d.ts', 350), file('e.ts', 351)];
    expect(sizesOf(made)).toEqual({ median: 60, short: ['a.ts: 14'], long: ['e.ts: 351'] });
  });
});
