import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diffLines, hunksOf } from './line-diff.js';

const lines = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 });

describe('diffLines', () => {
  it('holds both texts, whatever they are', () => {
    fc.assert(
      fc.property(lines, lines, (a, b) => {
        const diff = diffLines(a, b);
        expect(diff.filter(({ kind }) => kind !== 'added').map(({ text }) => text)).toEqual(a);
        expect(diff.filter(({ kind }) => kind !== 'removed').map(({ text }) => text)).toEqual(b);
      }),
    );
  });
  it('finds the shortest change', () => {
    expect(diffLines(['a', 'b', 'c'], ['a', 'x', 'c']).map(({ kind }) => kind)).toEqual([
      'same',
      'removed',
      'added',
      'same',
    ]);
    expect(
      diffLines(['a', 'b', 'c', 'a', 'b', 'b', 'a'], ['c', 'b', 'a', 'b', 'a', 'c']).filter(
        ({ kind }) => kind === 'same',
      ),
    ).toHaveLength(4);
  });
});

describe('hunksOf', () => {
  it('shows three lines around a change, with their places', () => {
    const a = Array.from({ length: 30 }, (_, i) => `line ${i + 1}`);
    const b = [...a.slice(0, 9), 'new', ...a.slice(10, 25), ...a.slice(26)];
    const [first, second, ...more] = hunksOf(diffLines(a, b));
    expect(more).toEqual([]);
    expect(first).toMatchObject({ from: 7, fromLines: 7, to: 7, toLines: 7 });
    expect(second).toMatchObject({ from: 23, fromLines: 7, to: 23, toLines: 6 });
    expect(hunksOf(diffLines(a, a))).toEqual([]);
  });
});
