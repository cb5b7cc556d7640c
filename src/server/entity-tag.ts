import { createHash } from 'node:crypto';

/** Letters of 128 bits: nobody meets two bodies of one tag by chance. */
const LETTERS = 22;

/** A strong validator (RFC 9110, 8.8.3): the same bytes, the same tag. */
export const entityTag = (body: string | Uint8Array): string =>
  `"${createHash('sha256').update(body).digest('base64url').slice(0, LETTERS)}"`;

/** Whether whoever asks has it already, by the header `If-None-Match`: a list of tags compared weakly (RFC 9110, 13.1.2), or `*`. */
export const hasIt = (ifNoneMatch: string | undefined, tag: string): boolean =>
  (ifNoneMatch ?? '').split(',').some((each) => each.trim() === '*' || each.trim().replace(/^W\//, '') === tag);
