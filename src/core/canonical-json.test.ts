import { describe, expect, it } from 'vitest';
import { canonicalJson, timedId } from './canonical-json.js';

describe('canonicalJson', () => {
  it.each([
    [{ b: 1, a: { d: [3, { z: 1, y: 2 }], c: undefined } }, '{"a":{"d":[3,{"y":2,"z":1}]},"b":1}'],
    [{ a: 'ä "q"', B: null }, '{"B":null,"a":"ä \\"q\\""}'],
    [[1, 'two', false], '[1,"two",false]'],
  ])('of %j', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  it('is the same whatever the order of the members', () => {
    expect(canonicalJson({ a: 1, b: 2 })).toBe(canonicalJson({ b: 2, a: 1 }));
  });
});

describe('timedId', () => {
  it('is the moment and the first digits of the hash', () => {
    expect(timedId('2025-01-31T13:05:01.042Z', '1a2b3c4d5e6f')).toBe('20250131-130501-042-1a2b3c4d');
  });
});
