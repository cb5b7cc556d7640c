import { LlmTradingError, messageOf } from '../errors.js';
import type { MarketSnapshot } from '../market-snapshot/schema.js';
import type { Clock } from '../ports/clock.js';
import type { RegimeDecision, RegimeModel } from '../ports/regime-model.js';
import type { RegimeAssessment } from '../regime/schema.js';
import { addUsage } from './usage.js';
import { given } from '../given.js';
import { withoutNews } from './without-news.js';

/** A question that got no answer. */
export interface FailedQuestion {
  readonly reason: string;
  /** How long it took to fail, ms; of a decision that took two questions, both. */
  readonly latencyMs: number;
  /** What the model threw; absent where the failure is known from a record. */
  readonly error?: unknown;
}

/** What came of one decision. */
export type DecisionOutcome =
  | {
      readonly answered: true;
      /** The answer that counts, with what all questions took. */
      readonly decision: RegimeDecision;
      /** The answer to the same question without the news, where it was asked beside the one with them. */
      readonly withoutNews: RegimeAssessment | null;
      /** The question with the news failed, so that `decision` is the answer without them. */
      readonly newsFailure: FailedQuestion | null;
    }
  | { readonly answered: false; readonly failure: FailedQuestion };

/** How far the caller will let news move what is traded. */
export interface DecisionBounds {
  /** False: news is not capped, and one question is all. */
  readonly capsNews: boolean;
  /** Whether the cap could bind after this answer. What it throws is thrown. */
  readonly couldMatter: (decision: RegimeDecision) => boolean | Promise<boolean>;
  /** Whether the question without the news is worth asking after the one with them has failed with this error. */
  readonly fallsBack: (error: unknown) => boolean;
}

/** How the model is asked. */
export interface DecideOptions {
  /** 0 … 2. Default 0. */
  readonly temperature?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with each piece of the first answer as it arrives. */
  readonly onText?: ((delta: string) => void) | undefined;
  /** Measures how long a failure took; without it a failure is there at once. */
  readonly clock?: Pick<Clock, 'now'> | undefined;
  /** The question with the news failed in an earlier run, and is not asked again. */
  readonly knownNewsFailure?: FailedQuestion | undefined;
}

/**
 * One decision of a model: the only place that knows when it is asked a second time, and whose answer counts. With a cap on
 * news, and only where news is there and could matter, the same question follows without them, and both answers are handed
 * back. Where the question with news fails, the answer without them counts; where the one without fails, there is none.
 * The questions come one after the other, so their latencies add up. Whatever the model throws is a value here: callers
 * decide what ends a run.
 */
export async function decide(
  snapshot: MarketSnapshot,
  model: RegimeModel,
  bounds: DecisionBounds,
  asking: DecideOptions = {},
): Promise<DecisionOutcome> {
  const capped = bounds.capsNews && snapshot.news.length > 0;
  const withNews = (capped ? asking.knownNewsFailure : undefined) ?? (await ask(snapshot, model, 'none', asking));
  if (hasFailed(withNews)) {
    const isKnown = !('error' in withNews);
    if (!capped || !(isKnown || bounds.fallsBack(withNews.error))) return { answered: false, failure: withNews };
  } else if (!capped || !(await bounds.couldMatter(withNews))) {
    return { answered: true, decision: withNews, withoutNews: null, newsFailure: null };
  }

  const other = await ask(withoutNews(snapshot), model, 'without-news', { ...asking, onText: undefined });
  if (hasFailed(other)) {
    const firstMs = hasFailed(withNews) ? withNews.latencyMs : (withNews.usage?.latency_ms ?? 0);
    return { answered: false, failure: { ...other, latencyMs: firstMs + other.latencyMs } };
  }
  if (hasFailed(withNews)) return { answered: true, decision: other, withoutNews: null, newsFailure: withNews };
  const usage = addUsage(withNews.usage, other.usage);
  return { answered: true, decision: { ...withNews, usage }, withoutNews: other.assessment, newsFailure: null };
}

const hasFailed = (result: RegimeDecision | FailedQuestion): result is FailedQuestion => 'reason' in result;

/** One question. */
async function ask(
  snapshot: MarketSnapshot,
  model: RegimeModel,
  variant: 'none' | 'without-news',
  { temperature = 0, signal, onText, clock }: DecideOptions,
): Promise<RegimeDecision | FailedQuestion> {
  const startedAt = clock?.now() ?? 0;
  try {
    return await model.assess(snapshot, {
      temperature,
      variant,
      ...given({ signal, onText }),
    });
  } catch (error) {
    // A baseline calls nothing: it fails at once. What was recorded counts as it was recorded.
    const known = error instanceof LlmTradingError ? error.latencyMs : undefined;
    const elapsedMs = clock === undefined || model.kind === 'baseline' ? 0 : clock.now() - startedAt;
    return { reason: messageOf(error), latencyMs: known ?? elapsedMs, error };
  }
}
