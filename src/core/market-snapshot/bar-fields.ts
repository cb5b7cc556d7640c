import { isBarValue, type BarValue, type Observation } from '../observation.js';
import { averageTrueRange } from './indicators/average-true-range.js';
import { realizedVolatility } from './indicators/realized-volatility.js';
import { relativeStrengthIndex } from './indicators/relative-strength-index.js';
import { missing, present, tooOld, type Field, type WhyMissing } from './field.js';
import { HOUR, isoTime } from '../time.js';
import { mean } from '../statistics/moments.js';

/** Fields are computed over windows of hourly bars of which at least this share must be there. */
const REQUIRED_SHARE = 0.95;
/** Fixed warm-up of Wilder's averages in bars, so that the same bar gives the same number whatever history is at hand. */
const WILDER_WINDOW = 168;

export const BAR_FIELDS = [
  'change_24h_pct',
  'volume_24h_usd',
  'realized_vol',
  'return_1h_pct',
  'return_4h_pct',
  'return_7d_pct',
  'return_30d_pct',
  'distance_sma_24h_pct',
  'distance_sma_7d_pct',
  'distance_sma_30d_pct',
  'rsi_14',
  'atr_14_pct',
] as const;
export type BarField = (typeof BAR_FIELDS)[number];

interface HourlyBars {
  readonly last: Observation;
  readonly lastBar: BarValue;
  /** By open time. */
  readonly at: ReadonlyMap<number, BarValue>;
}

/** Hours of bars that the fields look back on. */
export const BAR_LOOKBACK_HOURS = 721;

/** Every field that comes from closed hourly bars, live and historical alike. `rows` are oldest first, all known at `asOf`. */
export function barFields(rows: readonly Observation[], asOf: number, why: WhyMissing): Record<BarField, Field> {
  const at = new Map<number, BarValue>();
  let last: Observation | undefined;
  for (const row of rows) {
    if (!isBarValue(row.value)) continue;
    at.set(row.observed_at, row.value);
    last = row;
  }
  const reason = last === undefined ? why('bar_1h') : tooOld(last, asOf);
  if (last === undefined || reason !== null) return fill(() => missing(reason ?? why('bar_1h')));

  const bars: HourlyBars = { last, lastBar: at.get(last.observed_at)!, at };
  return fill((name) => {
    const value = compute[name](bars);
    return typeof value === 'string' ? missing(value) : present(value, bars.last, asOf);
  });
}

const fill = (make: (name: BarField) => Field): Record<BarField, Field> =>
  Object.fromEntries(BAR_FIELDS.map((name) => [name, make(name)])) as Record<BarField, Field>;

/** The bars of the last `hours` hours, oldest first, or why there are too few. */
function window(bars: HourlyBars, hours: number): BarValue[] | string {
  const found: BarValue[] = [];
  for (let open = bars.last.observed_at - (hours - 1) * HOUR; open <= bars.last.observed_at; open += HOUR) {
    const bar = bars.at.get(open);
    if (bar !== undefined) found.push(bar);
  }
  if (found.length >= hours * REQUIRED_SHARE) return found;
  return `only ${found.length} of the ${hours} hourly bars it needs are there`;
}

function returnOver(hours: number) {
  return (bars: HourlyBars): number | string => {
    const open = bars.last.observed_at - hours * HOUR;
    const then = bars.at.get(open);
    if (then === undefined) return `the hourly bar of ${isoTime(open)} is not there`;
    return (bars.lastBar.close / then.close - 1) * 100;
  };
}

function distanceToMean(hours: number) {
  return (bars: HourlyBars): number | string => {
    const found = window(bars, hours);
    if (typeof found === 'string') return found;
    return (bars.lastBar.close / mean(found.map(({ close }) => close)) - 1) * 100;
  };
}

/** Turnover of a bar: as reported, else volume at its typical price (high + low + close) / 3. */
const turnover = (bar: BarValue): number => bar.quote_volume ?? (bar.volume * (bar.high + bar.low + bar.close)) / 3;

const compute: Record<BarField, (bars: HourlyBars) => number | string> = {
  change_24h_pct: returnOver(24),
  volume_24h_usd(bars) {
    const found = window(bars, 24);
    return typeof found === 'string' ? found : found.reduce((sum, bar) => sum + turnover(bar), 0);
  },
  realized_vol(bars) {
    const found = window(bars, 169);
    return typeof found === 'string' ? found : realizedVolatility(bars.at, bars.last.observed_at, 168);
  },
  return_1h_pct: returnOver(1),
  return_4h_pct: returnOver(4),
  return_7d_pct: returnOver(168),
  return_30d_pct: returnOver(720),
  distance_sma_24h_pct: distanceToMean(24),
  distance_sma_7d_pct: distanceToMean(168),
  distance_sma_30d_pct: distanceToMean(720),
  rsi_14(bars) {
    const found = window(bars, WILDER_WINDOW);
    return typeof found === 'string'
      ? found
      : relativeStrengthIndex(
          found.map((bar) => bar.close),
          14,
        );
  },
  atr_14_pct(bars) {
    const found = window(bars, WILDER_WINDOW);
    return typeof found === 'string' ? found : (averageTrueRange(found, 14) / bars.lastBar.close) * 100;
  },
};
