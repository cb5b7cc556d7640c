import { createHash } from 'node:crypto';
import type { Evaluation } from '../../evaluation/evaluate/schema.js';
import { canonicalJson } from '../../infra/llm/ledger/ledger-key.js';

/** `20250131-130501-042-1a2b3c4d`: ids sort by time, and evaluations of the same data and forecasters share the last part. */
export function evaluationId({ created_at_utc, ...rest }: Omit<Evaluation, 'id'>): string {
  const { symbol, horizon_hours, step_hours, from_utc, to_utc, data, forecasters } = rest;
  const who = forecasters.map(({ id, version, prompt }) => ({ id, version, prompt }));
  const hash = createHash('sha256')
    .update(canonicalJson({ symbol, horizon_hours, step_hours, from_utc, to_utc, data, who }))
    .digest('hex');
  const digits = created_at_utc.replace(/[-:TZ.]/g, '');
  return `${digits.slice(0, 8)}-${digits.slice(8, 14)}-${digits.slice(14, 17)}-${hash.slice(0, 8)}`;
}
