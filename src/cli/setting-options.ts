import { Option } from 'commander';
import { settingAt, type FlagValue } from '../app/config/index.js';

const attributeOf = (option: string): string =>
  option.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** The option of a setting, described by the table of settings. Its text is checked there too, whatever its origin. */
export function settingOption(path: string, placeholder: string): Option {
  const { setting } = settingAt(path);
  if (setting.option === null) throw new Error(`setting ${path} has no option`);
  const fallback = setting.fallback === null ? '' : ` (default ${String(setting.fallback)})`;
  return new Option(`--${setting.option} <${placeholder}>`, `${setting.about}${fallback}`);
}

/** The settings that were given as options, with the names they were given by. */
export function flagsOf(
  options: Readonly<Record<string, unknown>>,
  paths: readonly string[],
): Record<string, FlagValue | undefined> {
  const flags: Record<string, FlagValue | undefined> = {};
  for (const path of paths) {
    const { option } = settingAt(path).setting;
    if (option === null) continue;
    const value = options[attributeOf(option)];
    if (typeof value === 'string') flags[path] = { name: `--${option}`, value };
  }
  return flags;
}
