import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EarlyHistory, findLeaks } from '../../../test/support/leak-detector.js';
import { seededRandom } from '../../core/ports/random.js';
import { logOdds } from '../../core/position-sizing/shrink.js';
import { MaturedHistory } from '../matured-history.js';
import { fitPoolWeights, type PoolRow } from './fit-pool-weights.js';
import { poolForecasts, probabilityOf } from './pool.js';
import { walkForwardWeights } from './walk-forward-weights.js';

interface Reference {
  cases: { name: string; overlap: number; shrinkage: number; p: number[][]; outcome: (0 | 1)[]; weights: number[] }[];
}
const reference = JSON.parse(
  readFileSync(new URL('../../../test/reference/ensemble/reference.json', import.meta.url), 'utf8'),
) as Reference;

const DAY = 86_400_000;
const FROM = Date.UTC(2024, 0, 1);

function row(i: number, probabilities: (number | null)[], outcome: 0 | 1, horizonDays = 1): PoolRow {
  const decidedAt = FROM + i * DAY;
  return {
    decidedAt,
    maturesAt: decidedAt + horizonDays * DAY,
    probabilities,
    label: { outcome, horizonReturn: outcome - 0.5, shareAbove: outcome },
  };
}

/** Member 0 knows `skill` of the truth, member 1 nothing. */
function madeRows(seed: number, count: number, skill = 1, horizonDays = 1): PoolRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const truth = 4 * (random.next() - 0.5);
    const outcome = random.next() < probabilityOf(truth) ? 1 : 0;
    return row(i, [probabilityOf(skill * truth), random.next()], outcome, horizonDays);
  });
}

describe('weights of a pool', () => {
  it.each(reference.cases.map((c) => [c.name, c] as const))('agree with an independent optimiser: %s', (_name, c) => {
    const rows = c.p.map((p, i) => row(i, p, c.outcome[i]!));
    const { overlap, shrinkage } = c;
    const { weights, fitted, rowsUsed } = fitPoolWeights(rows, c.weights.length, { overlap, shrinkage });
    expect(fitted).toBe(true);
    expect(rowsUsed).toBe(rows.length);
    weights.forEach((w, i) => expect(Math.abs(w - c.weights[i]!)).toBeLessThan(1e-9));
  });

  it('are equal until there are enough rows, counted by windows that do not overlap', () => {
    const rows = madeRows(1, 119);
    expect(fitPoolWeights(rows.slice(0, 59), 2)).toMatchObject({ weights: [0.5, 0.5], fitted: false });
    expect(fitPoolWeights(rows.slice(0, 60), 2).fitted).toBe(true);
    expect(fitPoolWeights(rows, 2, { overlap: 2 }).fitted).toBe(false);
    expect(fitPoolWeights(rows, 2, { overlap: 2, leastRows: 50 }).fitted).toBe(true);
  });

  it('move to the member that knows something, less so the stronger the shrinkage', () => {
    const rows = madeRows(2, 1_000);
    const first = (shrinkage: number) => fitPoolWeights(rows, 2, { shrinkage }).weights[0]!;
    expect(first(0)).toBeGreaterThan(0.8);
    expect(first(25)).toBeGreaterThan(0.6);
    expect(first(25)).toBeLessThan(first(0));
    expect(first(1e9)).toBeCloseTo(0.5, 6);
  });

  it('never leave a member with a negative weight: one that is always wrong gets none', () => {
    const rows = madeRows(3, 500, 0.5).map((r) => ({
      ...r,
      probabilities: [r.probabilities[0]!, 1 - r.probabilities[0]!],
    }));
    const { weights } = fitPoolWeights(rows, 2, { shrinkage: 0 });
    expect(weights[0]).toBeCloseTo(1, 12);
    expect(weights[1]).toBe(0);
  });

  it('are fitted on rows that every member answered, and say how many that were', () => {
    const rows = madeRows(4, 200);
    const holes = rows.map((r, i) => (i % 4 === 0 ? { ...r, probabilities: [r.probabilities[0]!, null] } : r));
    const fit = fitPoolWeights(holes, 2);
    expect(fit).toMatchObject({ rowsUsed: 150, rowsWithoutAll: 50 });
    expect(fit.weights).toEqual(
      fitPoolWeights(
        rows.filter((_, i) => i % 4 !== 0),
        2,
      ).weights,
    );
  });

  it('refuse rows of other members and options out of range', () => {
    expect(() => fitPoolWeights([row(0, [0.5], 1)], 2)).toThrow(/1 members, not 2/);
    for (const options of [{ shrinkage: -1 }, { overlap: 0 }, { leastRows: NaN }]) {
      expect(() => fitPoolWeights([], 2, options)).toThrow(/must be a finite number/);
    }
  });

  it('are at the minimum: no move between two members lowers the loss', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 2, max: 5 }), (seed, members) => {
        const random = seededRandom(seed);
        const rows = Array.from({ length: 80 }, (_, i) =>
          row(
            i,
            Array.from({ length: members }, () => random.next()),
            random.next() < 0.5 ? 1 : 0,
          ),
        );
        const shrinkage = 30 * random.next();
        const { weights } = fitPoolWeights(rows, members, { shrinkage });
        const loss = (w: readonly number[]): number =>
          rows.reduce(
            (sum, { probabilities, label }) => {
              const p = probabilityOf(probabilities.reduce<number>((z, q, i) => z + w[i]! * logOdds(q!), 0));
              return sum - Math.log(label.outcome === 1 ? p : 1 - p);
            },
            (shrinkage / 2) * w.reduce((sum, v) => sum + (v - 1 / members) ** 2, 0),
          );
        expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
        const best = loss(weights);
        for (let i = 0; i < members; i++) {
          for (let j = 0; j < members; j++) {
            const moved = Math.min(1e-3, weights[i]!);
            const other = weights.map((w, k) => w - (k === i ? moved : 0) + (k === j ? moved : 0));
            expect(loss(other)).toBeGreaterThan(best - 1e-9);
          }
        }
      }),
      { numRuns: 60, seed: 11 },
    );
  });
});

describe('weights walking forward', () => {
  it('are refitted weekly on a fixed grid, from what had matured by then', () => {
    const rows = madeRows(5, 300);
    const at = walkForwardWeights(new MaturedHistory(rows), 2);
    const thursday = Date.UTC(2024, 6, 4);
    const expected = fitPoolWeights(
      rows.filter(({ maturesAt }) => maturesAt <= thursday),
      2,
    );
    expect(at(thursday)).toEqual(expected);
    expect(at(thursday + 7 * DAY - 1)).toBe(at(thursday));
    expect(at(thursday + 7 * DAY).rowsUsed).toBe(expected.rowsUsed + 7);
    expect(at(thursday - 1).rowsUsed).toBe(expected.rowsUsed - 7);
    expect(at(FROM).fitted).toBe(false);
  });

  const rows = madeRows(6, 300, 1, 3);
  const refits = Array.from({ length: 20 }, (_, i) => Date.UTC(2024, 5, 6) + i * 7 * DAY);
  const search = {
    rows,
    times: [...refits, ...refits.map((time) => time + 2 * DAY + 12_345)],
    fit: (history: MaturedHistory<PoolRow>) => (time: number) =>
      poolForecasts([[0.7], [0.4]], walkForwardWeights(history, 2)(time).weights)!.probBull,
  };

  it('use nothing that was not known', async () => {
    expect(await findLeaks(search)).toEqual([]);
  });

  it('are caught by the detector when rows come one horizon early', async () => {
    const leaks = await findLeaks({ ...search, history: (all) => new EarlyHistory(all, 3 * DAY) });
    expect(leaks.length).toBeGreaterThanOrEqual(refits.length);
  });
});
