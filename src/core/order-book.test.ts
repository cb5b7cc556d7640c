import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOrderBook, type BookLevel } from './order-book.js';

const value = (figure: { ok: boolean; value?: number }): number => {
  if (!figure.ok) throw new Error(JSON.stringify(figure));
  return figure.value!;
};

describe('readOrderBook', () => {
  it('gives spread and imbalance by their formulas', () => {
    const reading = readOrderBook({
      bids: [
        [99.9, 3],
        [99.5, 1],
        [98, 100],
      ],
      asks: [
        [100.1, 1],
        [100.9, 1],
        [101.5, 100],
      ],
    });
    expect(value(reading.mid)).toBe(100);
    expect(value(reading.spread_bps)).toBeCloseTo(20, 9);
    expect(value(reading.ob_imbalance), 'levels beyond 1 % of mid do not count').toBeCloseTo((4 - 2) / 6, 12);
  });

  it('does not depend on the order of levels and ignores levels of size 0', () => {
    const ordered = readOrderBook({ bids: [[99, 1], [98.9, 2]], asks: [[100, 3]] }); // prettier-ignore
    const shuffled = readOrderBook({ bids: [[99.8, 0], [98.9, 2], [99, 1]], asks: [[100, 3]] }); // prettier-ignore
    expect(shuffled).toEqual(ordered);
  });

  it('shrinks the band to what both sides show when a side was cut', () => {
    const bids: BookLevel[] = [[99.9, 1], [99.8, 1]]; // prettier-ignore
    const asks: BookLevel[] = [[100.1, 1], [100.9, 8]]; // prettier-ignore
    expect(value(readOrderBook({ bids, asks }).ob_imbalance)).toBeCloseTo((2 - 9) / 11, 12);
    expect(value(readOrderBook({ bids, asks }, { maxLevels: 2 }).ob_imbalance)).toBeCloseTo((2 - 1) / 3, 12);
  });

  it.each<[string, BookLevel[], BookLevel[], string]>([
    ['book.empty', [], [[100, 1]], 'no bids'],
    ['book.empty', [[100, 1]], [[101, 0]], 'no asks'],
    ['book.empty', [], [], 'no bids and no asks'],
    ['book.crossed', [[100.2, 1]], [[100.1, 1]], 'crossed'],
    ['book.crossed', [[100.1, 1]], [[100.1, 1]], 'crossed'],
    ['book.invalid', [[-1, 1]], [[100, 1]], 'positive price'],
    ['book.invalid', [[99, NaN]], [[100, 1]], 'positive price'],
    ['book.invalid', [[99, -1]], [[100, 1]], 'positive price'],
    ['book.invalid', [[Infinity, 1]], [[100, 1]], 'positive price'],
  ])('says %s and gives no figure for bids %j and asks %j', (code, bids, asks, words) => {
    const reading = readOrderBook({ bids, asks });
    for (const figure of [reading.mid, reading.spread_bps, reading.ob_imbalance]) {
      expect(figure).toMatchObject({ ok: false, code, reason: expect.stringContaining(words) as string });
    }
  });

  it('still gives the spread of a book with nothing near mid', () => {
    const reading = readOrderBook({ bids: [[90, 1]], asks: [[110, 1]] });
    expect(value(reading.spread_bps)).toBeCloseTo(2000, 9);
    expect(reading.ob_imbalance).toMatchObject({ ok: false, code: 'book.thin' });
  });

  it('keeps the imbalance in [−1, 1], flips its sign with the sides, and does not care for the unit of size', () => {
    const level = fc.tuple(fc.double({ min: 0.0001, max: 0.03, noNaN: true }), fc.double({ min: 1e-6, max: 1e6, noNaN: true })); // prettier-ignore
    fc.assert(
      fc.property(fc.array(level, { minLength: 1 }), fc.array(level, { minLength: 1 }), (below, above) => {
        const bids = below.map(([d, q]): BookLevel => [100 * (1 - d), q]);
        const asks = above.map(([d, q]): BookLevel => [100 * (1 + d), q]);
        const figure = readOrderBook({ bids, asks }).ob_imbalance;
        if (!figure.ok) return;
        expect(Math.abs(figure.value)).toBeLessThanOrEqual(1);
        const scale = (levels: BookLevel[]) => levels.map(([p, q]): BookLevel => [p, q * 8]);
        expect(value(readOrderBook({ bids: scale(bids), asks: scale(asks) }).ob_imbalance)).toBeCloseTo(
          figure.value,
          9,
        );
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
