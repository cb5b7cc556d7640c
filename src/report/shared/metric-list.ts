import type { Metrics } from '../../engine/metrics/index.js';
import { compact, duration, money, percent, titleOf } from './format.js';
import { decimals } from './numbers.js';

export type MetricGroup = 'Return' | 'Risk' | 'Return for risk' | 'Trades' | 'Against buy and hold' | 'Other';

/** How a statistic is named, written and explained to someone who does not know it. */
export interface MetricInfo {
  readonly label: string;
  readonly group: MetricGroup;
  readonly kind: 'percent' | 'ratio' | 'count' | 'money' | 'steps' | 'time';
  readonly about: string;
}

const info = (group: MetricGroup, kind: MetricInfo['kind'], label: string, about: string): MetricInfo => ({
  label,
  group,
  kind,
  about,
});

/** Years have 365 days, since these markets never close. */
const METRICS: Readonly<Record<keyof Metrics, MetricInfo>> = {
  total_return: info('Return', 'percent', 'Total return', 'change of the account over the whole run'),
  cagr: info('Return', 'percent', 'Return a year', 'constant yearly growth with the same end (CAGR)'),
  exposure: info('Return', 'percent', 'Time in the market', 'share of the bars with an open position'),
  turnover_per_year: info('Return', 'ratio', 'Turnover a year', 'value traded over average equity'),
  volatility: info('Risk', 'percent', 'Volatility a year', 'standard deviation of returns'),
  max_drawdown: info('Risk', 'percent', 'Largest loss from a peak', 'maximum drawdown'),
  max_drawdown_bars: info('Risk', 'steps', 'Longest time below a peak', 'until a new highest value, or the end'),
  ulcer_index: info('Risk', 'percent', 'Ulcer index', 'root mean square of the losses from the peak'),
  var_95: info('Risk', 'percent', 'Value at risk, 95 %', 'loss that 1 in 20 periods exceeds'),
  cvar_95: info('Risk', 'percent', 'Expected shortfall, 95 %', 'average loss of the worst 1 in 20 periods'),
  skewness: info('Risk', 'ratio', 'Skewness', 'below 0: large losses are likelier than large gains'),
  kurtosis: info('Risk', 'ratio', 'Kurtosis', 'above 0: extreme returns are likelier than in a bell curve'),
  sharpe: info('Return for risk', 'ratio', 'Sharpe ratio', 'return a year over its volatility'),
  sortino: info('Return for risk', 'ratio', 'Sortino ratio', 'the same, counting only falls as risk'),
  calmar: info('Return for risk', 'ratio', 'Calmar ratio', 'return a year over the largest loss from a peak'),
  probabilistic_sharpe: info(
    'Return for risk',
    'percent',
    'Probabilistic Sharpe',
    'probability that the true Sharpe ratio is above 0',
  ),
  trades: info('Trades', 'count', 'Trades', 'round trips, from flat to flat or to a flip'),
  win_rate: info('Trades', 'percent', 'Winning trades', 'share of trades with a gain after costs'),
  profit_factor: info('Trades', 'ratio', 'Profit factor', 'sum of gains over sum of losses'),
  expectancy: info('Trades', 'money', 'Average trade', 'gain or loss of a trade after costs'),
  average_win: info('Trades', 'money', 'Average win', 'of the winning trades'),
  average_loss: info('Trades', 'money', 'Average loss', 'of the losing trades'),
  longest_win_streak: info('Trades', 'count', 'Longest winning streak', 'wins in a row'),
  longest_loss_streak: info('Trades', 'count', 'Longest losing streak', 'losses in a row'),
  returns_period_ms: info('Other', 'time', 'Period of the returns', 'what ratios and tail losses are computed from'),
  returns_periods: info('Other', 'count', 'Number of periods', 'the fewer, the less the ratios say'),
  alpha: info('Against buy and hold', 'percent', 'Alpha a year', 'return that the market does not explain'),
  beta: info('Against buy and hold', 'ratio', 'Beta', 'how far the account follows the market: 1 fully, 0 not'),
};

export const KNOWN_METRICS: readonly string[] = Object.keys(METRICS);

/** A statistic this page does not know keeps its own name. */
export function metricInfo(name: string): MetricInfo {
  return Object.hasOwn(METRICS, name) ? METRICS[name as keyof Metrics] : info('Other', 'ratio', titleOf(name), '');
}

export function metricText(kind: MetricInfo['kind'], value: number, intervalMs: number): string {
  switch (kind) {
    case 'percent':
      return percent(value);
    case 'money':
      return money(value);
    case 'count':
      return decimals(value, 0);
    case 'steps':
      return duration(value * intervalMs);
    case 'time':
      return duration(value);
    case 'ratio':
      return Math.abs(value) < 1000 ? decimals(value, 2) : compact(value);
  }
}
