import { describe, expect, it } from 'vitest';
import { paramsOf } from './parameters.js';

const named = (...names: string[]) => names.map((name) => ({ name, type: 'number', range: '', fallback: 1 }));

describe('typed parameters', () => {
  it('leaves out what is empty, and reads numbers, truth and lists', () => {
    const typed = { a: ' 0.5 ', b: 'true', c: '[1, 2]', d: '', e: '  ' };
    expect(paramsOf(named('a', 'b', 'c', 'd', 'e', 'f'), typed)).toEqual({ a: 0.5, b: true, c: [1, 2] });
  });

  it('hands on a text as it is, and nothing that the strategy does not have', () => {
    expect(paramsOf(named('a'), { a: 'fast', other: '1' })).toEqual({ a: 'fast' });
  });
});
