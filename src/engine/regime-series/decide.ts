import { LlmTradingError, messageOf } from '../../core/errors.js';
import { buildMarketSnapshot, type MarketSnapshot, type ObservationIndex } from '../../core/market-snapshot/index.js';
import type { RegimeDecision, RegimeModel } from '../../core/ports/regime-model.js';
import { newsCouldMatter, opinionMultipliers, UNBOUNDED } from '../../core/position-sizing/index.js';
import { addUsage, withoutNews } from '../../core/regime-engine/index.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import type { KnownFailure, RegimeOutcome } from './outcome.js';
import type { RegimeRequest } from './request.js';

/** An opinion of one model, after one question or two. */
type Answer = Pick<RegimeOutcome, 'withoutNews' | 'newsFailure'> & { readonly decision: RegimeDecision };

const hasFailed = (result: object): result is KnownFailure => 'reason' in result;

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
      horizonHours: request.horizonMs / 3_600_000,
    });
  const answer =
    knownFailures?.get(decidedAt) ?? (await opinionOf(model, request, snapshot, knownNewsFailures?.get(decidedAt)));
  if (!hasFailed(answer)) return outcomeOf(decidedAt, answer, null);
  if (onFailure === 'baseline') {
    const instead = await opinionOf(baseline!, request, snapshot);
    if (!hasFailed(instead)) return outcomeOf(decidedAt, instead, answer);
  }
  return {
    decidedAt,
    availableAt: decidedAt + answer.latencyMs,
    assessment: null,
    answeredBy: null,
    version: null,
    usage: null,
    failure: answer.reason,
    warnings: [],
  };
}

function outcomeOf(
  decidedAt: number,
  { decision: { assessment, model, usage, warnings }, ...more }: Answer,
  failure: KnownFailure | null,
): RegimeOutcome {
  const failedMs = (failure?.latencyMs ?? 0) + (more.newsFailure?.latencyMs ?? 0);
  return {
    decidedAt,
    availableAt: decidedAt + failedMs + (usage?.latency_ms ?? 0),
    assessment,
    answeredBy: model.id,
    version: model.version,
    usage,
    failure: failure?.reason ?? null,
    warnings,
    ...more,
  };
}

/**
 * Asks once, or with a news cap a second time without the news where those could matter. The questions come one after the
 * other, so their latencies add up. Without an answer to the first the second counts; without one to the second there is none.
 */
async function opinionOf(
  who: RegimeModel,
  request: RegimeRequest,
  snapshot: MarketSnapshot,
  knownNewsFailure?: KnownFailure,
): Promise<Answer | KnownFailure> {
  const capped = request.newsCap !== undefined && snapshot.news.length > 0;
  const withNews = (capped ? knownNewsFailure : undefined) ?? (await attempt(who, request, snapshot, 'none'));
  if (!capped) return hasFailed(withNews) ? withNews : { decision: withNews };
  if (!hasFailed(withNews) && !couldMatter(request, snapshot, withNews.assessment)) return { decision: withNews };

  const other = await attempt(who, request, withoutNews(snapshot), 'without-news');
  if (hasFailed(other)) {
    const firstMs = hasFailed(withNews) ? withNews.latencyMs : (withNews.usage?.latency_ms ?? 0);
    return { reason: other.reason, latencyMs: firstMs + other.latencyMs };
  }
  if (hasFailed(withNews)) return { decision: other, newsFailure: withNews };
  const usage = addUsage(withNews.usage, other.usage);
  return { decision: { ...withNews, usage }, withoutNews: other.assessment };
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

/** One question. A failure that only leaves a gap is a value; anything else is thrown. */
async function attempt(
  who: RegimeModel,
  request: RegimeRequest,
  snapshot: MarketSnapshot,
  variant: 'none' | 'without-news',
): Promise<RegimeDecision | KnownFailure> {
  const { signal, clock, temperature = 0 } = request;
  const startedAt = clock?.now() ?? 0;
  try {
    return await who.assess(snapshot, { temperature, variant, ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    if (signal?.aborted === true || isFatal(request, error)) throw error;
    // A baseline calls nothing: it fails at once. What was recorded counts as it was recorded.
    const known = error instanceof LlmTradingError ? error.latencyMs : undefined;
    const elapsedMs = clock === undefined || who.kind === 'baseline' ? 0 : clock.now() - startedAt;
    return { reason: messageOf(error), latencyMs: known ?? elapsedMs };
  }
}

const isFatal = (request: RegimeRequest, error: unknown): boolean =>
  !(error instanceof LlmTradingError) || error.kind !== 'unavailable' || request.isFatal?.(error) === true;
