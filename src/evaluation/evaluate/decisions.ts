import type { ModelIdentity, RegimeModelKind } from '../../core/ports/regime-model.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import type { HeadlineStart } from '../contamination/headline-start.js';
import type { ScoredForecast } from '../forecast.js';
import type { LabelResult } from '../label.js';

/** One moment that was judged, whoever judged it. */
export interface EvaluatedDecision {
  /** UTC ms. */
  readonly decidedAt: number;
  /** When the label's window had closed, UTC ms. */
  readonly maturesAt: number;
  /** Fields that the snapshot had, sorted: decisions with different fields are never pooled. */
  readonly fields: readonly string[];
  /** Of the snapshot, in any unit; null where it is not known. */
  readonly volatility: number | null;
  readonly label: LabelResult;
}

/** What was said of one moment: a whole assessment, or a probability of bull alone, 0 … 1. */
export type SaidOpinion = RegimeAssessment | { readonly prob_bull: number };

const isWhole = (opinion: SaidOpinion): opinion is RegimeAssessment => 'scores' in opinion;

/** What one forecaster said at each of the decisions, and what it took. */
export interface ForecasterAnswers {
  readonly id: string;
  readonly kind: RegimeModelKind;
  /** Build of the model, where all answers came from one. */
  readonly version: string | null;
  /** Prompt and its hash; null for a baseline. */
  readonly prompt: ModelIdentity['prompt'] | null;
  /** One for each decision; null where it gave no opinion. */
  readonly assessments: readonly (SaidOpinion | null)[];
  /** Why it gave none; null where it gave one. */
  readonly failures: readonly (string | null)[];
  readonly calls: number;
  /** USD; null where a price is unknown, 0 for a baseline. */
  readonly costUsd: number | null;
  /** What further questions about the same decisions took; absent: none were asked. */
  readonly checks?: { readonly calls: number; readonly costUsd: number | null };
  /** For each decision the answer to the same snapshot without its news; null where it had none. Absent: not asked. */
  readonly withoutNews?: readonly (RegimeAssessment | null)[];
  readonly headline: HeadlineStart;
  /** Of a crowd: the models whose probabilities are averaged. */
  readonly members?: readonly string[];
}

/** The forecast of one decision where there is an opinion and an outcome, else null. */
export function scoredForecast(
  { decidedAt, maturesAt, label }: EvaluatedDecision,
  opinion: SaidOpinion | null,
): ScoredForecast | null {
  if (opinion === null || !label.scored) return null;
  const assessment = isWhole(opinion) ? opinion : null;
  return { decidedAt, maturesAt, probBull: opinion.prob_bull, label, assessment };
}
