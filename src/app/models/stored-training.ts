import { existsSync } from 'node:fs';
import type { BarSeries } from '../../core/bars.js';
import { UnavailableError } from '../../core/errors.js';
import { shellCommand } from '../../core/shell-command.js';
import { MARKET_WIDE } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import { knownFrom } from '../../core/point-in-time.js';
import { parseSymbol } from '../../core/symbol.js';
import { FundingStore } from '../../infra/store/bars/funding-store.js';
import { openBarStore } from '../runtime/user-data.js';
import { listStored, refuseDamaged } from '../data/list-stored.js';
import { observationsPath, withObservationStore, readObservations } from '../observations/store.js';
import { hourlyOf, loadHours } from '../observations/stored-history.js';
import type { Runtime } from '../runtime/runtime.js';
import type { Training } from './baselines.js';
import { buildTraining } from './training.js';
import { DAY, HOUR, isoDay, isoTime } from '../../core/time.js';

/** Bars that end earlier than this before the decision do not show the market that is judged. */
const LARGEST_GAP_MS = 2 * DAY;
/** With fewer outcomes, what is fitted says nothing: the standard error of a share of 30 is 0.09. */
const LEAST_OUTCOMES = 30;

export interface StoredQuestion {
  readonly baseAsset: string;
  readonly horizonHours: number;
  /** Nothing later counts, UTC ms. */
  readonly asOf: number;
  readonly signal?: AbortSignal;
}

/** Hourly bars of the pair from the local store, up to a moment; null where there are none. */
export async function storedHours(
  { config }: Pick<Runtime, 'config'>,
  symbol: string,
  asOf: number,
): Promise<BarSeries | null> {
  const store = openBarStore(config);
  const { series, damaged } = await store.survey();
  const best = hourlyOf(series, symbol);
  if (best === null) {
    refuseDamaged(damaged, symbol, 'bars');
    return null;
  }
  const bars = await loadHours(store, best);
  const known = bars.between(-Infinity, asOf - HOUR + 1);
  return known.length === 0 ? null : known;
}

/**
 * What a fitted baseline learns from before a decision now: bars and funding of the local store, and what was archived of
 * everything else.
 * @throws UnavailableError that says what to fetch, where there is too little
 */
export async function storedTraining(runtime: Runtime, question: StoredQuestion): Promise<Training> {
  const { baseAsset, horizonHours, asOf, signal } = question;
  const { symbol } = parseSymbol(baseAsset);
  const horizonMs = horizonHours * HOUR;
  const bars = await storedHours(runtime, symbol, asOf);
  const lacking = (what: string, from: number): UnavailableError =>
    new UnavailableError('training.too-little', `A fitted baseline learns from stored hourly bars, and ${what}.`, {
      where: symbol,
      remedy: `fetch them with "${shellCommand(`data fetch ${symbol}`, { interval: '1h', from: isoDay(from) })}", or bring your own with "${shellCommand('data import')}"`,
    });
  const year = asOf - 365 * DAY;
  if (bars === null) throw lacking(`there are none of ${symbol} before ${isoTime(asOf)}`, year);
  const last = bars.closeTime(bars.length - 1);
  if (last < asOf - LARGEST_GAP_MS)
    throw lacking(`those of ${symbol} end on ${isoDay(last)}, more than two days before the decision`, last);
  const outcomes = Math.floor((last - bars.closeTime(0)) / horizonMs);
  if (outcomes < LEAST_OUTCOMES)
    throw lacking(
      `those of ${symbol} begin on ${isoDay(bars.openTime[0]!)}: ${outcomes} windows of ${horizonHours} h, fewer than ${LEAST_OUTCOMES}`,
      Math.min(year, asOf - (LEAST_OUTCOMES + 32) * horizonMs),
    );
  const funding = await storedFunding(runtime, symbol, asOf);
  return buildTraining({
    run: { bars, funding: funding ?? undefined },
    history: { bars, finer: null },
    observations: await archived(runtime, symbol, bars.openTime[0]!, asOf),
    horizonMs,
    signal,
  });
}

async function storedFunding(runtime: Runtime, symbol: string, asOf: number) {
  const store = openBarStore(runtime.config);
  const { funding, damaged } = await listStored(store);
  refuseDamaged(damaged, symbol, 'funding');
  const found = funding.find((each) => each.symbol === symbol);
  if (found === undefined) return null;
  const series = await new FundingStore(store.root).load(found.source, symbol);
  if (series === null) return null;
  const after = series.time.findIndex((time) => time > asOf);
  const end = after < 0 ? series.time.length : after;
  return end === 0
    ? null
    : {
        time: series.time.subarray(0, end),
        rate: series.rate.subarray(0, end),
        mark: series.mark.subarray(0, end),
      };
}

/** What the store of observations has beside bars and funding; nothing where there is no store. */
async function archived(runtime: Runtime, symbol: string, from: number, to: number): Promise<Observation[]> {
  if (!existsSync(observationsPath(runtime.config))) return [];
  const { asset } = parseSymbol(symbol);
  const symbols = [...new Set([symbol, asset, 'BTC', MARKET_WIDE])];
  const all = await withObservationStore(runtime.config, (store) =>
    readObservations(store, { symbols, from, to: to + 1 }),
  );
  // Of bars the fetched ones are whole: what live collections kept of them only repeats their ends.
  return all.filter((each) => each.series !== 'bar_1h' && knownFrom(each) <= to);
}
