import { SIGNED_SCORES, UNIT_SCORES } from '../../core/regime/schema.js';
import type { ScoredForecast } from '../forecast.js';
import { benjaminiHochberg } from '../inference/benjamini-hochberg.js';
import { measuredOverlap } from '../inference/overlap.js';
import { spearman } from './correlation.js';
import type { ScoreField } from './schema.js';

/**
 * Whether each score of the assessment goes with the return that followed, and with its size: `news_risk` and
 * `liquidity_risk` are worth having only if they foretell large moves or losses. Adjusted together for the false discovery
 * rate. Empty where no row has an assessment.
 */
export function scoreFieldsOf(rows: readonly ScoredForecast[], horizonMs: number): ScoreField[] {
  if (rows.every((row) => row.assessment === null)) return [];
  const fields = [...SIGNED_SCORES, ...UNIT_SCORES].map((field) => {
    const given = rows.flatMap(({ decidedAt, label, assessment }) => {
      const value = assessment?.scores[field] ?? null;
      return value === null ? [] : [{ decidedAt, value, horizonReturn: label.horizonReturn }];
    });
    const overlap = measuredOverlap(
      given.map((row) => row.decidedAt),
      horizonMs,
    );
    const values = Float64Array.from(given, (row) => row.value);
    const returns = Float64Array.from(given, (row) => row.horizonReturn);
    return {
      field,
      n: given.length,
      tests: [spearman(values, returns, overlap), spearman(values, returns.map(Math.abs), overlap)],
    };
  });
  const adjusted = benjaminiHochberg(fields.flatMap(({ tests }) => tests.map((test) => test?.p_value ?? null)));
  return fields.map(({ field, n, tests }, i) => {
    const [withReturn, withSize] = tests.map((test, t) =>
      test === null ? null : { ...test, p_adjusted: adjusted[2 * i + t] ?? null },
    );
    return { field, n, with_return: withReturn ?? null, with_absolute_return: withSize ?? null };
  });
}
