import { brierDifference } from '../forward-test/brier-difference.js';
import { MeanSequence } from '../forward-test/mean-sequence.js';

/** A scored decision with what climatology said then. */
export interface JudgedDecision {
  /** 0 … 1. */
  readonly probBull: number;
  /** Climatology's, 0 … 1. */
  readonly reference: number;
  readonly outcome: 0 | 1;
}

/** Each end of the interval is ever wrong with half of this chance. */
const ALPHA = 0.05;

/**
 * Lower bound of the Brier skill that may be looked at as often as one likes: a share that is measured anew each week is a hundred
 * tests, and the bound of one test would be passed by luck in one of them. With a chance of 97.5 % it is never above the skill, at no
 * moment. It is the least of three, as in `skillTest`: over climatology, over always 0.5, and over the mean of the forecaster's own
 * earlier opinions, which is known before each decision. Decisions in order of time, windows not overlapping: see `withoutOverlap`.
 */
export class AlwaysValidSkill {
  readonly #rivals = [0, 1, 2].map(() => ({ sequence: new MeanSequence(ALPHA), loss: 0 }));
  /** The mean of its own begins at 0.5, as if it had said that once. */
  #said = 0.5;
  #count = 1;

  add({ probBull, reference, outcome }: JudgedDecision): void {
    [reference, 0.5, this.#said / this.#count].forEach((rival, i) => {
      this.#rivals[i]!.sequence.add(brierDifference(probBull, rival, outcome));
      this.#rivals[i]!.loss += (rival - outcome) ** 2;
    });
    this.#said += probBull;
    this.#count += 1;
  }

  /** At most 1; null without decisions. */
  lowerBound(): number | null {
    const decisions = this.#count - 1;
    if (decisions === 0) return null;
    const bounds = this.#rivals.map(({ sequence, loss }) =>
      loss > 0 ? (sequence.bounds().lower * decisions) / loss : 0,
    );
    return Math.min(1, ...bounds);
  }
}
