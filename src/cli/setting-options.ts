import { Option } from 'commander';
import { settingAt, type FlagValue } from '../app/config/index.js';

const attributeOf = (flag: string): string =>
  flag.replace(/^--/, '').replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The option of a setting, described by the table of settings. Its text is checked there too, whatever its origin. */
export function settingOption(path: string, placeholder: string): Option {
  const { setting } = settingAt(path);
  if (setting.flag === null) throw new Error(`setting ${path} has no option`);
  const fallback = setting.fallback === null ? '' : ` (default ${String(setting.fallback)})`;
  return new Option(`${setting.flag} <${placeholder}>`, `${setting.about}${fallback}`);
}

/** The settings that were given as options, with the names they were given by. */
export function flagsOf(
  options: Readonly<Record<string, unknown>>,
  paths: readonly string[],
): Record<string, FlagValue | undefined> {
  const flags: Record<string, FlagValue | undefined> = {};
  for (const path of paths) {
    const { flag } = settingAt(path).setting;
    if (flag === null) continue;
    const value = options[attributeOf(flag)];
    if (typeof value === 'string') flags[path] = { name: flag, value };
  }
  return flags;
}
