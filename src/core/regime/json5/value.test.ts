import { describe, expect, it } from 'vitest';
import { Json5Object, sameDocument, type Json5Value } from './value.js';

const object = (fields: Readonly<Record<string, Json5Value>>): Json5Object => {
  const made = new Json5Object();
  for (const [key, value] of Object.entries(fields)) made.set(key, value);
  return made;
};

describe('two documents', () => {
  it.each<[string, Json5Value, Json5Value]>([
    ['numbers that are none', NaN, NaN],
    ['zeros', 0, -0],
    ['lists', [1, [2, 'x']], [1, [2, 'x']]],
    ['objects in another order', object({ a: 1, b: [2] }), object({ b: [2], a: 1 })],
    ['objects within objects', object({ a: object({ b: null }) }), object({ a: object({ b: null }) })],
  ])('are the same: %s', (_, a, b) => {
    expect(sameDocument(a, b)).toBe(true);
    expect(sameDocument(b, a)).toBe(true);
  });

  it.each<[string, Json5Value, Json5Value]>([
    ['numbers', 1, 2],
    ['a number and none', 1, NaN],
    ['a number and its text', 1, '1'],
    ['none and a text', NaN, 'NaN'],
    ['an object and null', object({}), null],
    ['an object and a list', object({}), []],
    ['a list and a text', ['a'], 'a'],
    ['a list and one that is longer', [1], [1, 2]],
    ['lists that agree in a part', [1, 2], [1, 3]],
    ['an object and one with more', object({ a: 1 }), object({ a: 1, b: 2 })],
    ['objects with other keys', object({ a: 1 }), object({ b: 1 })],
    ['a key with null and none', object({ a: null }), object({ b: null })],
    ['objects with other values', object({ a: 1, b: 2 }), object({ a: 1, b: 3 })],
  ])('are not the same: %s', (_, a, b) => {
    expect(sameDocument(a, b)).toBe(false);
    expect(sameDocument(b, a)).toBe(false);
  });

  it('clash where a key is given twice with different values, whatever was given in between', () => {
    const made = object({ a: 1, b: [NaN] });
    expect([...made.conflicts]).toEqual([]);
    made.set('b', [NaN]);
    expect([...made.conflicts]).toEqual([]);
    made.set('a', 2);
    made.set('a', 1);
    expect([...made.conflicts]).toEqual(['a']);
    expect(made.fields.get('a')).toBe(1);
  });
});
