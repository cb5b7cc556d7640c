/**
 * What the server's clock said when it answered, UTC ms, to whole seconds; null where the `Date` header is absent or no
 * date (RFC 9110 §6.6.1).
 */
export function serverDate(headers: Headers): number | null {
  const value = headers.get('date');
  const at = value === null ? Number.NaN : Date.parse(value);
  return Number.isFinite(at) ? at : null;
}
