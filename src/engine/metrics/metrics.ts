/**
 * Every statistic of a run, as documents name it. Null where one is not defined: too few trades, no variation, or, of what is
 * stated for a year, a run under 30 days. A name that is added here has to be explained by the report, or it does not compile.
 */
export interface Metrics {
  /** Final over initial equity, less one: 0.5 means 50 %. */
  readonly total_return: number;
  /** Growth a year, a fraction. */
  readonly cagr: number | null;
  /** Standard deviation of returns a year, a fraction. */
  readonly volatility: number | null;
  readonly sharpe: number | null;
  readonly sortino: number | null;
  readonly calmar: number | null;
  /** Largest loss from a peak at any step, a fraction of the peak. */
  readonly max_drawdown: number;
  /** Longest stretch below an earlier peak, steps. */
  readonly max_drawdown_bars: number;
  /** Root mean square of the drawdowns at the ends of periods, a fraction. */
  readonly ulcer_index: number | null;
  /** Share of the steps with any position, [0, 1]. */
  readonly exposure: number | null;
  /** Value traded over mean equity, a year. */
  readonly turnover_per_year: number | null;
  /** Round trips. */
  readonly trades: number;
  readonly win_rate: number | null;
  readonly profit_factor: number | null;
  /** Quote units, as the averages of wins and losses. */
  readonly expectancy: number | null;
  readonly average_win: number | null;
  readonly average_loss: number | null;
  readonly longest_win_streak: number;
  readonly longest_loss_streak: number;
  /** Losses of a period, fractions, positive for a loss. */
  readonly var_95: number | null;
  readonly cvar_95: number | null;
  readonly skewness: number | null;
  /** Excess: 0 for a normal distribution. */
  readonly kurtosis: number | null;
  /** Probability that the true Sharpe ratio is above 0. */
  readonly probabilistic_sharpe: number | null;
  /** Against buying and holding the first symbol; alpha a year. */
  readonly alpha: number | null;
  readonly beta: number | null;
  /** Length of the periods whose returns are used, ms, and how many there are. */
  readonly returns_period_ms: number;
  readonly returns_periods: number;
}

/** Those that buying and holding has as well. */
export type BenchmarkMetrics = Pick<
  Metrics,
  | 'total_return'
  | 'cagr'
  | 'volatility'
  | 'sharpe'
  | 'sortino'
  | 'calmar'
  | 'max_drawdown'
  | 'max_drawdown_bars'
  | 'ulcer_index'
>;
