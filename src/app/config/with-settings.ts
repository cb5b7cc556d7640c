import { isDeepStrictEqual } from 'node:util';
import { assign, parseGiven, type LoadedConfig } from './load.js';
import type { Config } from './settings.js';

/**
 * The configuration with some settings as texts say, by path, whatever the user has set. One that is so already stays as it is,
 * with where it came from.
 * @param name what the texts stand in, for messages
 * @throws InputError naming the setting that is wrong
 */
export function withSettings(
  loaded: LoadedConfig,
  values: Readonly<Record<string, string>>,
  name: string,
  cwd: string,
): LoadedConfig {
  const changed = new Set<string>();
  const settings = loaded.settings.map((entry) => {
    if (!Object.hasOwn(values, entry.path)) return entry;
    const origin = { from: 'flag' as const, name };
    const value = parseGiven(entry, { raw: values[entry.path], origin }, cwd);
    if (isDeepStrictEqual(value, entry.value)) return entry;
    changed.add(entry.path);
    return { ...entry, value, origin };
  });
  if (changed.size === 0) return loaded;
  const all: Record<string, unknown> = {};
  for (const { path, value } of settings) assign(all, path, value);
  return {
    ...loaded,
    // Every path of the table is there again, so the object has the type's shape.
    config: all as Config,
    settings,
    isSet: (path) => changed.has(path) || loaded.isSet(path),
  };
}
