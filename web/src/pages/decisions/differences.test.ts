import { describe, expect, it } from 'vitest';
import { compareLines } from './differences.js';

const marked = (first: string, second: string): string[] =>
  compareLines(first, second).map(({ from, text }) => `${from === 'both' ? ' ' : from === 'first' ? '-' : '+'}${text}`);

describe('two texts line by line', () => {
  it('share what stands in both in the same order', () => {
    expect(marked('a\nb\nc', 'a\nc\nd')).toEqual([' a', '-b', ' c', '+d']);
    expect(marked('a\nb', 'a\r\nb')).toEqual([' a', ' b']);
    expect(marked('x', 'y')).toEqual(['-x', '+y']);
  });

  it('keep every line of both, whichever they are', () => {
    const [first, second] = ['q\nw\ne\nr\nt\ny', 'w\nq\nr\ne\ny\nt'];
    const lines = compareLines(first, second);
    const of = (side: 'first' | 'second'): string =>
      lines.filter(({ from }) => from === 'both' || from === side).map(({ text }) => text).join('\n'); // prettier-ignore
    expect([of('first'), of('second')]).toEqual([first, second]);
  });

  it('of long texts compare the beginning', () => {
    const long = Array.from({ length: 5_000 }, (_, i) => String(i)).join('\n');
    expect(compareLines(long, long)).toHaveLength(2_000);
  });
});
