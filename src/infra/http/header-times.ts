import { HOUR } from '../../core/time.js';

/**
 * What the server's clock said when it answered, UTC ms, to whole seconds; null where the `Date` header is absent or no
 * date (RFC 9110 §6.6.1).
 */
export function serverDate(headers: Headers): number | null {
  const value = headers.get('date');
  const at = value === null ? Number.NaN : Date.parse(value);
  return Number.isFinite(at) ? at : null;
}

/** Longest wait a server may ask of us, ms: a wrong or hostile value must not switch a source off for good. */
export const RETRY_AFTER_CAP_MS = HOUR;
/** Shortest, ms: "0" and dates gone by would otherwise mean hammering. */
const RETRY_AFTER_FLOOR_MS = 1_000;

/**
 * Reads `retry-after-ms` (OpenAI, Azure; the more exact one) or `Retry-After` (RFC 9110 §10.2.3): seconds, or an HTTP date which is compared with the server's own `Date` header
 * where there is one, so that a wrong clock on either side does not matter.
 * @returns ms to wait, 1 s … 1 h; null where the header is absent or means nothing.
 */
export function retryAfterMs(headers: Headers, now: number): number | null {
  const exact = headers.get('retry-after-ms')?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(exact)) return bounded(Number(exact));
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return null;
  if (/^\d+(\.\d+)?$/.test(value)) return bounded(Number(value) * 1_000);
  // A signed or otherwise odd number would be read as a year by Date.parse.
  const at = /[a-z]/i.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isFinite(at)) return null;
  const said = Date.parse(headers.get('date') ?? '');
  return bounded(at - (Number.isFinite(said) ? said : now));
}

const bounded = (ms: number): number => Math.min(Math.max(ms, RETRY_AFTER_FLOOR_MS), RETRY_AFTER_CAP_MS);
