import { createHmac, timingSafeEqual } from 'node:crypto';

/** True where `signature` is the HMAC-SHA-256 of `payload`, in hexadecimal. */
export function isSignedBy(secret: string, payload: string, signature: string): boolean {
  const expected = createHmac('sha256', secret).update(payload).digest('hex');
  const given = signature.toLowerCase();
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
