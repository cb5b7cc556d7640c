import type { Check } from '../../contract/doctor.js';
import { MINUTE } from '../../core/time.js';

export type CheckGroup = 'machine' | 'configuration' | 'sources' | 'models' | 'clock';

type Found = Pick<Check, 'group' | 'name' | 'message'>;

export const ok = (group: CheckGroup, name: string, message: string): Check => ({
  group,
  name,
  message,
  status: 'ok',
  remedy: null,
  blame: null,
});
export const skipped = (group: CheckGroup, name: string, message: string): Check => ({
  ...ok(group, name, message),
  status: 'skip',
});
export const warned = (found: Found, remedy: string | null): Check => ({
  ...found,
  remedy,
  status: 'warn',
  blame: null,
});
export const failed = (found: Found, remedy: string | null, blame: 'user' | 'outside'): Check => ({
  ...found,
  remedy,
  status: 'fail',
  blame,
});

/** A number with so many decimals, for sentences. */
export const plainDecimals = (value: number, digits: number): string => value.toFixed(digits);

/** `850 ms`, `12.3 s`, `4.0 min`. */
export function plainDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  return ms < 2 * MINUTE ? `${plainDecimals(ms / 1_000, 1)} s` : `${plainDecimals(ms / MINUTE, 1)} min`;
}
