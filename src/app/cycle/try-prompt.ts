import type { TriedPrompt } from '../../contract/prompts.js';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { buildMarketSnapshot, ObservationIndex, type MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import type { RegimeDecision } from '../../core/ports/regime-model.js';
import { runObservations } from '../../engine/regime-series/index.js';
import { loadMarket } from '../inputs/market.js';
import { loadObservations } from '../inputs/load-observations.js';
import { askedTemperature, chooseModel } from '../config/index.js';
import { openRegimeModel } from '../models/regime-model.js';
import type { Runtime } from '../runtime/runtime.js';
import { loadPrompt, promptsFolder } from '../prompts/load-prompt.js';
import { minuteOf } from '../../core/time.js';

/** What a prompt is tried on. */
export interface TryRequest {
  /** Moments of decision, UTC ms. */
  readonly dates: readonly number[];
  /** Files of bars and stored series, as a backtest takes them. */
  readonly data: readonly string[];
  readonly funding: readonly string[];
  /** JSONL file of observations, or `store`. */
  readonly observations?: string | undefined;
  readonly cwd: string;
  /** Whether the configured model is asked; without it only the prompts are made. */
  readonly ask: boolean;
  readonly replay: boolean;
  readonly signal?: AbortSignal;
  /** Called before each question. */
  readonly onDate?: (date: number) => void;
}

/**
 * The configured prompt on chosen dates, each snapshot from what was known then; with a model, its answers too, through the
 * ledger as ever.
 * @throws InputError where there is nothing to make a snapshot of
 */
export async function tryPrompt(request: TryRequest, runtime: Runtime): Promise<TriedPrompt> {
  const { config } = runtime;
  const { prompt, identity } = await loadPrompt(config.llm.prompt, promptsFolder(runtime));
  const { baseAsset, observations } = await known(request, runtime);
  const snapshots = request.dates.map((asOf) =>
    buildMarketSnapshot(observations, { asOf, baseAsset, horizonHours: config.horizonHours }),
  );
  for (const snapshot of snapshots) assertKnown(snapshot, baseAsset);
  const decisions = request.ask ? await answersOf(snapshots, request, runtime) : [];
  return {
    prompt: identity,
    system: prompt.renderSystem(),
    dates: snapshots.map((snapshot, i) => ({
      snapshot,
      user: prompt.renderUser(snapshot),
      decision: decisions[i] ?? null,
    })),
  };
}

async function known(
  request: TryRequest,
  runtime: Runtime,
): Promise<{ readonly baseAsset: string; readonly observations: ObservationIndex }> {
  const { data, funding, cwd, dates, signal } = request;
  const load = async (baseAsset: string): Promise<readonly Observation[]> => {
    if (request.observations === undefined) return [];
    const range = { config: runtime.config, baseAsset, from: Math.min(...dates), to: Math.max(...dates) };
    return (await loadObservations(request.observations, cwd, range)).observations;
  };
  if (data.length === 0) {
    const given = await load(runtime.config.baseAsset);
    if (given.length > 0) return { baseAsset: runtime.config.baseAsset, observations: new ObservationIndex(given) };
    throw new InputError(
      'prompt.try-data',
      `There is nothing to make a snapshot of: name bars with ${field('data')} (a file, or a stored series such as BTCUSDT:1h), observations with ${field('observations')}, or both.`,
      { where: 'data' },
    );
  }
  const market = await loadMarket({ data, funding, cwd, signal }, runtime);
  const { bars } = market.history;
  const given = await load(bars.symbol);
  const paid = market.data[0]?.funding;
  const own: Observation[] = runObservations({
    bars,
    times: [...dates].sort((a, b) => a - b),
    funding: paid,
  });
  return { baseAsset: bars.symbol, observations: new ObservationIndex([...own, ...given]) };
}

/** A date before the data would make a prompt of missing fields. */
function assertKnown(snapshot: MarketSnapshot, baseAsset: string): void {
  if (snapshot.market.spot_price !== null) return;
  const day = minuteOf(snapshot.timestamp_utc);
  throw new InputError(
    'prompt.try-date',
    `Nothing is known of the price of ${baseAsset} at ${day} UTC: choose dates within the data, or give data of that time.`,
    { where: 'dates' },
  );
}

async function answersOf(
  snapshots: readonly MarketSnapshot[],
  { replay, signal, onDate }: TryRequest,
  runtime: Runtime,
): Promise<readonly RegimeDecision[]> {
  const { model, close } = await openRegimeModel(runtime, chooseModel(runtime.loaded, { replay }), { replay });
  try {
    const decisions: RegimeDecision[] = [];
    for (const snapshot of snapshots) {
      onDate?.(Date.parse(snapshot.timestamp_utc));
      const temperature = askedTemperature(runtime.config);
      decisions.push(await model.assess(snapshot, { temperature, variant: 'none', signal }));
    }
    return decisions;
  } finally {
    await close();
  }
}
