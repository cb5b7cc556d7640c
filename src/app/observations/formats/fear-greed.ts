import { parseDecimal } from '../../../core/decimal.js';
import { MARKET_WIDE } from '../../../core/market-snapshot/index.js';
import type { Observation } from '../../../core/observation.js';
import { availableFrom } from '../../../core/point-in-time.js';
import { LAG_MS } from '../../../core/publication-lags.js';
import { wrongCell, type ImportFormat } from './format.js';
import { DAY } from '../../../core/time.js';

/** A day and its index, 0 … 100. */
export const fearGreedFormat: ImportFormat = {
  fields: {
    time: { names: ['time', 'date', 'timestamp', 'day'], required: true },
    value: { names: ['value', 'fng', 'feargreed', 'index'], required: true },
  },
  read(rows, { time, retrievedAt, source }) {
    const observations = rows.map((row): Observation => {
      const [at, cell] = [row.need('time'), row.need('value')];
      const day = time(at);
      const value = parseDecimal(cell.text);
      if (day % DAY !== 0) throw wrongCell(at, 'a day, or its start in UTC');
      if (value === null || value < 0 || value > 100) throw wrongCell(cell, 'a number from 0 to 100');
      return {
        series: 'fear_greed',
        symbol: MARKET_WIDE,
        value,
        observed_at: day,
        available_at: availableFrom('fear_greed', day + LAG_MS.fearGreed, retrievedAt),
        source: source ?? 'fear-greed',
        retrieved_at: retrievedAt,
      };
    });
    return { observations, skipped: {} };
  },
};
