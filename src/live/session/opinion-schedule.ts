export interface OpinionTiming {
  /** How often the model is asked, ms. */
  readonly everyMs: number;
  /** Length of a bar, ms. */
  readonly intervalMs: number;
  /** Age of a bar, in bars, up to which it is worth asking about. */
  readonly maxBarAge: number;
}

/**
 * When the model is asked: as in a backtest at the close of the first bar in each span, counted from the epoch. Of a bar that is
 * made up for too late to act on nothing is asked; the question is owed then, and asked at the first bar that comes in time.
 */
export class OpinionSchedule {
  private previousClose = NaN;
  private isOwed = false;

  constructor(private readonly timing: OpinionTiming) {}

  /** Whether the model is to be asked at the close of the bar that opens at `openTime`, UTC ms. */
  isDue(openTime: number, now: number): boolean {
    const { intervalMs, maxBarAge } = this.timing;
    return this.isWanted(openTime) && now - (openTime + intervalMs) <= maxBarAge * intervalMs;
  }

  /** A bar is done with; what was wanted at it was asked, or not. */
  done(openTime: number, wasAsked: boolean): void {
    this.isOwed = this.isWanted(openTime) && !wasAsked;
    this.previousClose = openTime + this.timing.intervalMs;
  }

  private isWanted(openTime: number): boolean {
    const { everyMs, intervalMs } = this.timing;
    const before = Number.isNaN(this.previousClose) ? openTime : this.previousClose;
    return this.isOwed || Math.floor((openTime + intervalMs) / everyMs) > Math.floor(before / everyMs);
  }
}
