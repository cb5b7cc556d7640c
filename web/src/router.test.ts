import { describe, expect, it } from 'vitest';
import { hrefOf, placeOf } from './router.js';

describe('places', () => {
  it('reads a page and what is looked at', () => {
    expect(placeOf('#/sessions/demo%2F1')).toEqual({ page: 'sessions', id: 'demo/1' });
    expect(placeOf('#/backtests/a%2Cb')).toEqual({ page: 'backtests', id: 'a,b' });
  });

  it('begins with what is believed now, also where the address is not known', () => {
    for (const hash of ['', '#', '#/', '#/nothing']) expect(placeOf(hash)).toEqual({ page: 'now', id: null });
  });

  it('does not fall over an address that is cut off', () => {
    expect(placeOf('#/sessions/%E0%A4%A')).toEqual({ page: 'sessions', id: '%E0%A4%A' });
  });

  it('reads what it writes', () => {
    const id = 'a b/ü?#%';
    expect(placeOf(hrefOf('decisions', id))).toEqual({ page: 'decisions', id });
  });
});
