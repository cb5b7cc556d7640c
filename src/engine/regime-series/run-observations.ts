import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import type { Observation } from '../../core/observation.js';
import { resampleBars } from '../../core/resample.js';
import { parseSymbol } from '../../core/symbol.js';
import { normaliseFunding, type FundingSeries } from '../funding.js';
import { HOUR } from '../../core/time.js';

/** What `data_quality` names as the source of what came from the run's own data. */
const SOURCE = 'backtest';

export interface RunMarket {
  /** Bars of the asset that is judged, those before the run included: they are what trends are measured on. */
  readonly bars: BarSeries;
  readonly funding?: FundingSeries | undefined;
  /** Moments of decision: the last close is the spot price there. */
  readonly times: readonly number[];
}

/**
 * The data of a run as observations: hourly bars known at their close, settled funding known at its stamp, and the last close
 * as spot price at each decision; under the symbol that a snapshot of them asks for, `BTCUSDT` for bars that are named `btc`.
 * @throws InputError where hourly bars cannot be made of the bars, since the fields of a snapshot come from hourly bars
 */
export function runObservations({ bars, funding, times }: RunMarket): Observation[] {
  const { symbol } = parseSymbol(bars.symbol);
  if (HOUR % bars.intervalMs !== 0) {
    throw new InputError(
      'regime.interval',
      `A regime model looks at hourly bars, and bars of ${bars.intervalMs / HOUR} h cannot be cut into hours: give bars of 1h or finer, or hourly bars as observations.`,
      { where: bars.symbol },
    );
  }
  const hourly = bars.intervalMs === HOUR ? bars : resampleBars(bars, HOUR);
  const out: Observation[] = [];
  for (let i = 0; i < hourly.length; i++) {
    const { openTime, open, high, low, close, volume } = hourly.row(i);
    const value = { open, high, low, close, volume, quote_volume: null };
    out.push(observation('bar_1h', symbol, value, openTime, openTime + HOUR));
  }
  if (funding !== undefined) {
    const { time, rate } = normaliseFunding(symbol, funding);
    time.forEach((at, i) => out.push(observation('funding_rate', symbol, rate[i]!, at, at)));
  }
  return [...out, ...spotPrices(bars, times)];
}

/** The last close at each decision: the only price a backtest knows there. */
export function spotPrices(bars: BarSeries, times: readonly number[]): Observation[] {
  const { symbol } = parseSymbol(bars.symbol);
  return times.flatMap((time) => {
    const row = bars.indexAtOrAfter(time - bars.intervalMs + 1) - 1;
    if (row < 0) return [];
    const at = bars.closeTime(row);
    return [observation('spot_price', symbol, bars.close[row]!, at, at)];
  });
}

const observation = (
  series: Observation['series'],
  symbol: string,
  value: Observation['value'],
  observed_at: number,
  available_at: number,
): Observation => ({ series, symbol, value, observed_at, available_at, source: SOURCE, retrieved_at: available_at });
