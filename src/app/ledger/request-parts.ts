import { z } from 'zod';
import type { LedgerEntry } from '../../core/ports/ledger-store.js';

/** What of a recorded request people look for. Recorded by any version, so nothing else is insisted on. */
const requestSchema = z.looseObject({
  system: z.string().catch(''),
  user: z.string().catch(''),
  variant: z.string().catch('none'),
  sampleIndex: z.number().catch(0),
  repairAttempt: z.number().catch(0),
  format: z.looseObject({ type: z.string() }).catch({ type: 'text' }),
});

export interface RequestParts {
  readonly system: string;
  readonly user: string;
  readonly variant: string;
  readonly sample: number;
  readonly repair: number;
  /** `json-schema`, `json` or `text`. */
  readonly format: string;
}

export function requestParts({ request }: LedgerEntry): RequestParts {
  let document: unknown;
  try {
    document = JSON.parse(request);
  } catch {
    document = {};
  }
  const parsed = requestSchema.safeParse(document);
  const { system, user, variant, sampleIndex, repairAttempt, format } = parsed.success
    ? parsed.data
    : requestSchema.parse({});
  return { system, user, variant, sample: sampleIndex, repair: repairAttempt, format: format.type };
}

/** How a call ended, failures included. */
export const endingOf = ({ failure, finish_reason }: LedgerEntry): string =>
  failure === null ? finish_reason : 'failed';
