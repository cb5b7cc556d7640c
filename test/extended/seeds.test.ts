import { describe, expect, it } from 'vitest';
import type { ForecasterEvaluation } from '../../src/evaluation/evaluate/schema.js';
import { evaluateMarket } from '../evaluation/evaluate-market.js';
import { clairvoyant, exact, moody, remembering, threeTimesTooSure, type Opinionated } from '../evaluation/opinions.js';
import { simulations, type Simulation } from '../evaluation/simulations.js';

const SEEDS = 100;
const [enough] = simulations(1, 24);
/** Short ones: what is drawn takes time in proportion to the decisions. */
const short = simulations(4, 24, { decisions: 800, before: 300 });

/** From one who surely is to one who surely is not, and some of whom it hangs on a hair. */
const CASES: readonly (readonly [string, Opinionated, Simulation])[] = [
  ['one who knows, with enough to show it', exact, enough!],
  ['one who is too sure', threeTimesTooSure, short[1]!],
  ['noise', moody(0.1), short[2]!],
  ['one who sees 0.05 of what comes', clairvoyant(0.05), short[3]!],
  ['one who sees 0.09, almost too much', clairvoyant(0.09), short[2]!],
  ['one who sees 0.15', clairvoyant(0.15), short[1]!],
  ['one who remembers 0.05', remembering(0.05), short[3]!],
  ['one who remembers 0.11, almost too little', remembering(0.11), short[2]!],
  ['one who remembers 0.15', remembering(0.15), short[1]!],
];

/** What is decided of a forecaster, and whether it is said to hang on a hair. */
function decided({ verdict, suggestion, contamination }: ForecasterEvaluation) {
  const { masking, before_after, too_good, flags } = contamination!;
  const says = (flag: (typeof flags)[number]) => flags.includes(flag);
  return {
    verdict: { is: verdict.kind, hair: verdict.on_a_hair === true },
    // Whether it may be traded hangs on the flag as well.
    trade: { is: suggestion.trade, hair: verdict.on_a_hair === true || too_good.on_a_hair === true },
    memorised: { is: says('memorised'), hair: masking!.on_a_hair === true },
    before: { is: says('better_before_cutoff'), hair: before_after!.on_a_hair === true },
    tooGood: { is: says('too_good'), hair: too_good.on_a_hair === true },
  };
}

const bySeed = ({ market, cutoff, seed }: Simulation, opinionated: Opinionated) =>
  Array.from({ length: SEEDS }, (_, k) =>
    decided(evaluateMarket(market, opinionated, { seed, drawn: 1_000 * k, cutoff, recalibrate: false })),
  );

describe(
  `whatever is decided is decided so by each of ${SEEDS} seeds, or said to hang on a hair`,
  { timeout: 600_000 },
  () => {
    let hairs = 0;
    const seen = new Set<string>();
    it.each(CASES)('of %s', (_, opinionated, simulation) => {
      const all = bySeed(simulation, opinionated);
      for (const what of ['verdict', 'trade', 'memorised', 'before', 'tooGood'] as const) {
        const sure = all.flatMap((one) => (one[what].hair ? [] : [one[what].is]));
        hairs += all.length - sure.length;
        for (const is of sure) seen.add(`${what} ${is}`);
        expect([...new Set(sure)].length, `${what}: ${JSON.stringify(all.map((one) => one[what]))}`).toBeLessThan(2);
      }
    });

    it('and each of them was decided either way somewhere, some of them by a hair', () => {
      for (const what of ['trade', 'memorised', 'before', 'tooGood']) {
        expect([...seen]).toContain(`${what} true`);
        expect([...seen]).toContain(`${what} false`);
      }
      expect([...seen]).toContain('verdict skilled');
      expect([...seen]).toContain('verdict indistinguishable');
      expect(hairs).toBeGreaterThan(0);
    });
  },
);
