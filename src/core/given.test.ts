import { expect, expectTypeOf, it } from 'vitest';
import { given } from './given.js';

it('leaves out what is undefined, in the order of the rest', () => {
  const found = given({ b: 1, a: undefined, c: null, d: 0, e: '' });
  expect(Object.entries(found)).toEqual([
    ['b', 1],
    ['c', null],
    ['d', 0],
    ['e', ''],
  ]);
});

it('overrides no default by undefined', () => {
  const limit: number | undefined = undefined as number | undefined;
  expect({ limit: 5, ...given({ limit }) }).toEqual({ limit: 5 });
});

it('has the type of what may be absent', () => {
  const members: { a: number; b: string | undefined } = { a: 1, b: undefined };
  expectTypeOf(given(members)).toExtend<{ a: number; b?: string }>();
});
