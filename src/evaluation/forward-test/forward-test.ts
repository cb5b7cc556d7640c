import { z } from 'zod';
import type { ScoredForecast } from '../forecast.js';
import { brierDifference } from './brier-difference.js';
import { MeanSequence } from './mean-sequence.js';
import type { Registration } from './registration.js';
import { withoutOverlap } from './without-overlap.js';

/** A scored decision with all that tells whether it is one of those that were registered. */
export interface ForwardDecision extends Pick<ScoredForecast, 'decidedAt' | 'maturesAt' | 'probBull' | 'label'> {
  /** Climatology's probability of bull from what had matured by the decision, 0 … 1. */
  readonly climatology: number;
  readonly model: { readonly id: string; readonly version: string | null };
  readonly prompt: { readonly id: string; readonly sha256: string } | null;
  readonly settingsSha256: string;
  readonly symbol: string;
  readonly horizonHours: number;
}

/** Why a decision does not count, first reason that holds. */
const EXCLUSIONS = [
  'not-later',
  'other-model',
  'other-prompt',
  'other-settings',
  'other-symbol',
  'other-horizon',
  'overlapping',
] as const;
type Exclusion = (typeof EXCLUSIONS)[number];

export const forwardTestSchema = z.object({
  schema_version: z.literal(1),
  /** Hash of the registration that this reports on. */
  registration_sha256: z.string(),
  /** Decisions that count: registered, later, and of windows that do not overlap. */
  decisions: z.int().nonnegative(),
  excluded: z.record(z.enum(EXCLUSIONS), z.int().nonnegative()),
  /** Mean of climatology's Brier score minus the forecast's; positive is better than climatology. Null without decisions. */
  brier_difference: z.number().nullable(),
  /** Always-valid bounds at 1 − alpha: they may be read at any time, and as often as one likes. */
  lower: z.number(),
  upper: z.number(),
  alpha: z.number(),
  /** The difference as a share of climatology's mean Brier score; bounds likewise, with that mean taken as known. */
  skill: z.object({ value: z.number(), lower: z.number(), upper: z.number() }).nullable(),
  /** `better` and `worse`: the interval excludes 0 now. */
  verdict: z.enum(['better', 'worse', 'undecided']),
  /** UTC ms of the last window that counts; null without decisions. */
  last_matured_at: z.number().nullable(),
});
export type ForwardTest = z.infer<typeof forwardTestSchema>;

/**
 * Reports a registered forward test: the mean Brier difference to climatology over later decisions whose windows do not overlap,
 * with a confidence sequence.
 * @param decisions all scored decisions there are; which of them count is decided here and counted
 */
export function reportForwardTest(
  registration: Registration,
  registrationSha256: string,
  decisions: readonly ForwardDecision[],
): ForwardTest {
  const excluded = Object.fromEntries(EXCLUSIONS.map((reason) => [reason, 0])) as Record<Exclusion, number>;
  const registered = decisions.filter((decision) => {
    const reason = exclusionOf(decision, registration);
    if (reason !== null) excluded[reason] += 1;
    return reason === null;
  });
  const counted = withoutOverlap(registered);
  excluded.overlapping = registered.length - counted.length;
  const sequence = new MeanSequence(registration.alpha);
  let climatologyBrier = 0;
  for (const { probBull, climatology, label } of counted) {
    sequence.add(brierDifference(probBull, climatology, label.outcome));
    climatologyBrier += (climatology - label.outcome) ** 2 / counted.length;
  }
  const { mean, lower, upper } = sequence.bounds();
  const share = (difference: number): number => difference / climatologyBrier;
  return {
    schema_version: 1,
    registration_sha256: registrationSha256,
    decisions: counted.length,
    excluded,
    brier_difference: mean,
    lower,
    upper,
    alpha: registration.alpha,
    skill:
      mean === null || climatologyBrier === 0 ? null : { value: share(mean), lower: share(lower), upper: share(upper) },
    verdict: lower > 0 ? 'better' : upper < 0 ? 'worse' : 'undecided',
    last_matured_at: counted.at(-1)?.maturesAt ?? null,
  };
}

function exclusionOf(decision: ForwardDecision, registration: Registration): Exclusion | null {
  const { model, prompt } = registration;
  if (decision.decidedAt <= registration.registered_at) return 'not-later';
  if (decision.model.id !== model.id || decision.model.version !== model.version) return 'other-model';
  if (decision.prompt?.id !== prompt?.id || decision.prompt?.sha256 !== prompt?.sha256) return 'other-prompt';
  if (decision.settingsSha256 !== registration.settings_sha256) return 'other-settings';
  if (decision.symbol !== registration.symbol) return 'other-symbol';
  return decision.horizonHours === registration.horizon_hours ? null : 'other-horizon';
}
