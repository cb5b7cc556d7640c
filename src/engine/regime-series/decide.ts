import { LlmTradingError } from '../../core/errors.js';
import { buildMarketSnapshot, type MarketSnapshot, type ObservationIndex } from '../../core/market-snapshot/index.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import { newsCouldMatter, opinionMultipliers, UNBOUNDED } from '../../core/position-sizing/index.js';
import { decide, type DecisionOutcome } from '../../core/regime-engine/decide.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import type { KnownFailure, RegimeOutcome } from './outcome.js';
import { HOUR } from '../../core/time.js';
import type { RegimeRequest } from './request.js';

/** An opinion of one model, after one question or two. */
type Answer = Extract<DecisionOutcome, { answered: true }>;

/** One decision: the model's opinion, or the baseline's where that is to answer, or a gap with its reason. */
export async function decideAt(
  request: RegimeRequest,
  index: ObservationIndex,
  decidedAt: number,
): Promise<RegimeOutcome> {
  const { model, baseline, onFailure, knownFailures, knownNewsFailures } = request;
  const snapshot =
    request.snapshotAt?.(decidedAt) ??
    buildMarketSnapshot(index, {
      asOf: decidedAt,
      baseAsset: request.baseAsset,
      horizonHours: request.horizonMs / HOUR,
    });
  const known = knownFailures?.get(decidedAt);
  const answer: DecisionOutcome =
    known === undefined
      ? await opinionOf(model, request, snapshot, knownNewsFailures?.get(decidedAt))
      : { answered: false, failure: known };
  if (answer.answered) return outcomeOf(decidedAt, answer, null);
  const { failure } = answer;
  if (onFailure === 'baseline') {
    const instead = await opinionOf(baseline!, request, snapshot);
    if (instead.answered) return outcomeOf(decidedAt, instead, failure);
  }
  return {
    decidedAt,
    availableAt: decidedAt + failure.latencyMs,
    assessment: null,
    answeredBy: null,
    version: null,
    usage: null,
    failure: failure.reason,
    warnings: [],
  };
}

function outcomeOf(
  decidedAt: number,
  { decision: { assessment, model, usage, warnings }, withoutNews, newsFailure }: Answer,
  failure: KnownFailure | null,
): RegimeOutcome {
  const failedMs = (failure?.latencyMs ?? 0) + (newsFailure?.latencyMs ?? 0);
  return {
    decidedAt,
    availableAt: decidedAt + failedMs + (usage?.latency_ms ?? 0),
    assessment,
    answeredBy: model.id,
    version: model.version,
    usage,
    failure: failure?.reason ?? null,
    warnings,
    withoutNews: withoutNews ?? undefined,
    newsFailure: newsFailure === null ? undefined : { reason: newsFailure.reason, latencyMs: newsFailure.latencyMs },
  };
}

/** What one model says. A failure that only leaves a gap is a value; anything else is thrown. */
async function opinionOf(
  who: RegimeModel,
  request: RegimeRequest,
  snapshot: MarketSnapshot,
  knownNewsFailure?: KnownFailure,
): Promise<DecisionOutcome> {
  const { temperature, signal, clock } = request;
  const outcome = await decide(
    snapshot,
    who,
    {
      capsNews: request.newsCap !== undefined,
      couldMatter: ({ assessment }) => couldMatter(request, snapshot, assessment),
      fallsBack: (error) => !endsRun(request, error),
    },
    { temperature, signal, clock, knownNewsFailure },
  );
  if (!outcome.answered && 'error' in outcome.failure && endsRun(request, outcome.failure.error)) {
    throw outcome.failure.error;
  }
  return outcome;
}

/** The strategy's k_max is not known here. Multipliers grow with it, so that no k_max gives larger ones than none. */
const NO_K_MAX = Number.MAX_VALUE;

/** Whether the cap could bind. What measured skill makes of an opinion is not known yet: then only a hard stop is safe. */
function couldMatter(
  { newsCap = 0, bounds }: RegimeRequest,
  { news }: MarketSnapshot,
  assessment: RegimeAssessment,
): boolean {
  const largest = opinionMultipliers(assessment, UNBOUNDED, { kMax: NO_K_MAX });
  const isPlain = bounds?.recalibrate === undefined && bounds?.earned === undefined;
  return newsCouldMatter(news.length, largest, isPlain ? newsCap : 0);
}

const endsRun = (request: RegimeRequest, error: unknown): boolean =>
  request.signal?.aborted === true ||
  !(error instanceof LlmTradingError) ||
  error.kind !== 'unavailable' ||
  request.isFatal?.(error) === true;
