import { describe, expect, it } from 'vitest';
import { TimeLeft } from './time-left.js';

describe('TimeLeft', () => {
  it('says nothing at first, then what is left at a steady rate', () => {
    const left = new TimeLeft();
    expect(left.at('a', 0, 100)).toBeNull();
    expect(left.at('a', 0.01, 101)).toBeNull();
    expect(left.at('a', 0.25, 125)).toBeCloseTo(75, 9);
    expect(left.at('a', 0.5, 150)).toBeCloseTo(50, 9);
  });

  it('forgets a slow start', () => {
    const left = new TimeLeft();
    left.at('a', 0, 0);
    left.at('a', 0.01, 60);
    for (let second = 61; second <= 120; second++) left.at('a', 0.01 + (second - 60) * 0.01, second);
    expect(left.at('a', 0.62, 121)).toBeGreaterThan(37);
    expect(left.at('a', 0.62, 121)).toBeLessThan(41);
  });

  it('begins anew with the next thing, and when a share falls', () => {
    const left = new TimeLeft();
    left.at('a', 0, 0);
    left.at('a', 0.5, 50);
    expect(left.at('b', 0.9, 51)).toBeNull();
    expect(left.at('b', 0.1, 60)).toBeNull();
  });

  it('has no guess where nothing moves', () => {
    const left = new TimeLeft();
    left.at('a', 0.5, 0);
    expect(left.at('a', 0.5, 30)).toBeNull();
  });
});
