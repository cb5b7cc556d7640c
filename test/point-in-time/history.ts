import type { Observation } from '../../src/core/observation.js';
import { SERIES, type SeriesName } from '../../src/core/series.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The moment of the decision in these tests. */
export const T = Date.UTC(2024, 5, 1, 12);
export const ALL_SERIES = Object.keys(SERIES) as SeriesName[];

const symbolOf = (series: SeriesName): string =>
  ({ pair: 'BTCUSDT', asset: 'BTC', bitcoin: 'BTC', market: '*' })[SERIES[series].about];

const STEP: Partial<Record<SeriesName, number>> = { bar_1h: HOUR, funding_rate: 8 * HOUR };

/** The newest moment that a row of the series speaks of and that has passed at `t`: for bars and days the interval is over. */
export function newestMoment(series: SeriesName, t: number): number {
  const { spanMs } = SERIES[series];
  if (series === 'fear_greed' || spanMs === DAY) return Math.floor(t / DAY) * DAY - spanMs;
  if (spanMs === HOUR) return Math.floor(t / HOUR) * HOUR - HOUR;
  return t;
}

/** `scale` 1 is the usual value; poison is another scale. */
export function valueOf(series: SeriesName, at: number, scale: number): Observation['value'] {
  if (series === 'news') {
    const title = scale === 1 ? `Bitcoin at ${at}` : `POISON ${at} ${scale}`;
    return { source: 'S', title, body: null, url: null, sentiment: null, impact_score: null };
  }
  const number = (100 + ((at / HOUR) % 17)) * scale;
  if (series !== 'bar_1h') return number;
  return { open: number, high: number * 1.01, low: number * 0.99, close: number, volume: 5, quote_volume: number * 5 };
}

export const rowOf = (series: SeriesName, at: number, known: number, scale = 1): Observation => ({
  series,
  symbol: symbolOf(series),
  value: valueOf(series, at, scale),
  observed_at: at,
  available_at: known,
  source: 'test',
  retrieved_at: known,
});

/** Forty days of every series, each row known once its interval is over; nothing newer than the row before the newest moment. */
export function pastOf(t: number): Observation[] {
  return ALL_SERIES.flatMap((series) => {
    const step = STEP[series] ?? (SERIES[series].spanMs === 0 && series !== 'fear_greed' ? 6 * HOUR : DAY);
    const newest = newestMoment(series, t);
    const count = Math.ceil((40 * DAY) / step);
    return Array.from({ length: count }, (_, i) => newest - (count - i) * step).map((at) =>
      rowOf(series, at, at + SERIES[series].spanMs),
    );
  });
}
