import type { Check } from '../../contract/doctor.js';
export type CheckStatus = 'ok' | 'warn' | 'fail' | 'skip';

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
