import { describe, expect, it } from 'vitest';
import { assignPrimitives, fromPlain, primitivesOf, toPlain } from './plain-numbers.js';

const roundTrip = (value: unknown): unknown => fromPlain(JSON.parse(JSON.stringify(toPlain(value))) as ReturnType<typeof toPlain>); // prettier-ignore

describe('numbers in JSON', () => {
  it.each([0, -0, 1.5, NaN, Infinity, -Infinity, 5e-324, 0.1 + 0.2, 2 ** 53])(
    '%d comes back to the last bit',
    (value) => {
      expect(roundTrip(value)).toBe(value);
      expect(roundTrip({ deep: [{ value }] })).toStrictEqual({ deep: [{ value }] });
    },
  );

  it('are written as JSON numbers where JSON has them, as text else', () => {
    expect(toPlain([1, -0, NaN, Infinity, -Infinity])).toStrictEqual([
      1,
      { number: '-0' },
      { number: 'NaN' },
      { number: 'Infinity' },
      { number: '-Infinity' },
    ]);
  });

  it('typed arrays come back as lists', () => {
    expect(roundTrip({ f: Float64Array.of(1, NaN), i: Int32Array.of(-1, 2) })).toStrictEqual({
      f: [1, NaN],
      i: [-1, 2],
    });
  });

  it('everything else is as it was', () => {
    const value = { text: 'NaN', yes: true, nothing: null, list: ['a', false, null], empty: {}, none: [] };
    expect(toPlain(value)).toStrictEqual(value);
    expect(roundTrip(value)).toStrictEqual(value);
  });

  it('an object that only looks like such a number is one of its own', () => {
    for (const value of [{ number: 5 }, { number: 'NaN', unit: 's' }, { text: 'NaN' }, { number: null }]) {
      expect(fromPlain(value)).toStrictEqual(value);
    }
  });
});

describe('the simple fields of an object', () => {
  class Some {
    count = 1;
    ratio = NaN;
    done = false;
    name = 'a';
    list = [1];
    nothing: number | null = null;
    get double(): number {
      return 2 * this.count;
    }
  }

  it('are its numbers, texts and yes or no', () => {
    expect(primitivesOf(new Some())).toStrictEqual({ count: 1, ratio: NaN, done: false, name: 'a' });
  });

  it('are written back, and nothing beside them', () => {
    const some = new Some();
    assignPrimitives(some, { count: 5, ratio: 0.5, done: true, name: 'b', list: [2], more: 1 });
    expect(Object.entries(some)).toEqual(
      Object.entries({ count: 5, ratio: 0.5, done: true, name: 'b', list: [1], nothing: null }),
    );
  });

  it.each([[{ count: 5, ratio: 0.5, done: true }], [{ count: 5, ratio: 0.5, done: true, name: 7 }]])(
    'must all be there and of their kind: %j',
    (fields) => {
      expect(() => assignPrimitives(new Some(), fields)).toThrow(new TypeError('the field name is missing'));
    },
  );
});
