import type { MarketSnapshot } from '../market-snapshot/schema.js';
import type { RegimeAssessment } from '../regime/schema.js';

export interface CompletedAssessment {
  readonly assessment: RegimeAssessment;
  /** What the model wrote about the question and was overruled in. */
  readonly corrections: readonly string[];
}

const letters = (symbol: string): string => symbol.toUpperCase().replace(/[^A-Z0-9]/g, '');

/**
 * The question is the snapshot's, whatever the model repeats of it: asset, horizon and time are taken from there, and a
 * model that named another asset or horizon is corrected and counted.
 */
export function completeAssessment(assessment: RegimeAssessment, snapshot: MarketSnapshot): CompletedAssessment {
  const corrections: string[] = [];
  const { base_asset, horizon_hours, timestamp_utc } = snapshot;
  if (assessment.base_asset !== null && !letters(base_asset).startsWith(letters(assessment.base_asset))) {
    corrections.push(`the model named ${assessment.base_asset} but was asked about ${base_asset}`);
  }
  if (assessment.horizon_hours !== null && assessment.horizon_hours !== horizon_hours) {
    corrections.push(`the model named a horizon of ${assessment.horizon_hours} h but was asked for ${horizon_hours} h`);
  }
  return { assessment: { ...assessment, base_asset, horizon_hours, timestamp_utc }, corrections };
}
