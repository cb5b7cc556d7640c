import { isBarValue } from '../observation.js';
import type { Collected } from '../ports/observation-source.js';
import type { SeriesName } from '../series.js';
import { contradicted, type PriceReadings } from './price-agreement.js';
import { HOUR } from '../time.js';

/** What one venue said about one spot symbol at about one moment. */
export interface SpotReadings {
  readonly source: string;
  readonly bars: Collected;
  readonly price: Collected;
  readonly book: Collected;
  /** Middle of the book, quote currency; null where it could not be read. */
  readonly mid: number | null;
}

const SERIES: Readonly<Record<keyof PriceReadings, readonly SeriesName[]>> = {
  bar: ['bar_1h'],
  ticker: ['spot_price'],
  book: ['spread_bps', 'ob_imbalance'],
};

/**
 * The readings without those that the others contradict. Replies about candles and books do not say which symbol they are
 * of: a swapped one shows only in its price. Where the price itself says that it is of another symbol, the venue mixes
 * replies up, and the rest, which may agree with it, is not believed either.
 */
export function believable({ source, bars, price, book, mid }: SpotReadings, now: number): Collected[] {
  if (price.failures.some(({ code }) => code === 'data.symbol')) {
    return [price, withheld(source, 'bar', bars), withheld(source, 'book', book)];
  }
  const newest = bars.observations.at(-1);
  const last = price.observations[0]?.value;
  const bar =
    newest !== undefined && isBarValue(newest.value)
      ? { close: newest.value.close, closeTime: newest.observed_at + HOUR }
      : null;
  const wrong = contradicted({ ticker: typeof last === 'number' ? last : null, bar, book: mid }, now);
  const keep = (name: keyof PriceReadings, part: Collected): Collected => {
    if (!wrong.has(name)) return part;
    const reason = `the ${name} of ${source} is more than twice or less than half of its other prices of the same moment: not used.`;
    const mismatch = { source, series: SERIES[name], code: 'data.mismatch', reason };
    return { observations: [], failures: [...part.failures, mismatch] };
  };
  return [keep('bar', bars), keep('ticker', price), keep('book', book)];
}

function withheld(source: string, name: keyof PriceReadings, part: Collected): Collected {
  if (part.observations.length === 0) return part;
  const reason = `${source} answered for another symbol, and its ${name} does not say which it is of: not used.`;
  const failure = { source, series: SERIES[name], code: 'data.symbol', reason };
  return { observations: [], failures: [...part.failures, failure] };
}
