import { given } from '../../core/given.js';
import { BarSeries } from '../../core/bars.js';
import { InputError, UnavailableError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { parseInterval } from '../../core/interval.js';
import { SNAPSHOT_LOOKBACK_MS } from '../../core/market-snapshot/index.js';
import type { Clock } from '../../core/ports/clock.js';
import { DAY, MINUTE, SECOND } from '../../core/time.js';
import type { BacktestSpec } from '../../contract/backtest-spec.js';
import type { SessionFeed } from '../../contract/session.js';
import type { FundingRecord } from '../../engine/account/fed/funding-queue.js';
import { StrategyHost, type SymbolBar } from '../../engine/hosted/strategy-host.js';
import type { FeedFault } from '../../live/runner/feed.js';
import { LiveFeed } from '../../live/runner/live-feed/live-feed.js';
import { loadFilters, loadMarginTiers } from '../inputs/exchange-rules.js';
import type { Market } from '../inputs/market.js';
import type { Runtime } from '../runtime/runtime.js';
import { findChosenStrategy, type ChosenStrategy } from '../strategies/choose-strategy.js';
import { assertClock, openExchangeVenue } from './exchange-venue.js';

export interface LivePrices {
  readonly feed: LiveFeed;
  /** The last closed bars before the session began, of all symbols, oldest first. */
  readonly history: readonly SymbolBar[];
  /** What was settled up to a moment, UTC ms, of the first symbol; none where it cannot be had. */
  readonly fundingUpTo: (to: number, signal: AbortSignal) => Promise<readonly FundingRecord[]>;
  /** The same as the data of a run, with the exchange's rules. */
  readonly market: Market;
  /** ccxt's names of the markets. */
  readonly markets: readonly string[];
  readonly symbols: readonly string[];
  close(): Promise<void>;
}

export interface LivePricesRequest {
  readonly prices: SessionFeed;
  readonly spec: BacktestSpec;
  /** What else trades on them: the longest history that any of them needs is fetched. Default: nothing. */
  readonly others?: readonly BacktestSpec[];
  /** How many times faster than this machine's clock the exchange's goes: in a rehearsal. Null: it is a real one. */
  readonly speed: number | null;
  /** The exchange's clock. Default: this machine's, so many times faster. */
  readonly clock?: Clock | undefined;
  readonly note: (fault: FeedFault) => void;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** Bars before the first decision for each bar of the longest indicator: what an average has forgotten of its beginning by then is below 1 in 10,000. */
const BARS_PER_PERIOD = 10;
/** Bars that are fetched at least: of indicators that a strategy does not declare. */
const LEAST_BARS = 500;

/** How far back settled funding is asked for, ms: what one request gives at one every 8 hours. */
const FUNDING_MS = 32 * DAY;

/** Whether an exchange of this machine is asked: a replay exchange, which has a clock of its own. */
export function isRehearsal({ sources }: Pick<Runtime['config'], 'sources'>): boolean {
  const url = sources.exchangeBaseUrl;
  return url !== null && /^(?:127\.0\.0\.1|localhost|\[::1\])$/.test(new URL(url).hostname);
}

/** @throws InputError for a faster clock at a real exchange: it would be asked as often as a replay exchange is, for bars that are not there yet */
export function assertRehearsed(speed: number | null, config: Pick<Runtime['config'], 'sources'>): void {
  if (speed === null || isRehearsal(config)) return;
  throw new InputError(
    'session.speed',
    `${field('speed')} is for rehearsals: leave it out, or set EXCHANGE_BASE_URL to a replay exchange on this machine.`,
    { where: 'speed' },
  );
}

/** How many bars are fetched before the session begins. */
function barsBefore(
  { prices, spec }: Pick<LivePricesRequest, 'prices' | 'spec'>,
  strategy: ChosenStrategy,
  symbols: readonly string[],
): number {
  if (prices.warm_up !== undefined) return prices.warm_up;
  const intervalMs = parseInterval(prices.interval);
  const { instrument, leverage } = spec.execution;
  const hosted = {
    symbols: symbols.map((symbol) => ({ symbol })),
    intervalMs,
    canShort: instrument !== 'spot',
    leverage,
  };
  const { longestPeriod } = new StrategyHost(strategy.create(), hosted, null);
  const lookBack = strategy.decisionBars === null ? 0 : Math.ceil(SNAPSHOT_LOOKBACK_MS / intervalMs);
  return Math.max(LEAST_BARS, lookBack, BARS_PER_PERIOD * longestPeriod);
}

/**
 * Opens an exchange as the place that a session's bars come from, with their history.
 * @throws InputError where exchange, symbol or interval is not there, or a clock is off; UnavailableError where it cannot be reached
 */
export async function openLivePrices(request: LivePricesRequest, runtime: Runtime): Promise<LivePrices> {
  const { prices, spec, speed, note, cwd, signal } = request;
  assertRehearsed(speed, runtime.config);
  const intervalMs = parseInterval(prices.interval);
  const specs = [spec, ...(request.others ?? [])];
  const strategies = await Promise.all(
    specs.map(({ strategy, params }) => findChosenStrategy(strategy, { ...params }, cwd)),
  );
  const venue = await openExchangeVenue(runtime, {
    exchangeId: prices.exchange,
    symbols: prices.symbols,
    market: spec.execution.instrument === 'perp' ? 'um' : 'spot',
    interval: prices.interval,
    isRehearsal: speed !== null,
    signal,
  });
  try {
    if (speed === null) assertClock(await venue.time(signal), runtime.clock.now(), prices.exchange);
    const feed = new LiveFeed({
      symbols: venue.symbols,
      intervalMs,
      venue,
      clock: request.clock ?? scaledClock(runtime.clock, speed ?? 1),
      random: runtime.random,
      note,
      driftMs: DRIFT_MS * (speed ?? 1),
    });
    const counts = strategies.map((strategy, i) => barsBefore({ prices, spec: specs[i]! }, strategy, venue.symbols));
    const history = await feed.begin(Math.max(...counts), signal);
    const names = [...venue.symbols];
    const filters = spec.filters === undefined ? null : await loadFilters(spec.filters, names, cwd);
    const tiers = spec.margin_tiers === undefined ? null : await loadMarginTiers(spec.margin_tiers, names, cwd);
    const data = names.map((symbol) => {
      const rules = filters?.bySymbol.get(symbol);
      const tables = tiers?.bySymbol.get(symbol);
      return {
        bars: BarSeries.fromRows(symbol, intervalMs, history.filter((bar) => bar.symbol === symbol)), // prettier-ignore
        ...given({ filters: rules, marginTables: tables }),
      };
    });
    return {
      feed,
      history,
      fundingUpTo: async (to, aborted) => {
        try {
          // Stamps are some ms late.
          return (await venue.funding?.(venue.symbols[0]!, to - FUNDING_MS, to + MINUTE, aborted)) ?? [];
        } catch (error) {
          if (!(error instanceof UnavailableError)) throw error;
          return [];
        }
      },
      markets: venue.markets,
      symbols: venue.symbols,
      close: () => venue.close(),
      market: {
        data,
        history: { bars: data[0]!.bars, finer: null },
        sources: [],
        filters,
        marginTiers: tiers,
        from: history[0]?.openTime ?? feed.now(),
        to: feed.now(),
        warnings: [],
      },
    };
  } catch (error) {
    await venue.close();
    throw error;
  }
}

/** How far the clocks may move apart before that is told, ms. */
const DRIFT_MS = 5 * SECOND;

/** A clock that goes so many times faster from now on: that of a rehearsal. */
function scaledClock(clock: Clock, speed: number): Clock {
  const began = clock.now();
  return {
    now: () => began + (clock.now() - began) * speed,
    sleep: (ms, signal) => clock.sleep(ms / speed, signal),
  };
}
