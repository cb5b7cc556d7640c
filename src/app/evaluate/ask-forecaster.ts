import { LlmTradingError } from '../../core/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import { askRegimes, type AskedRegimes, type RegimeProgress } from '../../engine/regime-series/index.js';
import type { HeadlineStart } from '../../evaluation/contamination/headline-start.js';
import type { ForecasterAnswers } from '../../evaluation/evaluate/decisions.js';
import { yieldToEvents } from '../runtime/system.js';
import type { DecisionBook } from '../decisions/decision-book.js';

/** A baseline answers in microseconds: so many decisions run before the process looks at anything else. */
const DECISIONS_PER_YIELD = 64;

export interface AskSetup {
  readonly book: DecisionBook;
  readonly baseAsset: string;
  readonly horizonMs: number;
  readonly temperature: number;
  /** Default: as many as the model's server is found to bear. */
  readonly concurrency?: number | undefined;
  /** A language model that never answers is not an error: for members of an ensemble. Default false. */
  readonly acceptSilence?: boolean;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: RegimeProgress) => void) | undefined;
}

/** Asks one model at every decision of the book. What fails is a gap with its reason, never an answer of somebody else. */
export async function askForecaster(model: RegimeModel, setup: AskSetup): Promise<AskedRegimes> {
  const { book, onProgress, signal, concurrency } = setup;
  return askRegimes({
    model,
    observations: [],
    snapshotAt: book.snapshotAt,
    times: book.decisions.map(({ decidedAt }) => decidedAt),
    baseAsset: setup.baseAsset,
    horizonMs: setup.horizonMs,
    onFailure: 'flat',
    concurrency,
    temperature: setup.temperature,
    clock: setup.clock,
    isFatal,
    // A baseline that needs more of the past than there is leaves gaps; a language model that never answers is an error.
    acceptSilence: model.kind === 'baseline' || setup.acceptSilence === true,
    signal,
    onProgress: async (progress) => {
      onProgress?.(progress);
      if (progress.done % DECISIONS_PER_YIELD === 0) await yieldToEvents();
    },
  });
}

/** Only that nobody has an opinion leaves a gap; a replay that misses, a full disk or a bug end the evaluation. */
const isFatal = (error: unknown): boolean =>
  !(error instanceof LlmTradingError && (error.code === 'regime.none' || error.code.startsWith('baseline.')));

/** What was asked as the evaluation reads it. */
export function answersOf(
  { id, kind }: Pick<RegimeModel, 'id' | 'kind'>,
  prompt: string | null,
  { outcomes, totals }: AskedRegimes,
  headline: HeadlineStart,
): ForecasterAnswers {
  const versions = new Set(outcomes.flatMap(({ assessment, version }) => (assessment === null ? [] : [version])));
  const [only = null] = versions;
  return {
    id,
    kind,
    version: versions.size === 1 ? only : null,
    prompt,
    assessments: outcomes.map(({ assessment }) => assessment),
    failures: outcomes.map(({ failure }) => failure),
    calls: totals.calls,
    costUsd: kind === 'baseline' ? 0 : totals.cost_usd,
    headline,
  };
}
