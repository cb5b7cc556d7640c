import type { Observation } from '../../../core/observation.js';
import type { SeriesName } from '../../../core/series.js';
import { clampTo, drawsFor, rounded } from './draws.js';
import { type DemoMarket } from './market.js';
import { momentum, type DemoBar } from './price-path.js';
import { HOUR } from '../../../core/time.js';

/** Binance settles BTC and ETH perpetuals every eight hours. */
const FUNDING_INTERVAL_MS = 8 * HOUR;
/** Binance's base rate: 0.01 % per eight hours where nobody pays for leverage. */
const BASE_FUNDING = 0.0001;

interface HourlySettings {
  readonly symbol: string;
  readonly market: DemoMarket;
  readonly seed: number;
  /** Oldest first; the first `warmUp` only feed the momentum of those after them. */
  readonly bars: readonly DemoBar[];
  readonly warmUp: number;
  readonly retrievedAt: number;
}

/**
 * What an exchange shows at the close of every hour: price, book, perpetual. Funding follows three days of momentum, open
 * interest follows a week of it, the book leans with the last hours; each has noise of its own.
 */
export function hourlySeries(settings: HourlySettings): Observation[] {
  const { symbol, market, seed, bars, warmUp, retrievedAt } = settings;
  const observations: Observation[] = [];
  const noise = drawsFor(seed, `${symbol}/hourly`);
  for (let i = bars.length - 1; i >= warmUp; i--) {
    const bar = bars[i]!;
    const at = bar.open_time + HOUR;
    const push = (series: SeriesName, value: Observation['value'], observedAt = at): void => {
      observations.push({
        series,
        symbol,
        value,
        observed_at: observedAt,
        available_at: at,
        source: 'demo',
        retrieved_at: retrievedAt,
      });
    };
    const { open, high, low, close, volume, quote_volume } = bar;
    push('bar_1h', { open, high, low, close, volume, quote_volume }, bar.open_time);
    push('spot_price', close);
    push('spread_bps', rounded(market.spreadBps * (1 + Math.abs(noise.normal()) + (4 * (high - low)) / close), 4));
    push('ob_imbalance', rounded(clampTo(12 * momentum(bars, i, 6) + 0.15 * noise.normal(), -0.95, 0.95), 4));
    const basis = clampTo(0.006 * momentum(bars, i, 72) + 0.00012 * noise.normal(), -0.002, 0.002);
    push('index_price', close);
    push('mark_price', rounded(close * (1 + basis), 2));
    const funding = rounded(
      clampTo(BASE_FUNDING + 0.003 * momentum(bars, i, 72) + 0.00003 * noise.normal(), -0.00075, 0.00075),
      8,
    );
    push('funding_rate_next', funding);
    if (at % FUNDING_INTERVAL_MS === 0) push('funding_rate', funding);
    const coins = rounded(
      market.openInterestBase * (1 + clampTo(1.5 * momentum(bars, i, 168), -0.3, 0.3)) * (1 + 0.004 * noise.normal()),
      3,
    );
    push('open_interest_base', coins);
    push('open_interest_usd', rounded(coins * close, 2));
  }
  return observations.reverse();
}
