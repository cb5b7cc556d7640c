import { describe, expect, it } from 'vitest';
import { timeAt, windowFor, type LoadedPart } from './chart-window.js';

const MINUTE = 60_000;
const END = 1_000_000 * MINUTE;
const whole: LoadedPart = { from: 0, to: END, start: 0, end: END, intervalMs: MINUTE, candleMs: 1_000 * MINUTE };

/** The part that would be loaded for a view. */
function load(view: readonly [number, number], part: LoadedPart): LoadedPart {
  const { from, to, points } = windowFor(view, part)!;
  const bars = Math.ceil((to - from) / MINUTE);
  return { ...part, from, to, candleMs: Math.ceil(bars / points) * MINUTE };
}

describe('the window that a chart asks for', () => {
  it('is nothing while the whole run is in view, or more than it', () => {
    expect(windowFor([0, END], whole)).toBeNull();
    expect(windowFor([-END, 2 * END], whole)).toBeNull();
    expect(windowFor([2 * END, 3 * END], whole)).toBeNull();
  });

  it('is finer where few candles are left in view, and then enough', () => {
    const view = [0.4 * END, 0.6 * END] as const;
    const part = load(view, whole);
    expect([part.from / END, part.to / END]).toEqual([expect.closeTo(0.2), expect.closeTo(0.8)]);
    expect(part.candleMs).toBe(200 * MINUTE);
    expect(windowFor(view, part)).toBeNull();
  });

  it('goes down to the bars themselves and no further', () => {
    let part = whole;
    for (let span = END / 2; span > 100 * MINUTE; span /= 3) {
      const view = [END / 2 - span / 2, END / 2 + span / 2] as const;
      if (windowFor(view, part) !== null) part = load(view, part);
      expect(windowFor(view, part)).toBeNull();
    }
    expect(part.candleMs).toBe(MINUTE);
  });

  it('moves before the edge of what is loaded comes into view', () => {
    const part = load([0.4 * END, 0.6 * END], whole);
    expect(windowFor([0.42 * END, 0.62 * END], part)).toBeNull();
    expect(windowFor([0.58 * END, 0.78 * END], part)).toMatchObject({ to: expect.closeTo(0.98 * END, -3) });
    expect(windowFor([0, END], part)).toMatchObject({ from: 0, to: END, points: 1_000 });
  });
});

it('tells the time of a place beside the candles, too', () => {
  expect([-2, 0, 0.9, 2, 4].map((place) => timeAt([10, 20, 40], place, 5))).toEqual([0, 10, 20, 40, 50]);
  expect(timeAt([], 1, 5)).toBeNaN();
});
