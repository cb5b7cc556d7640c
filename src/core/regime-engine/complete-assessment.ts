import type { MarketSnapshot } from '../market-snapshot/schema.js';
import type { RegimeAssessment } from '../regime/schema.js';
import { parseSymbol } from '../symbol.js';

export interface CompletedAssessment {
  readonly assessment: RegimeAssessment;
  /** What the model wrote about the question and was overruled in. */
  readonly corrections: readonly string[];
}

/** `BTC` for `BTCUSDT` is a copy, not a mistake. */
function sameAsset(a: string, b: string): boolean {
  try {
    return parseSymbol(a).asset === parseSymbol(b).asset;
  } catch {
    return false;
  }
}

/**
 * The question is the snapshot's, whatever the model repeats of it: asset, horizon and time are taken from there. Absent ones
 * are filled in; others are set right and told.
 */
export function completeAssessment(assessment: RegimeAssessment, snapshot: MarketSnapshot): CompletedAssessment {
  const corrections: string[] = [];
  const { base_asset: asset, horizon_hours: hours, timestamp_utc: time } = assessment;
  if (asset !== null && !sameAsset(asset, snapshot.base_asset)) {
    corrections.push(`base_asset was ${asset}, but the snapshot is about ${snapshot.base_asset}.`);
  }
  if (hours !== null && hours !== snapshot.horizon_hours) {
    corrections.push(`horizon_hours was ${hours}, but ${snapshot.horizon_hours} was asked for.`);
  }
  if (time !== null && Date.parse(time) !== Date.parse(snapshot.timestamp_utc)) {
    corrections.push(`timestamp_utc was ${time}, but the snapshot is of ${snapshot.timestamp_utc}.`);
  }
  const { base_asset, horizon_hours, timestamp_utc } = snapshot;
  return { assessment: { ...assessment, base_asset, horizon_hours, timestamp_utc }, corrections };
}
