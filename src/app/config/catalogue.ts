import type { Setting, SettingGroup } from './setting.js';
import { SETTINGS } from './settings.js';

/** A setting with its places: in code (`sizing.kMax`), in the file (`sizing.k_max`). */
export interface SettingEntry {
  readonly path: string;
  readonly key: string;
  readonly setting: Setting<unknown>;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The name in the file for a path in code, and of a group likewise. */
export const keyOf = (path: string): string => path.split('.').map(snake).join('.');

function entriesOf(group: SettingGroup, prefix: string): SettingEntry[] {
  return Object.entries(group.items).flatMap(([name, item]) => {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    return item.kind === 'group' ? entriesOf(item, path) : [{ path, key: keyOf(path), setting: item }];
  });
}

/** All settings in the order of the table. */
export const ALL_SETTINGS: readonly SettingEntry[] = entriesOf(SETTINGS, '');

const byPath = new Map(ALL_SETTINGS.map((entry) => [entry.path, entry]));
const byEnv = new Map(ALL_SETTINGS.map((entry) => [entry.setting.env, entry]));

/** The row at a path of the code, which the caller knows to exist. */
export function settingAt(path: string): SettingEntry {
  const entry = byPath.get(path);
  if (entry === undefined) throw new Error(`no setting "${path}"`);
  return entry;
}

export const settingByEnv = (env: string): SettingEntry | undefined => byEnv.get(env);
