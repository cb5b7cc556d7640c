/** What a trial was tried on: results on the same data are tries at one question. */
export interface TrialRange {
  /** Sorted, e.g. `BTCUSDT`. */
  readonly symbols: readonly string[];
  readonly intervalMs: number;
  /** Open of the first bar and close of the last, UTC ms. */
  readonly from: number;
  readonly to: number;
}

/** What a market is known by, whatever it is called: its last close of each UTC day. */
export interface DailyCloses {
  /** Days since 1970, ascending. */
  readonly days: Int32Array;
  readonly closes: Float64Array;
}

/** `aborted` is also what a trial is until it ends: a process that dies cannot say so. */
export type TrialStatus = 'aborted' | 'completed' | 'failed';

export interface TrialStart {
  /** Hash of strategy, parameters, content of the data and settings: the same try again is the same trial. */
  readonly id: string;
  readonly range: TrialRange;
  /** One for each symbol of the range, in its order; null in trials of earlier versions. */
  readonly markets: readonly DailyCloses[] | null;
  readonly kind: 'backtest' | 'sweep' | 'walk-forward';
  readonly strategy: string;
  /** UTC ms. */
  readonly startedAt: number;
  /** Null in trials of earlier versions. */
  readonly details: TrialDetails | null;
}

/** What a try looks like to a person: enough to tell it from the next one. */
export interface TrialDetails {
  readonly params: Readonly<Record<string, unknown>>;
  /** Fraction, Sharpe ratio of a year as the run's own report states it, and round trips; null until it is completed. */
  readonly totalReturn: number | null;
  readonly sharpe: number | null;
  readonly trades: number | null;
  /** The newest run that was written of it; null where none was. */
  readonly runId: string | null;
}

/** Simple returns by whole days from the first bar on, as the run's own report takes them. */
export interface DailyReturns {
  /** Open of the first bar, UTC ms; in trials of earlier versions the midnight before it. */
  readonly firstDay: number;
  readonly returns: Float64Array;
}

export interface TrialRecord extends TrialStart {
  readonly status: TrialStatus;
  /** Null unless completed. */
  readonly daily: DailyReturns | null;
  /** Mean over sample standard deviation of the daily returns, not annualised; null where it is not defined. */
  readonly sharpe: number | null;
}

/** Where every try is written down, so that a good one can be judged by how many there were. */
export interface TrialStore {
  /** Durable when it resolves: from then on the trial counts, as aborted. One that is there already stays as it is. */
  start(trial: TrialStart): Promise<void>;
  /**
   * Durable when it resolves. The first completion stays; a later one of the same trial has the same numbers.
   * @throws InputError `trials.unknown` for a trial that was not started
   */
  finish(
    id: string,
    outcome: { readonly daily: DailyReturns; readonly sharpe: number | null } | 'failed',
  ): Promise<void>;
  /**
   * Keeps what a trial looks like, in place of what was kept before; it changes nothing that counts. Durable when it resolves.
   * @throws InputError `trials.unknown` for a trial that was not started
   */
  describe(id: string, details: TrialDetails): Promise<void>;
  /** Every trial, in the order of their start. */
  all(): Promise<readonly TrialRecord[]>;
  close(): Promise<void>;
}
