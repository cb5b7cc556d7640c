import { InputError } from '../../core/errors.js';
import { ALL_SETTINGS, type SettingEntry } from './catalogue.js';
import { readEnvFile, type EnvFile } from './env-file.js';
import { describeOrigin, type Origin } from './origin.js';
import { SettingProblem } from './setting.js';
import type { Config } from './settings.js';
import { readYamlFile, type YamlValue } from './yaml-file.js';

/** A value given on the command line for the setting at a path, and the option it came with. */
export interface FlagValue {
  readonly name: string;
  readonly value: string;
}

export interface LoadOptions {
  /** By path in code, e.g. `sizing.kMax`. */
  readonly flags?: Readonly<Record<string, FlagValue | undefined>> | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `.env` and `llm-trading.yaml` are read from here. */
  readonly cwd: string;
  /** Another settings file than `llm-trading.yaml`; it must be there. */
  readonly file?: string | undefined;
}

/** A loaded value and where it came from. */
export interface LoadedSetting extends SettingEntry {
  readonly value: unknown;
  readonly origin: Origin;
}

export interface LoadedConfig {
  readonly config: Config;
  readonly settings: readonly LoadedSetting[];
  /** What looks like a mistake but does no harm, for people. */
  readonly warnings: readonly string[];
  /** True where the user set it, anywhere. */
  isSet(path: string): boolean;
}

export interface Given {
  readonly raw: unknown;
  readonly origin: Origin;
}

function given(
  entry: SettingEntry,
  options: LoadOptions,
  envFile: EnvFile,
  yaml: ReadonlyMap<string, YamlValue>,
): Given | null {
  const { env } = entry.setting;
  const flag = options.flags?.[entry.path];
  if (flag !== undefined) return { raw: flag.value, origin: { from: 'flag', name: flag.name } };
  const variable = options.env[env];
  if (variable !== undefined && variable !== '') return { raw: variable, origin: { from: 'environment', name: env } };
  const line = envFile.values.get(env);
  if (line !== undefined && line.value !== '') {
    return { raw: line.value, origin: { from: 'env-file', name: env, file: '.env', line: line.line } };
  }
  const node = yaml.get(entry.path);
  if (node !== undefined) {
    return { raw: node.value, origin: { from: 'file', file: node.file, line: node.line, column: node.column } };
  }
  return null;
}

function shown(raw: unknown): string {
  const text = typeof raw === 'string' ? `"${raw}"` : String(raw);
  const clean = text.replace(/[^\x20-\x7e\u00a1-\uffff]/g, '?');
  return clean.length > 60 ? `${clean.slice(0, 57)}…"` : clean;
}

export function parseGiven(entry: SettingEntry, { raw, origin }: Given, cwd: string): unknown {
  try {
    return entry.setting.parse(raw, { cwd });
  } catch (error) {
    if (!(error instanceof SettingProblem)) throw error;
    const where = describeOrigin(origin);
    // A secret's own text stays out of the message.
    const message = entry.setting.secret
      ? `${entry.key} (${where}) ${error.message}.`
      : `${entry.key} (${where}) is ${shown(raw)}: ${error.message}.`;
    throw new InputError('config.invalid', message, {
      where: `${entry.key} (${where})`,
      expected: entry.setting.expected,
      cause: error,
    });
  }
}

export function assign(target: Record<string, unknown>, path: string, value: unknown): void {
  const names = path.split('.');
  let place = target;
  for (const name of names.slice(0, -1)) {
    place[name] ??= {};
    place = place[name] as Record<string, unknown>;
  }
  place[names.at(-1)!] = value;
}

/**
 * Loads the configuration: option of the command > environment > `.env` > settings file > default.
 * @throws InputError naming the setting, where the value came from and what is expected
 */
export function loadConfig(options: LoadOptions): LoadedConfig {
  const envFile = readEnvFile(options.cwd);
  const yaml = readYamlFile(options.cwd, options.file);
  const settings = ALL_SETTINGS.map((entry): LoadedSetting => {
    const found = given(entry, options, envFile, yaml);
    if (found !== null) return { ...entry, value: parseGiven(entry, found, options.cwd), origin: found.origin };
    const { fallback } = entry.setting;
    const value = fallback === null ? null : entry.setting.parse(fallback, { cwd: options.cwd });
    return { ...entry, value, origin: { from: 'default' } };
  });
  const values: Record<string, unknown> = {};
  for (const { path, value } of settings) assign(values, path, value);
  const set = new Set(settings.filter(({ origin }) => origin.from !== 'default').map(({ path }) => path));
  // The table is both the type and the list that was just walked, so the object has the type's shape.
  return { config: values as Config, settings, warnings: envFile.warnings, isSet: (path) => set.has(path) };
}
