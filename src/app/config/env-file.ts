import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { InputError } from '../../core/errors.js';
import { ALL_SETTINGS } from './catalogue.js';
import { suggest } from '../../core/text/suggest.js';
import { ENV_FILE, readTextFile } from './text-file.js';

export interface EnvFileValue {
  readonly value: string;
  readonly line: number;
}

export interface EnvFile {
  readonly values: ReadonlyMap<string, EnvFileValue>;
  /** Names that look like a misspelt setting. */
  readonly warnings: readonly string[];
}

/**
 * The line of each name, and a check that each line is one: parseEnv itself skips silently what it does not understand,
 * and a setting that is silently not set is worse than an error.
 */
function linesOfNames(text: string): Map<string, number> {
  const lines = text.split(/\r\n|\n|\r/);
  const found = new Map<string, number>();
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    if (/^\s*(#|$)/.test(line)) continue;
    const match = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_.]*)\s*=\s*(.*)$/.exec(line);
    if (match === null) {
      throw new InputError(
        'config.env-file',
        `${ENV_FILE}, line ${i + 1} is not NAME=value: write a name, "=" and its value, or put "#" before a remark.`,
        { where: `${ENV_FILE}:${i + 1}` },
      );
    }
    const name = match[1]!;
    const value = match[2]!;
    found.set(name, i + 1);
    const quote = /^["'`]/.exec(value)?.[0];
    if (quote === undefined || value.indexOf(quote, 1) > 0) continue;
    const end = lines.findIndex((later, j) => j > i && later.includes(quote));
    if (end < 0) {
      throw new InputError(
        'config.env-file',
        `${name} in ${ENV_FILE}, line ${i + 1} has an opening quotation mark without a closing one: close it or remove it.`,
        { where: `${ENV_FILE}:${i + 1}` },
      );
    }
    i = end;
  }
  return found;
}

/** Reads `.env` of the working directory; without one there are no values. */
export function readEnvFile(cwd: string): EnvFile {
  const text = readTextFile(join(cwd, ENV_FILE), ENV_FILE);
  if (text === null) return { values: new Map(), warnings: [] };
  const lines = linesOfNames(text);
  const parsed = parseEnv(text);
  const values = new Map<string, EnvFileValue>();
  const warnings: string[] = [];
  const known = ALL_SETTINGS.map((entry) => entry.setting.env);
  for (const [name, line] of lines) {
    values.set(name, { value: parsed[name] ?? '', line });
    const meant = known.includes(name) ? null : suggest(name, known);
    if (meant !== null) {
      warnings.push(`${ENV_FILE}, line ${line}: ${name} is not a setting and is ignored; did you mean ${meant}?`);
    }
  }
  return { values, warnings };
}
