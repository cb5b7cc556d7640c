import type { Evaluation } from '../../evaluation/evaluate/schema.js';
import { timedId } from '../../core/canonical-json.js';
import { canonicalSha256 } from '../../infra/store/files/sha256.js';

const ID = /^\d{8}-\d{6}-\d{3}-[0-9a-f]{8}(-\d+)?$/;

/** Whether a text is the id of an evaluation, as opposed to a kind of recalibration or a rule. */
export const isEvaluationId = (text: string): boolean => ID.test(text);

/** `20250131-130501-042-1a2b3c4d`: ids sort by time, and evaluations of the same data and forecasters share the last part. */
export function evaluationId({ created_at_utc, ...rest }: Omit<Evaluation, 'id'>): string {
  const { symbol, horizon_hours, step_hours, from_utc, to_utc, data, forecasters } = rest;
  const who = forecasters.map(({ id, version, prompt }) => ({ id, version, prompt }));
  const hash = canonicalSha256({ symbol, horizon_hours, step_hours, from_utc, to_utc, data, who });
  return timedId(created_at_utc, hash);
}
