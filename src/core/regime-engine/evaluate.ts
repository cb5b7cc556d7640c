import { InputError, LlmTradingError } from '../errors.js';
import type { MarketSnapshot } from '../market-snapshot/schema.js';
import {
  capNewsEffect,
  multipliersOf,
  newsCouldMatter,
  opinionMultipliers,
  UNBOUNDED,
} from '../position-sizing/index.js';
import type { Multipliers, OpinionSizing, SizingProfile, SizingWeights } from '../position-sizing/index.js';
import type { ModelIdentity, ModelUsage, RegimeDecision, RegimeModel } from '../ports/regime-model.js';
import type { TextModel } from '../ports/text-model.js';
import type { RegimeAssessment } from '../regime/schema.js';
import { decide } from './decide.js';
import { promptedRegimeModel } from './prompted-model.js';

export interface EvaluateOptions {
  /** Size at k = 1 in the caller's unit, ≥ 0; one number is for both sides. */
  readonly baseSize: number | { readonly long: number; readonly short: number };
  /** Largest multiplier, ≥ 0. */
  readonly kMax: number;
  /** Sampling temperature, 0 … 2. Default 0. */
  readonly temperature?: number;
  readonly profile?: SizingProfile;
  readonly weights?: Partial<SizingWeights>;
  /** How far news alone may raise a multiplier, ≥ 0. Without it news is not capped and nothing is asked twice. */
  readonly newsCap?: number | undefined;
  /** What measured skill makes of the answer that counts. What it throws ends the cycle. */
  readonly read?: ((decision: RegimeDecision) => OpinionReading | Promise<OpinionReading>) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called with each piece of the (first) answer as it arrives. */
  readonly onText?: ((delta: string) => void) | undefined;
}

/** How an answer is to be read, by what was measured of whoever gave it. */
export interface OpinionReading {
  /** Share of the distance of k from 1 that has been earned, 0 … 1; null: not asked for, so all of it. */
  readonly earned: number | null;
  /** Another reading of its probabilities; null: as they were given. */
  readonly recalibrate: ((assessment: RegimeAssessment) => RegimeAssessment) | null;
}

const AS_GIVEN: OpinionReading = { earned: null, recalibrate: null };

/** What the news cap found; multipliers before it was applied. */
export interface NewsCapReport {
  readonly cap: number;
  readonly k_long_without_news: number;
  readonly k_short_without_news: number;
  /** Null where the question with news failed. */
  readonly k_long_with_news: number | null;
  readonly k_short_with_news: number | null;
}

export interface RegimeAndSize {
  /** As it was sized: recalibrated, where it is read so. */
  readonly llm_output: RegimeAssessment;
  readonly k_long: number;
  readonly k_short: number;
  readonly pos_long: number;
  readonly pos_short: number;
  readonly model: ModelIdentity;
  readonly usage: ModelUsage | null;
  readonly warnings: readonly string[];
  /** Null where the question without news was not needed. */
  readonly news_cap: NewsCapReport | null;
}

/**
 * Snapshot → model → regime → multipliers and sizes, by the same bounds as a backtest. A bare `TextModel` is asked once and
 * parsed strictly.
 *
 * With `newsCap`, and only where it could matter, the model is asked again without the news: news may raise a multiplier by
 * at most the cap, and lower it without bound. When the question with news fails, the answer without it counts.
 * @throws InputError for wrong sizes; whatever the model throws when it has no valid opinion
 */
export async function evaluateRegimeAndSize(
  snapshot: MarketSnapshot,
  model: RegimeModel | TextModel,
  options: EvaluateOptions,
): Promise<RegimeAndSize> {
  const { baseSize, kMax, profile, weights, newsCap } = options;
  const base = typeof baseSize === 'number' ? { long: baseSize, short: baseSize } : baseSize;
  for (const [side, size] of Object.entries(base)) {
    if (!Number.isFinite(size) || size < 0) {
      throw new InputError(
        'sizing.invalid',
        `base_${side}_size is ${size}: it must be a finite number of at least 0.`,
        { where: `base_${side}_size` },
      );
    }
  }
  const sizing: OpinionSizing = {
    kMax,
    profile,
    weights,
  };
  const recalibrated = ({ recalibrate }: OpinionReading, assessment: RegimeAssessment): RegimeAssessment =>
    recalibrate === null ? assessment : recalibrate(assessment);
  const sized = (assessment: RegimeAssessment): Multipliers => opinionMultipliers(assessment, UNBOUNDED, sizing);
  // Wrong options fail before a model is paid.
  capNewsEffect(multipliersOf({}, kMax, profile, weights), { kLong: 0, kShort: 0 }, newsCap ?? 0);

  // How the answer that counts is to be read: asked for once.
  let read: Promise<OpinionReading> | undefined;
  const readingOf = (decision: RegimeDecision): Promise<OpinionReading> =>
    (read ??= (async () => (await options.read?.(decision)) ?? AS_GIVEN)());
  const largestOf = async (decision: RegimeDecision): Promise<Multipliers> => {
    const how = await readingOf(decision);
    const assessment = recalibrated(how, decision.assessment);
    const [whole, part] = [
      sized(assessment),
      opinionMultipliers(assessment, { ...UNBOUNDED, earned: how.earned }, sizing),
    ];
    // A share moves k towards 1 from below as well: either may be more than the cap.
    return { kLong: Math.max(whole.kLong, part.kLong), kShort: Math.max(whole.kShort, part.kShort) };
  };
  const { temperature, signal, onText } = options;
  const outcome = await decide(
    snapshot,
    'assess' in model ? model : promptedRegimeModel(model),
    {
      capsNews: newsCap !== undefined,
      couldMatter: async (decision) =>
        newsCouldMatter(snapshot.news.length, await largestOf(decision), newsCap ?? Infinity),
      // Without the news the same server would be just as far away, and its second failure would hide the first.
      fallsBack: (error) =>
        signal?.aborted !== true &&
        !(error instanceof InputError) &&
        !(error instanceof LlmTradingError && error.nobodyThere),
    },
    { temperature, signal, onText },
  );
  if (!outcome.answered) throw outcome.failure.error;

  const { decision, newsFailure } = outcome;
  const how = await readingOf(decision);
  const assessment = recalibrated(how, decision.assessment);
  const other = outcome.withoutNews === null ? null : recalibrated(how, outcome.withoutNews);
  const whole = opinionMultipliers(assessment, { ...UNBOUNDED, earned: how.earned }, sizing);
  const counted = { ...decision, assessment };
  if (newsCap === undefined) return result(counted, whole, base, null, []);
  if (newsFailure !== null) {
    const warning = `The question with news failed (${newsFailure.reason}), so the answer without news counts.`;
    return result(counted, whole, base, capReport(newsCap, sized(assessment), null), [warning]);
  }
  if (other === null) return result(counted, whole, base, null, []);
  const k = opinionMultipliers(assessment, { withoutNews: other, newsCap, earned: how.earned }, sizing);
  const capped = k.kLong < whole.kLong || k.kShort < whole.kShort;
  const warnings = capped ? [`News alone raised the size by more than ${newsCap}, so it was capped.`] : [];
  return result(counted, k, base, capReport(newsCap, sized(other), sized(assessment)), warnings);
}

function capReport(cap: number, without: Multipliers, withNews: Multipliers | null): NewsCapReport {
  return {
    cap,
    k_long_without_news: without.kLong,
    k_short_without_news: without.kShort,
    k_long_with_news: withNews?.kLong ?? null,
    k_short_with_news: withNews?.kShort ?? null,
  };
}

function result(
  decision: RegimeDecision,
  k: Multipliers,
  base: { readonly long: number; readonly short: number },
  news_cap: NewsCapReport | null,
  warnings: readonly string[],
): RegimeAndSize {
  return {
    llm_output: decision.assessment,
    k_long: k.kLong,
    k_short: k.kShort,
    pos_long: base.long * k.kLong,
    pos_short: base.short * k.kShort,
    model: decision.model,
    usage: decision.usage,
    warnings: [...decision.warnings, ...warnings],
    news_cap,
  };
}
