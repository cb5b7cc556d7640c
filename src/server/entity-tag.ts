import { createHash } from 'node:crypto';
import type { Context } from 'hono';

/** Letters of 128 bits: nobody meets two bodies of one tag by chance. */
const LETTERS = 22;

/** A strong validator (RFC 9110, 8.8.3): the same bytes, the same tag. */
export const entityTag = (body: string | Uint8Array): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, LETTERS)}"`;

/** Whether whoever asks has it already, by the header `If-None-Match`: a list of tags compared weakly (RFC 9110, 13.1.2), or `*`. */
export const hasIt = (ifNoneMatch: string | undefined, tag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '') === tag);

/** Gives an answer its tag. @returns what is sent in its place where whoever asks has it already, else null */
export function unchanged(c: Context, tag: string): Response | null {
  c.header('ETag', tag);
  return hasIt(c.req.header('if-none-match'), tag) ? c.body(null, 304) : null;
}
