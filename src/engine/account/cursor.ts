/** Open time of each step so far, UTC ms. A backtest has them as a column; an account that is fed keeps those it still needs. */
export interface StepTimes {
  at(step: number): number;
}

/** The times of a run whose steps are all known. */
export class ColumnTimes implements StepTimes {
  constructor(private readonly column: Float64Array) {}

  at(step: number): number {
    return this.column[step]!;
  }
}

/** Where the account is in time. Times are looked up only when asked: most fills need none. */
export class Cursor {
  /** The current step, from 0: a row of the equity curve. */
  step = 0;
  /** Open of the last step that went through the general path, UTC ms; NaN before the first. */
  previousTime = NaN;
  /** When the newest opinion that the orders of this step rest on was there, UTC ms; −Infinity: they rest on none. */
  seenUntil = -Infinity;

  constructor(
    readonly times: StepTimes,
    readonly intervalMs: number,
  ) {}

  /** Open of the current step, UTC ms. */
  get time(): number {
    return this.times.at(this.step);
  }

  /** Its close, UTC ms: when orders are given. */
  get now(): number {
    return this.times.at(this.step) + this.intervalMs;
  }
}
