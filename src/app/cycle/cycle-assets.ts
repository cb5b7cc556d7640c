import type { CycleDocument } from '../../contract/cycle.js';
import type { AssetsDocument, DecidedAsset, FailedAsset } from '../../contract/cycle.js';
import { LlmTradingError, messageOf } from '../../core/errors.js';
import type { MarketSnapshot } from '../../core/market-snapshot/index.js';
import { totalExposure, type TotalExposure } from '../../core/position-sizing/index.js';
import { inWindow } from '../../engine/regime-series/index.js';
import type { ModelChoice } from '../config/index.js';
import { decideLive, type LiveRequest } from './decide-live.js';
import { openCalls, type ModelCalls } from '../models/regime-model.js';
import type { Runtime } from '../runtime/runtime.js';

/** An asset that is to be decided about: its snapshot, or why there is none. */
export interface AskedAsset {
  readonly name: string;
  readonly snapshot: MarketSnapshot | LlmTradingError;
}

/** How far it is; counts are of assets that have a snapshot. */
export interface AssetsProgress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** Of those done, how many the ledger answered. */
  readonly recorded: number;
  /** What the others cost, USD; null where a price is not known. */
  readonly cost_usd: number | null;
}

export interface AssetsRequest extends Omit<LiveRequest, 'onText' | 'calls'> {
  readonly assets: readonly AskedAsset[];
  /** Called before the first decision and after each. */
  readonly onProgress?: (progress: AssetsProgress) => void;
}

/** Decisions under way at once: a server of one slot loses nothing by a second one that waits, and the others gain. */
const AT_ONCE = 2;

/**
 * Decides about several assets, of which each may fail alone. They share the ledger and the budget of the run.
 * @throws what is a bug, and the reason of an abort; what goes wrong with one asset is its fault in the document
 */
export async function runAssetsCycle(
  runtime: Runtime,
  choice: ModelChoice,
  { assets, onProgress, ...request }: AssetsRequest,
): Promise<AssetsDocument> {
  const { signal } = request;
  const outcomes = new Map<string, DecidedAsset | FailedAsset>();
  const ready = assets.flatMap(({ name, snapshot }) => {
    if (!(snapshot instanceof LlmTradingError)) return [{ name, snapshot }];
    outcomes.set(name, failed(name, snapshot));
    return [];
  });

  const state: { bug: Error | null } = { bug: null };
  const tell = (): void => onProgress?.(progressOf([...outcomes.values()], assets.length - ready.length, ready.length));
  const decide = async (i: number, calls: ModelCalls | null): Promise<void> => {
    const { name, snapshot } = ready[i]!;
    const own = { ...runtime, config: { ...runtime.config, baseAsset: name } };
    try {
      const document = await decideLive(own, snapshot, choice, { ...request, calls });
      outcomes.set(name, decided(name, document, choice));
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof LlmTradingError) outcomes.set(name, failed(name, error));
      else state.bug ??= error instanceof Error ? error : new Error(messageOf(error));
    }
    tell();
  };
  if (ready.length > 0) tell();
  const calls = ready.length === 0 ? null : await openCalls(runtime, choice, request.replay);
  try {
    await inWindow(
      ready.length,
      () => AT_ONCE,
      (i) => decide(i, calls),
      () => signal.aborted || state.bug !== null,
    );
  } finally {
    await calls?.ledger.close();
  }
  signal.throwIfAborted();
  if (state.bug !== null) throw state.bug;

  const entries = assets.map(({ name }) => outcomes.get(name)!);
  const total = totalExposure(entries.filter((entry) => entry.state !== 'failed'));
  return {
    as_of: ready[0]?.snapshot.timestamp_utc ?? null,
    horizon_hours: runtime.config.horizonHours,
    assets: entries,
    total,
    warnings: aboutTotal(total),
  };
}

/** The kind of error of a cycle that decided about nothing; null where at least one asset was decided about. */
export function nothingDecided({ assets }: AssetsDocument): LlmTradingError['kind'] | null {
  const kinds = new Set(assets.map(({ fault }) => fault?.kind ?? null));
  if (kinds.has(null)) return null;
  // One reason for all is what the same command about one asset would end with; several are a matter of the outside.
  return kinds.size === 1 ? [...kinds][0]! : 'unavailable';
}

/** @param before how many had no snapshot, and count as not asked */
function progressOf(outcomes: readonly (DecidedAsset | FailedAsset)[], before: number, total: number): AssetsProgress {
  const usages = outcomes.flatMap((one) => (one.state === 'failed' || one.usage === null ? [] : [one.usage]));
  const anew = usages.filter(({ replayed }) => !replayed);
  const costs = anew.map(({ cost_usd }) => cost_usd);
  const decidedAbout = outcomes.filter(({ state }) => state === 'answered').length;
  return {
    done: outcomes.length - before,
    total,
    failed: outcomes.length - before - decidedAbout,
    recorded: usages.length - anew.length,
    cost_usd: costs.includes(null) ? null : costs.reduce<number>((sum, cost) => sum + (cost ?? 0), 0),
  };
}

function failed(base_asset: string, { code, kind, message, remedy }: LlmTradingError): FailedAsset {
  return { base_asset, state: 'failed', fault: { code, kind, message, remedy: remedy ?? null } };
}

function decided(base_asset: string, document: CycleDocument, choice: ModelChoice): DecidedAsset {
  const stoodIn = document.model.kind === 'baseline' && choice.kind !== 'baseline';
  const state = document.llm_output === null ? 'flat' : stoodIn ? 'baseline' : 'answered';
  return { base_asset, state, fault: null, exposure: exposureOf(document), ...document };
}

/** An opinion of which nothing is earned favours no side. */
function exposureOf({ llm_output, earned, pos_long, pos_short }: CycleDocument): number {
  if (llm_output === null || earned?.share === 0 || llm_output.regime_label === 'neutral') return 0;
  return llm_output.regime_label === 'bull' ? pos_long : pos_short === 0 ? 0 : -pos_short;
}

function aboutTotal({ assets, at_most }: TotalExposure): string[] {
  if (at_most <= 1) return [];
  const percent = Number((at_most * 100).toFixed(2));
  return [`Together the ${assets} sizes may be ${percent} % of equity: more than the account holds without leverage.`];
}
