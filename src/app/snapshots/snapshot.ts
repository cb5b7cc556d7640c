import { InputError, UnavailableError } from '../../core/errors.js';
import { given } from '../../core/given.js';
import { field } from '../../core/request-field.js';
import { buildMarketSnapshot, type MarketSnapshot } from '../../core/market-snapshot/index.js';
import { parseSymbol } from '../../core/symbol.js';
import { shareReplies } from '../../infra/http/index.js';
import { createDemoSource } from '../../infra/sources/demo/source.js';
import { DEMO_AS_OF } from '../../infra/sources/demo/market.js';
import { collectObservations } from './collect.js';
import { archiveLive } from '../observations/archive.js';
import { createRuntime, type Runtime, type RuntimeOptions } from '../runtime/runtime.js';
import { createSources } from './sources.js';

export interface SnapshotRequest {
  readonly signal?: AbortSignal | undefined;
  /** What went wrong without harm to the snapshot. */
  readonly onWarning?: ((text: string) => void) | undefined;
}

/** A snapshot from the generated demo market: no network, always the same. @throws InputError for a symbol it has not */
export async function demoSnapshot(
  { config, clock, log }: Runtime,
  { signal }: SnapshotRequest = {},
): Promise<MarketSnapshot> {
  const { observations, failures } = await collectObservations([createDemoSource()], {
    symbol: parseSymbol(config.baseAsset),
    asOf: DEMO_AS_OF,
    deadlineMs: config.sources.timeoutMs,
    clock,
    log,
    signal,
  });
  const { baseAsset, horizonHours } = config;
  return buildMarketSnapshot(observations, { asOf: DEMO_AS_OF, baseAsset, horizonHours, failures, demo: true });
}

/** The same of several symbols: each, or why the demo has none. */
export const demoSnapshots = (
  runtime: Runtime,
  symbols: readonly string[],
  request: SnapshotRequest = {},
): Promise<(MarketSnapshot | InputError)[]> =>
  Promise.all(
    symbols.map((baseAsset) =>
      orInputError(demoSnapshot({ ...runtime, config: { ...runtime.config, baseAsset } }, request)),
    ),
  );

const orInputError = <T>(work: Promise<T>): Promise<T | InputError> =>
  work.catch((error: unknown) => {
    if (error instanceof InputError) return error;
    throw error;
  });

/**
 * A snapshot of now from all configured sources, asked at once under one deadline. Every source is optional; what one could
 * not deliver is null with its reason. What came is archived (setting `history.archive`).
 * @throws InputError where the exchange does not know the symbol
 */
export async function realSnapshot(runtime: Runtime, request: SnapshotRequest = {}): Promise<MarketSnapshot> {
  const [snapshot] = await realSnapshots(runtime, [runtime.config.baseAsset], request);
  if (snapshot instanceof InputError) throw snapshot;
  return snapshot!;
}

/**
 * The same of several symbols, all of one moment. What does not depend on the symbol is fetched once for all of them.
 * @returns for each symbol its snapshot, or why it cannot be asked about
 */
export async function realSnapshots(
  runtime: Runtime,
  symbols: readonly string[],
  { signal, onWarning }: SnapshotRequest = {},
): Promise<(MarketSnapshot | InputError)[]> {
  const { config, clock, log } = runtime;
  const http = symbols.length > 1 ? shareReplies(runtime.http) : runtime.http;
  const sources = createSources({ ...runtime, http });
  const collected = await Promise.all(
    symbols.map((symbol) =>
      orInputError(
        collectObservations(sources, {
          symbol: parseSymbol(symbol),
          deadlineMs: config.sources.timeoutMs,
          clock,
          log,
          signal,
        }),
      ),
    ),
  );
  const asOf = clock.now();
  const snapshots: (MarketSnapshot | InputError)[] = [];
  for (const [i, found] of collected.entries()) {
    if (found instanceof InputError) {
      snapshots.push(found);
      continue;
    }
    const { observations, failures } = found;
    const { horizonHours } = config;
    const snapshot = buildMarketSnapshot(observations, { asOf, baseAsset: symbols[i]!, horizonHours, failures });
    const warning = await archiveLive(runtime, observations, snapshot);
    if (warning !== null) onWarning?.(warning);
    snapshots.push(snapshot);
  }
  return snapshots;
}

/** @throws UnavailableError without a spot price: nothing can be decided without knowing what it costs */
export function requireSpotPrice(snapshot: MarketSnapshot): void {
  if (snapshot.market.spot_price !== null) return;
  const reason = snapshot.data_quality.fields['market.spot_price']?.missing_because ?? 'no reason recorded';
  throw new UnavailableError(
    'snapshot.no-price',
    `There is no spot price of ${snapshot.base_asset}, so nothing can be sized: ${reason}.`,
    {
      where: 'market.spot_price',
      remedy: `run "llm-trading doctor" to see what is wrong; ${field('exchange')} takes the market from another exchange`,
      retryable: true,
    },
  );
}

export interface SnapshotSettings extends RuntimeOptions, SnapshotRequest {
  /** Default: BASE_ASSET, else BTCUSDT. */
  readonly baseAsset?: string;
  /** Hours. Default: HORIZON_HOURS, else 24. */
  readonly horizonHours?: number;
  /** `binance` or a ccxt id. Default: EXCHANGE, else `binance`. */
  readonly exchange?: string;
}

/** For programs: reads the configuration as the command line does, collects from the real sources and builds the snapshot. */
export function fetchMarketSnapshot(settings: SnapshotSettings = {}): Promise<MarketSnapshot> {
  const { baseAsset, horizonHours, exchange, signal, onWarning, flags, ...options } = settings;
  const flag = (name: string, value: string | number | undefined) =>
    value === undefined ? undefined : { name, value: String(value) };
  const runtime = createRuntime({
    ...options,
    flags: {
      ...flags,
      ...given({
        baseAsset: baseAsset === undefined ? undefined : flag('baseAsset', baseAsset),
        horizonHours: horizonHours === undefined ? undefined : flag('horizonHours', horizonHours),
        exchange: exchange === undefined ? undefined : flag('exchange', exchange),
      }),
    },
  });
  return realSnapshot(runtime, {
    signal,
    onWarning,
  });
}
