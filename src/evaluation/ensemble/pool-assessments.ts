import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import type { RegimeDecision } from '../../core/ports/regime-model.js';
import { logOdds } from '../../core/position-sizing/shrink.js';
import {
  confidenceLevelSchema,
  regimeLabelOf,
  SIGNED_SCORES,
  UNIT_SCORES,
  type ConfidenceLevel,
  type RegimeAssessment,
  type RegimeScores,
  type ScoreName,
} from '../../core/regime/schema.js';
import { poolLogOdds } from './pool.js';

/** What one member answered. */
export interface MemberAnswer {
  readonly id: string;
  /** Share of the pool, 0 … 1; the samples of a member divide it. */
  readonly weight: number;
  readonly decisions: readonly RegimeDecision[];
}

/** Bounds of the schema. */
const MOST_FACTORS = 20;
const LONGEST_REASONING = 2_000;

interface Opinion {
  readonly assessment: RegimeAssessment;
  readonly weight: number;
}

/** One assessment from those of all members and samples. */
export function poolAssessments(answers: readonly MemberAnswer[], snapshot: MarketSnapshot): RegimeAssessment {
  const opinions = answers.flatMap(({ weight, decisions }) =>
    decisions.map(({ assessment }): Opinion => ({ assessment, weight: weight / decisions.length })),
  );
  const pooled = poolLogOdds(
    opinions.map(({ assessment, weight }) => ({ logOdds: logOdds(assessment.prob_bull), weight })),
  );
  if (pooled === null) throw new RangeError('poolAssessments: no opinion to pool');
  const { probBull, dispersion } = pooled;
  const probBear = 1 - probBull;
  return {
    horizon_hours: snapshot.horizon_hours,
    base_asset: snapshot.base_asset,
    prob_bull: probBull,
    prob_bear: probBear,
    regime_label: regimeLabelOf(probBull, probBear),
    confidence_level: medianConfidence(opinions),
    scores: pooledScores(opinions),
    factors_summary: unitedFactors(answers),
    reasoning_short: reasoning(answers),
    timestamp_utc: snapshot.timestamp_utc,
    dispersion,
  };
}

/** Weighted mean of those that gave the score; null where none did. */
function pooledScores(opinions: readonly Opinion[]): RegimeScores {
  const pooled = (name: ScoreName): number | null => {
    const given = opinions.flatMap(({ assessment, weight }) => {
      const value = assessment.scores[name];
      return value === null || weight === 0 ? [] : [{ value, weight }];
    });
    if (given.length === 0) return null;
    const total = given.reduce((sum, { weight }) => sum + weight, 0);
    const mean = given.reduce((sum, { value, weight }) => sum + value * weight, 0) / total;
    // Rounding may carry a mean of equal values past them, and out of the score's range.
    const values = given.map(({ value }) => value);
    return Math.min(Math.max(mean, Math.min(...values)), Math.max(...values));
  };
  const entries = [...SIGNED_SCORES, ...UNIT_SCORES].map((name) => [name, pooled(name)] as const);
  return Object.fromEntries(entries) as RegimeScores;
}

/** Weighted median; of two in the middle the lower. */
function medianConfidence(opinions: readonly Opinion[]): ConfidenceLevel {
  const levels = confidenceLevelSchema.options;
  const total = opinions.reduce((sum, { weight }) => sum + weight, 0);
  let below = 0;
  for (const level of levels) {
    below += opinions.reduce((sum, o) => sum + (o.assessment.confidence_level === level ? o.weight : 0), 0);
    if (below >= total / 2 - 1e-12) return level;
  }
  return 'low';
}

/** Factors of all, the heaviest member's first factor first, then the next member's, so that a long list silences nobody. */
function unitedFactors(answers: readonly MemberAnswer[]): string[] {
  const lists = [...answers]
    .sort((a, b) => b.weight - a.weight)
    .flatMap(({ decisions }) => decisions.map(({ assessment }) => assessment.factors_summary));
  const united = new Map<string, string>();
  for (let rank = 0; rank < MOST_FACTORS; rank++) {
    for (const list of lists) {
      const factor = list[rank]?.trim() ?? '';
      const same = factor.toLowerCase().replace(/\s+/g, ' ');
      if (same !== '' && !united.has(same)) united.set(same, factor);
    }
  }
  return [...united.values()].slice(0, MOST_FACTORS);
}

function reasoning(answers: readonly MemberAnswer[]): string {
  const said = answers.map(({ id, weight, decisions }) => {
    const probabilities = decisions.map(({ assessment }) => assessment.prob_bull.toFixed(2)).join(', ');
    return `${id} ${probabilities} (weight ${weight.toFixed(2)})`;
  });
  return `Pooled in log-odds; prob_bull by member: ${said.join('; ')}.`.slice(0, LONGEST_REASONING);
}
