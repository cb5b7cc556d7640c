import { describe, expect, it } from 'vitest';
import {
  always,
  bestOfMany,
  everEarned,
  intervalsOf,
  momentum,
  moods,
  planted,
  shyClimatology,
  tallyOf,
  type Drift,
  type Say,
} from '../evaluation/judgement.js';

/**
 * `JUDGEMENT_MARKETS=1000` for the full width, which takes hours. By default few, so that each kind of market has a wide bound for
 * chance; all kinds together, more than 8,000 judgements, have none.
 */
const MARKETS = Number(process.env.JUDGEMENT_MARKETS ?? 25);
const SIZES = [
  [365, 1],
  [1_000, 1],
  [2_600, 1],
  [365, 6],
  [1_300, 6],
  [1_000, 24],
  [2_600, 24],
] as const;
/** Share of 400 markets in which a planted skill of 0.05 was found when climatology was the only rival, and its learning helped. */
const ONCE_FOUND: Readonly<Record<string, number>> = {
  '365 1': 0.67,
  '1000 1': 0.97,
  '2600 1': 1,
  '365 6': 0.2,
  '1300 6': 0.61,
  '1000 24': 0.18,
  '2600 24': 0.38,
};
const DRIFTS: readonly (readonly [string, Drift])[] = [
  ['a random walk', { kind: 'none' }],
  ['a steady drift', { kind: 'steady', size: 0.12 }],
  ['a drift that lasts 10 decisions', { kind: 'reverting', halfLife: 10, size: 0.4 }],
  ['a drift that lasts 100 decisions', { kind: 'reverting', halfLife: 100, size: 0.4 }],
  ['regimes of 250 decisions', { kind: 'regimes', length: 250, size: 0.4 }],
];
const KNOW_NOTHINGS: readonly (readonly [string, Say])[] = [
  ['always 0.5', always(0.5)],
  ['always 0.6', always(0.6)],
  ['half of climatology', shyClimatology],
  ['0.5 ± 0.01', moods(0.01, 0)],
  ['0.55 ± 0.01', moods(0.01, 0, 0.55)],
  ['moods of a decision', moods(0.1, 0)],
  ['moods of 10 decisions', moods(0.1, 10)],
  ['moods of 100 decisions', moods(0.1, 100)],
  ['faint moods of 30 decisions', moods(0.03, 30)],
  ['faint moods of 100 decisions', moods(0.03, 100)],
];
/** Four binomial standard errors: what chance does to a share of so many markets. */
const chance = (share: number): number => 4 * Math.sqrt((share * (1 - share)) / MARKETS);

const lines: string[] = [];
const note = (line: string): void => void lines.push(line);
const tell = (): void => void process.stdout.write(`${lines.splice(0).join('\n')}\n`);

const together: { readonly covered: number; readonly skilled: number }[] = [];
const meanOf = (name: 'covered' | 'skilled'): number =>
  together.reduce((sum, one) => sum + one[name], 0) / together.length;

describe(`judgement in ${MARKETS} markets of each kind`, { timeout: 36_000_000 }, () => {
  it.each(DRIFTS)('in %s intervals hold the skill, and who knows nothing is not called skilled', (name, drift) => {
    for (const [n, overlap] of SIZES) {
      for (const [who, say] of KNOW_NOTHINGS) {
        const found = tallyOf(drift, say, n, overlap, MARKETS);
        note(
          `${name}; n ${n}, m ${overlap}; ${who}: covered ${found.covered.toFixed(3)} (told ${found.coveredWhereTold.toFixed(3)}, untold ${found.untold.toFixed(3)}), skilled ${found.skilled.toFixed(3)}`,
        );
        together.push(found);
        const said = lines.at(-1);
        expect.soft(found.covered, said).toBeGreaterThanOrEqual(0.93 - chance(0.93));
        expect.soft(found.skilled, said).toBeLessThanOrEqual(0.025 + chance(0.025));
      }
    }
    tell();
  });

  it('in all of them together intervals hold the skill in 93 %, and 2.5 % of those who know nothing are called skilled at most', () => {
    expect(together).toHaveLength(DRIFTS.length * SIZES.length * KNOW_NOTHINGS.length);
    expect(meanOf('covered')).toBeGreaterThanOrEqual(0.93);
    expect(meanOf('skilled')).toBeLessThanOrEqual(0.025);
  });

  it('over 365 decisions of a market that lasts, intervals of those who hardly change their mind hold the skill in 93 %', () => {
    // As many whatever the rest has: with fewer, chance would allow what this is about. Two standard errors of 400 are 0.026.
    const markets = Math.max(400, MARKETS);
    const bound = 0.93 - 2 * Math.sqrt((0.93 * 0.07) / markets);
    const shares: number[] = [];
    for (const [name, drift] of DRIFTS.slice(-2)) {
      for (const [who, say] of [
        ['always 0.6', always(0.6)],
        ['0.55 ± 0.01', moods(0.01, 0, 0.55)],
        ['moods of 100 decisions', moods(0.1, 100)],
      ] as const) {
        const { covered, width } = intervalsOf(drift, say, 365, 1, markets);
        note(
          `${name}; n 365, m 1; ${who}; ${markets} markets: covered ${covered.toFixed(3)}, mean width ${width.toFixed(3)}`,
        );
        shares.push(covered);
        expect.soft(covered, lines.at(-1)).toBeGreaterThanOrEqual(bound);
      }
    }
    tell();
    expect(shares.reduce((sum, share) => sum + share / shares.length, 0)).toBeGreaterThanOrEqual(0.93);
  });

  it('planted skill of 0.05 is found, to within 5 points as often as over climatology alone', () => {
    let found = 0;
    for (const [n, overlap] of SIZES) {
      const { drift, say } = planted(overlap);
      const { skilled, covered } = tallyOf(drift, say, n, overlap, MARKETS);
      note(`planted; n ${n}, m ${overlap}: skilled ${skilled.toFixed(3)}, covered ${covered.toFixed(3)}`);
      found += skilled / SIZES.length;
      const once = ONCE_FOUND[`${n} ${overlap}`]!;
      expect.soft(skilled, lines.at(-1)).toBeGreaterThanOrEqual(once - 0.05 - chance(once));
    }
    note(`planted, mean ${found.toFixed(3)}`);
    tell();
    const once = Object.values(ONCE_FOUND).reduce((sum, share) => sum + share / SIZES.length, 0);
    expect(found).toBeGreaterThan(once - 0.05 - 4 * Math.sqrt(0.12 / (SIZES.length * MARKETS)));
  });

  it('the best of 200 prompts that know nothing is skilled in at most 16 of 200 worlds', () => {
    const worlds = Math.max(20, Math.min(200, Math.floor(MARKETS / 5)));
    const kinds = [moods(0.01, 0), moods(0.1, 0), moods(0.1, 10), moods(0.1, 100), moods(0.05, 3, 0.53)];
    const prompts = Array.from({ length: 200 }, (_, i) => kinds[i % kinds.length]!);
    const sizes =
      worlds < 200
        ? ([[365, 1]] as const)
        : ([
            [365, 1],
            [1_000, 24],
          ] as const);
    for (const [n, overlap] of sizes) {
      const { alone, adjusted } = bestOfMany({ kind: 'none' }, prompts, n, overlap, worlds);
      note(
        `best of 200; n ${n}, m ${overlap}; ${worlds} worlds: alone ${alone.toFixed(3)}, adjusted ${adjusted.toFixed(3)}`,
      );
      expect.soft(adjusted, lines.at(-1)).toBeLessThanOrEqual(16 / 200);
    }
    tell();
  });

  it('a weekly look grants size to one who knows nothing in at most 2.5 % of markets, ever', () => {
    for (const [who, say] of [...KNOW_NOTHINGS, ['momentum', momentum] as const]) {
      for (const drift of [{ kind: 'none' }, { kind: 'steady', size: 0.12 }] as const) {
        const ever = everEarned(drift, say, 1_000, 1, MARKETS);
        note(`ever earned; ${drift.kind}; ${who}: ${ever.toFixed(3)}`);
        expect.soft(ever, lines.at(-1)).toBeLessThanOrEqual(0.025 + chance(0.025));
      }
    }
    tell();
  });
});
