import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import type { FundingSeries } from '../../engine/funding.js';
import { sha256Of } from '../../infra/store/files/sha256.js';

/** SHA-256 of what the funding is, whatever file it came from: times, rates and marks as little-endian doubles. */
export function hashFunding({ time, rate, mark }: FundingSeries): string {
  const hash = createHash('sha256').update(`funding:${time.length}:`);
  for (const column of [time, rate, mark]) {
    const bytes = Buffer.from(column.buffer, column.byteOffset, column.byteLength);
    hash.update(endianness() === 'LE' ? bytes : Buffer.from(bytes).swap64());
  }
  return hash.digest('hex');
}

/** SHA-256 of a value as JSON. */
export const hashJson = (value: unknown): string => sha256Of(JSON.stringify(value));
