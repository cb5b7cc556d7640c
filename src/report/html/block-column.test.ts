import { describe, expect, it } from 'vitest';
import { BlockColumn, valuesFrom } from './block-column.js';

describe('a column worked out by the block', () => {
  /** Sums of 1, 2, 3 …: each row needs the one before. */
  const sums = (length: number): BlockColumn =>
    new BlockColumn(length, 0, (into, first, before) => {
      let sum = before;
      for (let i = 0; i < into.length; i++) into[i] = sum += first + i + 1;
      return sum;
    });
  const sumTo = (n: number): number => (n * (n + 1)) / 2;

  it.each([1, 2, 1_023, 1_024, 1_025, 5_000])('gives the rows of %i in any order', (length) => {
    const column = sums(length);
    for (const row of [length - 1, 0, length >> 1, length - 1, length >> 2]) {
      expect(column.at(row), `row ${row}`).toBe(sumTo(row + 1));
    }
    expect([column.at(-1), column.at(length)]).toEqual([undefined, undefined]);
  });

  it('gives all rows in a walk from block to block, as a column in memory does', () => {
    const column = sums(3_000);
    const walked: number[] = [];
    while (walked.length < column.length) walked.push(...valuesFrom(column, walked.length));
    expect(walked).toEqual(Array.from({ length: 3_000 }, (_, i) => sumTo(i + 1)));
    expect(column.from(2_000)).toHaveLength(48);
    expect([...valuesFrom(Float64Array.of(1, 2, 3), 1)]).toEqual([2, 3]);
  });

  it('may be empty', () => {
    expect(sums(0).at(0)).toBeUndefined();
  });
});
