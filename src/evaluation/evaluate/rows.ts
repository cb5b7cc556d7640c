import type { ScoredForecast } from '../forecast.js';
import { scoredForecast, type EvaluatedDecision, type ForecasterAnswers } from './decisions.js';

/** Forecasts with an outcome, and their place among the decisions. */
export interface IndexedForecast {
  readonly index: number;
  readonly forecast: ScoredForecast;
}

export interface CountedReason {
  readonly reason: string;
  readonly n: number;
}

export const keyOfFields = (fields: readonly string[]): string => fields.join(',');

/** Reasons with how often they came, the most frequent first, equally frequent ones by name. */
export function countReasons(reasons: readonly string[]): CountedReason[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].map(([reason, n]) => ({ reason, n })).sort((a, b) => b.n - a.n || (a.reason < b.reason ? -1 : 1));
}

/** Why a decision has no label, in words. */
export const UNSCORED_TEXT = {
  'no-price': 'no bar shows the price at the decision',
  open: 'the data end before its window has closed',
  'too-few-bars': 'under 95 % of the bars of its window are there',
  unchanged: 'the price ended where it began, and was above as often as below',
} as const;

/** The decisions that have an opinion and an outcome, in order. */
export function forecastsOf(
  decisions: readonly EvaluatedDecision[],
  { assessments }: Pick<ForecasterAnswers, 'assessments'>,
): IndexedForecast[] {
  return decisions.flatMap((decision, index) => {
    const forecast = scoredForecast(decision, assessments[index] ?? null);
    return forecast === null ? [] : [{ index, forecast }];
  });
}

/** The key of the fields that most of the rows have; of equally many the one that comes first. */
export function commonestFields(
  decisions: readonly EvaluatedDecision[],
  rows: readonly IndexedForecast[],
): string | null {
  const [first] = countReasons(rows.map(({ index }) => keyOfFields(decisions[index]!.fields)));
  return first?.reason ?? null;
}

/** The key of the fields whose decisions are scored: those of most of the headline, or of everything where nothing counts as that. */
export function scoredFields(
  decisions: readonly EvaluatedDecision[],
  rows: readonly IndexedForecast[],
  headlineFrom: number | 'unknown',
): string | null {
  const late = headlineFrom === 'unknown' ? [] : rows.filter(({ forecast }) => forecast.decidedAt >= headlineFrom);
  return commonestFields(decisions, late.length > 0 ? late : rows);
}
