import type { StepTimes } from '../cursor.js';

/** Open times of the steps that something still refers to: an open position, an order that waits, a trade just closed. */
export class PastTimes implements StepTimes {
  private readonly times = new Map<number, number>();

  at(step: number): number {
    return this.times.get(step) ?? NaN;
  }

  set(step: number, time: number): void {
    this.times.set(step, time);
  }

  /** Forgets all others. */
  keep(steps: ReadonlySet<number>): void {
    for (const step of this.times.keys()) if (!steps.has(step)) this.times.delete(step);
  }

  entries(): [step: number, time: number][] {
    return [...this.times];
  }
}
