import { hash } from 'node:crypto';
import { canonicalJson } from '../../../core/canonical-json.js';

/** SHA-256 of a text (UTF-8) or of bytes, lower-case hex. */
export const sha256Of = (content: string | Uint8Array): string => hash('sha256', content, 'hex');

/** SHA-256 of a value's canonical JSON, lower-case hex. */
export const canonicalSha256 = (value: unknown): string => sha256Of(canonicalJson(value));
