import { describe, expect, it } from 'vitest';
import { smallResult } from './fixtures/small-result.js';
import { movingTogether } from './moving-together.js';

const STEPS = 70;
const column = (price: (step: number) => number) => Array.from({ length: STEPS }, (_, step) => price(step));
/** Waves of other lengths have other returns. */
const wave = (length: number) => column((step) => 100 + 10 * Math.sin(step / length));
const runOf = (...closes: readonly (readonly (number | null)[])[]) =>
  smallResult({
    symbols: closes.map((_, i) => `S${i}`),
    prices: closes.map((close, i) => ({ symbol: `S${i}`, close: [...close] })),
  });
const SLOW = wave(7);
const QUICK = wave(2);
/** Between the two: 0.76 with the slow one, 0.87 with the one that is nearer to the quick one, while those have 0.34. */
const mixed = (share: number) => SLOW.map((price, step) => price * QUICK[step]! ** share);
const BETWEEN = mixed(0.25);
const NEARER = mixed(0.79);
const OPPOSITE = SLOW.map((price) => 10_000 / price);

describe('symbols that move together', () => {
  it('are those whose returns are correlated, with the lowest and the highest correlation', () => {
    const twice = SLOW.map((price) => 2 * price);
    const [group, ...more] = movingTogether(runOf(SLOW, QUICK, twice));
    expect(more).toEqual([]);
    expect(group!.symbols).toEqual(['S0', 'S2']);
    expect(group!.lowest).toBeCloseTo(1, 12);
    expect(group!.highest).toBeCloseTo(1, 12);
  });

  it('belong to one group through a third', () => {
    const [first] = movingTogether(runOf(SLOW, BETWEEN));
    const [second] = movingTogether(runOf(BETWEEN, NEARER));
    expect(movingTogether(runOf(SLOW, NEARER))).toEqual([]);
    const [group, ...more] = movingTogether(runOf(SLOW, NEARER, BETWEEN));
    expect(more).toEqual([]);
    expect(group!.symbols).toEqual(['S0', 'S1', 'S2']);
    expect(first!.lowest).toBeCloseTo(0.756, 2);
    expect(first!.highest).toBe(first!.lowest);
    expect(group!.highest).toBe(second!.highest);
    expect(group!.lowest).toBeLessThan(0.4);
  });

  it('are none where they move apart or against each other', () => {
    expect(movingTogether(runOf(SLOW, QUICK))).toEqual([]);
    expect(movingTogether(runOf(SLOW, OPPOSITE))).toEqual([]);
  });

  it('are none of one symbol, of one without closes, and of one without returns', () => {
    expect(movingTogether(runOf(SLOW))).toEqual([]);
    expect(movingTogether(smallResult({ symbols: ['BTCUSDT', 'SOLUSDT'] }))).toEqual([]);
    expect(
      movingTogether(
        runOf(
          SLOW,
          column(() => 100),
        ),
      ),
    ).toEqual([]);
    expect(
      movingTogether(
        runOf(
          column(() => NaN).map(() => null),
          SLOW,
        ),
      ),
    ).toEqual([]);
  });
});
