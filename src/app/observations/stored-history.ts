import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import type { Observation } from '../../core/observation.js';
import type { HistoryPage, HistorySource } from '../../core/ports/history-source.js';
import { resampleBars } from '../../core/resample.js';
import type { BarStore, StoredSeries } from '../../infra/store/bars/bar-store.js';
import { FundingStore } from '../../infra/store/bars/funding-store.js';
import { listStored, refuseDamaged } from '../data/list-stored.js';
import { HOUR } from '../../core/time.js';

/**
 * Bars and funding of the local stores as observations: what `data fetch` and `data import` brought. Of several series of a pair
 * the hourly one is taken, else the coarsest that makes hours; mark prices are not traded bars and stay out. It is read anew each
 * time, since what it holds may have grown.
 */
export function createStoredHistory(store: BarStore, now: () => number): HistorySource {
  return {
    id: 'stored',
    series: ['bar_1h', 'funding_rate'],
    async *history({ symbol: { symbol }, from, to }) {
      const { bars, funding, damaged } = await listStored(store);
      const best = hourlyOf(bars, symbol);
      const rates = funding.filter((each) => each.symbol === symbol);
      if (best === null) refuseDamaged(damaged, symbol, 'bars');
      refuseDamaged(damaged, symbol, 'funding');
      if (best === null && rates.length === 0) {
        throw new InputError(
          'backfill.stored',
          `The local store holds neither hourly bars nor funding of ${symbol}: fetch them first with llm-trading data fetch ${symbol}.`,
          { where: 'source' },
        );
      }
      if (best !== null) yield { ...(await barPage(store, best, from, to, now())), through: from };
      for (const { source } of rates)
        yield { ...(await fundingPage(store, source, symbol, from, to, now())), through: from };
    },
  };
}

/** The stored series that hours of a pair are taken from; null where there is none. */
export function hourlyOf(series: readonly StoredSeries[], symbol: string): StoredSeries | null {
  const usable = series.filter(
    (each) => each.symbol === symbol && !each.source.includes('mark') && HOUR % each.interval_ms === 0,
  );
  return usable.sort((a, b) => b.interval_ms - a.interval_ms || (a.source < b.source ? -1 : 1))[0] ?? null;
}

/** Its bars, put together to hours. */
export async function loadHours(store: BarStore, key: StoredSeries): Promise<BarSeries> {
  const stored = await store.load(key);
  return stored.intervalMs === HOUR ? stored : resampleBars(stored, HOUR);
}

async function barPage(
  store: BarStore,
  key: StoredSeries,
  from: number,
  to: number,
  now: number,
): Promise<Omit<HistoryPage, 'through'>> {
  const bars = await loadHours(store, key);
  const observations: Observation[] = [];
  for (let i = bars.indexAtOrAfter(from); i < bars.length; i++) {
    const { openTime, open, high, low, close, volume } = bars.row(i);
    if (openTime >= to || openTime + HOUR > now) break;
    observations.push({
      series: 'bar_1h',
      symbol: bars.symbol,
      value: { open, high, low, close, volume, quote_volume: null },
      observed_at: openTime,
      available_at: openTime + HOUR,
      source: key.source,
      retrieved_at: now,
    });
  }
  return { observations, failures: [] };
}

async function fundingPage(
  store: BarStore,
  source: string,
  symbol: string,
  from: number,
  to: number,
  now: number,
): Promise<Omit<HistoryPage, 'through'>> {
  const series = await new FundingStore(store.root).load(source, symbol);
  const observations: Observation[] = [];
  series?.time.forEach((time, i) => {
    if (time < from || time >= to || time > now) return;
    observations.push({
      series: 'funding_rate',
      symbol,
      value: series.rate[i]!,
      observed_at: time,
      available_at: time,
      source,
      retrieved_at: now,
    });
  });
  return { observations, failures: [] };
}
