import type { RegimeAssessment } from '../../core/regime/schema.js';
import { compareForecasts } from '../scoring/compare-forecasts.js';
import type { ScoringOptions } from '../scoring/options.js';
import { scoredForecast, type EvaluatedDecision } from './decisions.js';
import { commonestFields, keyOfFields, type IndexedForecast } from './rows.js';
import type { NewsAblation } from './schema.js';

/** What `fieldSetOf` calls the headlines of a snapshot. */
const NEWS = 'news';

/**
 * The same decisions with and without their news. Out of sample where there are such decisions, else of all; of several sets of
 * fields the commonest. Null where no decision with news has an outcome and both answers.
 * @param rows what it said of the snapshots as they were
 * @param late of them, those of the headline
 * @param withoutNews for each decision what it said of the same snapshot without its news; null where it was not asked or said nothing
 */
export function newsAblation(
  rows: readonly IndexedForecast[],
  late: readonly IndexedForecast[],
  withoutNews: readonly (RegimeAssessment | null)[],
  decisions: readonly EvaluatedDecision[],
  options: ScoringOptions,
): NewsAblation | null {
  const hadNews = ({ index }: IndexedForecast): boolean => decisions[index]!.fields.includes(NEWS);
  const lateNews = late.filter(hadNews);
  const scope = lateNews.length > 0 ? 'headline' : 'all';
  const candidates = scope === 'headline' ? lateNews : rows.filter(hadNews);
  const fields = commonestFields(decisions, candidates);
  const pairs = candidates.flatMap(({ index, forecast }) => {
    const other = scoredForecast(decisions[index]!, withoutNews[index] ?? null);
    return other === null || keyOfFields(decisions[index]!.fields) !== fields ? [] : [{ forecast, other }];
  });
  if (pairs.length === 0) return null;
  const { brier } = compareForecasts(
    pairs.map(({ forecast }) => forecast),
    pairs.map(({ other }) => other),
    options,
  );
  return { scope, n: pairs.length, left_out: candidates.length - pairs.length, comparison: brier };
}
