import { InputError } from '../../core/errors.js';
import type { BoundedValue } from '../forward-test/brier-difference.js';
import { BETS, VariationCosts } from '../forward-test/exponential-mixture.js';

/** Mean number of decisions between false alarms, at least: 1,000 windows of a day are 2.7 years. */
export const DEFAULT_RUN_LENGTH = 1_000;

export interface DriftOptions {
  /**
   * The mean Brier difference to climatology that live decisions are to keep: the lower confidence bound of the measured one. A
   * live mean at or above it is not drift.
   */
  readonly expected: number;
  /** Guaranteed mean number of decisions until a false alarm, > 1. Default 1,000. */
  readonly runLength?: number;
}

/**
 * Watches live Brier differences for a fall below what was measured, whenever it begins: a Shiryaev–Roberts e-detector (Shin,
 * Ramdas & Rinaldo, "E-detectors", NEJSDS 2024). For each bet λ, R ← (R + 1)·exp(λ·(expected − x) − ψ(λ)·(x − γ)²); the factor is
 * a test supermartingale while the conditional mean is at least `expected` (see `VariationCosts`), so R − n is a
 * supermartingale, and an alarm when the mean of R over the bets reaches `runLength` comes, on average, no sooner than after that many
 * decisions. After an alarm it starts anew. No distribution is assumed, and the outcome of each must be known before the next:
 * of overlapping windows take `withoutOverlap`.
 *
 * Measured over 100 seeds, forecasts ½ ± 0.15 against climatology ½ (skill 0.09 while calibrated), `expected` half of the true mean,
 * run length 1,000: a false alarm within 1,000 decisions in 0 seeds while calibrated, in 13 at just the expected mean. Skill lost at
 * decision 200 is found after a median of 591 more decisions where none is left, 180 where forecasts are of a coin, 71 where they mean
 * the opposite. Little skill is slowly missed: age bounds that wait, see `ageFactor`.
 */
export class DriftDetector {
  readonly #expected: number;
  readonly #runLength: number;
  #variation = new VariationCosts();
  #evidence = new Float64Array(BETS.length);
  #alarms = 0;

  /** @throws InputError for an option out of range */
  constructor({ expected, runLength = DEFAULT_RUN_LENGTH }: DriftOptions) {
    if (!(expected >= -1 && expected <= 1) || !(runLength > 1)) {
      throw new InputError('earned.drift', `expected is ${expected} and run_length is ${runLength}.`, {
        where: 'drift',
        expected: 'a Brier difference in [−1, 1] and a number of decisions above 1',
      });
    }
    this.#expected = expected;
    this.#runLength = runLength;
  }

  /** How often the live scores were found below the measured ones. */
  get alarms(): number {
    return this.#alarms;
  }

  /** Evidence for a fall, against `runLength`; ≥ 0. */
  get evidence(): number {
    return this.#evidence.reduce((sum, r) => sum + r, 0) / BETS.length;
  }

  /** Takes the next live decision's difference; true where it raises an alarm. */
  add(difference: BoundedValue): boolean {
    const costs = this.#variation.add(difference);
    BETS.forEach((bet, k) => {
      const factor = Math.exp(bet * (this.#expected - difference.value) - costs[k]!);
      this.#evidence[k] = factor * (this.#evidence[k]! + 1);
    });
    if (this.evidence < this.#runLength) return false;
    this.#alarms += 1;
    this.#evidence = new Float64Array(BETS.length);
    this.#variation = new VariationCosts();
    return true;
  }
}

/** What alarms leave of a share: each halves it, until the skill is measured again. */
export const driftFactor = (alarms: number): number => 0.5 ** alarms;
