import { describe, expect, it } from 'vitest';
import { entityTag, hasIt } from './entity-tag.js';

describe('an entity tag', () => {
  it('is that of the bytes, however they are given', () => {
    expect(entityTag('{"a":1}')).toBe(entityTag(Buffer.from('{"a":1}')));
    expect(entityTag('{"a":1}')).not.toBe(entityTag('{"a":2}'));
    expect(entityTag('')).toMatch(/^"[\w-]{22}"$/);
  });

  it.each([
    ['"x"', true],
    ['W/"x"', true],
    ['"a", W/"x" , "b"', true],
    ['*', true],
    ['"y"', false],
    ['x', false],
    ['"X"', false],
    ['', false],
    [undefined, false],
  ])('is known by %s: %s', (header, known) => {
    expect(hasIt(header, '"x"')).toBe(known);
  });
});
