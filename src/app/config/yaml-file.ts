import { isAbsolute, join } from 'node:path';
import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { ALL_SETTINGS, keyOf, settingByEnv, type SettingEntry } from './catalogue.js';
import type { SettingGroup } from './setting.js';
import { SETTINGS } from './settings.js';
import { suggest } from '../../core/text/suggest.js';
import { readTextFile, YAML_FILE } from './text-file.js';

export interface YamlValue {
  readonly value: unknown;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

const wrong = (message: string, file: string, at: Place): InputError =>
  new InputError('config.file', message, { where: `${file}:${at.line}:${at.column}` });

const own = createRequire(import.meta.url);

class Reader {
  readonly values = new Map<string, YamlValue>();

  constructor(
    private readonly yaml: typeof Yaml,
    private readonly file: string,
    private readonly document: Yaml.Document,
    private readonly lines: Yaml.LineCounter,
  ) {}

  private place(node: unknown): Place {
    const offset = (node as Yaml.Node | null)?.range?.[0] ?? 0;
    const { line, col } = this.lines.linePos(offset);
    return { line, column: col };
  }

  private at(place: Place): string {
    return `${this.file}:${place.line}:${place.column}`;
  }

  private unknownKey(name: string, prefix: string, group: SettingGroup, place: Place): InputError {
    const full = prefix === '' ? name : `${keyOf(prefix)}.${name}`;
    const elsewhere =
      settingByEnv(name.toUpperCase())?.key ??
      ALL_SETTINGS.find((entry) => entry.key === name || entry.key.endsWith(`.${name}`))?.key;
    const near = suggest(name, Object.keys(group.items).map(keyOf));
    const meant = near === null ? elsewhere : [keyOf(prefix), near].filter(Boolean).join('.');
    const remedy =
      meant === undefined ? 'remove it; "llm-trading config schema" lists the settings' : `did you mean "${meant}"?`;
    return wrong(
      `"${full}" (${this.at(place)}) is not a setting: ${remedy}${remedy.endsWith('?') ? '' : '.'}`,
      this.file,
      place,
    );
  }

  private scalar(entry: SettingEntry, node: unknown): void {
    const resolved = this.yaml.isAlias(node) ? node.resolve(this.document) : node;
    const place = this.place(node);
    if (resolved === null || resolved === undefined) return;
    if (!this.yaml.isScalar(resolved)) {
      throw wrong(
        `${entry.key} (${this.at(place)}) is a ${this.yaml.isMap(resolved) ? 'group' : 'list'}: it must be ${entry.setting.expected}.`,
        this.file,
        place,
      );
    }
    if (resolved.value === null || resolved.value === '') return;
    if (entry.setting.secret) {
      throw wrong(
        `${entry.key} (${this.at(place)}) is a secret and is not read from this file: put it into ${entry.setting.env} in the environment or in .env, and remove it here.`,
        this.file,
        place,
      );
    }
    this.values.set(entry.path, { value: resolved.value, file: this.file, ...place });
  }

  group(node: unknown, group: SettingGroup, prefix: string): void {
    if (node === null || (this.yaml.isScalar(node) && node.value === null)) return;
    if (!this.yaml.isMap(node)) {
      const place = this.place(node);
      const what = prefix === '' ? 'the file' : keyOf(prefix);
      throw wrong(`${what} (${this.at(place)}) must hold settings, one "name: value" a line.`, this.file, place);
    }
    for (const pair of node.items) {
      const place = this.place(pair.key);
      const name = this.yaml.isScalar(pair.key) ? String(pair.key.value) : '';
      const found = Object.entries(group.items).find(([code]) => keyOf(code) === name);
      if (found === undefined) throw this.unknownKey(name, prefix, group, place);
      const [code, item] = found;
      const path = prefix === '' ? code : `${prefix}.${code}`;
      if (item.kind === 'group') this.group(pair.value, item, path);
      else this.scalar({ path, key: keyOf(path), setting: item }, pair.value);
    }
  }
}

/**
 * Reads the settings file: the named one, which must be there, else `llm-trading.yaml` of the working directory, if any.
 * @throws InputError with line and column for malformed yaml, unknown names and secrets
 */
export function readYamlFile(cwd: string, named: string | undefined): ReadonlyMap<string, YamlValue> {
  const name = named ?? YAML_FILE;
  const text = readTextFile(isAbsolute(name) ? name : join(cwd, name), name);
  if (text === null) {
    if (named === undefined) return new Map();
    throw new InputError('config.unreadable', `${name} is not there: check the path after ${field('config')}.`, {
      where: name,
    });
  }
  // Loaded only where there is a file: it is a tenth of the start of a command.
  const yaml = own('yaml') as typeof Yaml;
  const lines = new yaml.LineCounter();
  const document = yaml.parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const failure = document.errors[0];
  if (failure !== undefined) {
    const { line, col } = lines.linePos(failure.pos[0]);
    throw wrong(
      `${name}:${line}:${col} is not valid yaml (${failure.message.replace(/\s+/g, ' ').slice(0, 160)}): correct that line.`,
      name,
      { line, column: col },
    );
  }
  const reader = new Reader(yaml, name, document, lines);
  reader.group(document.contents, SETTINGS, '');
  return reader.values;
}
