import wrapAnsi from 'wrap-ansi';
import { keyOf } from './catalogue.js';
import type { Setting, SettingGroup } from './setting.js';
import { SETTINGS } from './settings.js';

const WIDTH = 100;

const remark = (text: string, indent = ''): string =>
  wrapAnsi(text, WIDTH - indent.length - 2)
    .split('\n')
    .map((line) => `${indent}# ${line}`)
    .join('\n');

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);

function defaultNote(setting: Setting<unknown>): string {
  if (setting.secret) return '';
  return setting.fallback === null ? ' Not set by default.' : '';
}

const valueOf = (setting: Setting<unknown>): string => String(setting.fallback ?? setting.example);

/** A text of digits stands in quotation marks: YAML would read a number. */
function yamlValueOf(setting: Setting<unknown>): string {
  const text = valueOf(setting);
  return /^-?\d+$/.test(text) && !setting.schema.safeParse(Number(text)).success ? `"${text}"` : text;
}

function yamlOfGroup(group: SettingGroup, indent: string): string[] {
  return Object.entries(group.items).flatMap(([code, item]) => {
    const key = keyOf(code);
    if (item.kind === 'group') {
      const inner = yamlOfGroup(item, `${indent}  `);
      if (inner.length === 0) return [];
      return [remark(sentence(item.about), indent), `${indent}${key}:`, ...inner];
    }
    if (item.secret) return [];
    const about = `${item.about}${defaultNote(item)}`;
    return [remark(`${about} (${item.env})`, indent), `${indent}# ${key}: ${yamlValueOf(item)}`, ''];
  });
}

/** The commented `llm-trading.yaml` of `config init`: every setting is there, switched off, with its default. */
export function yamlTemplate(): string {
  const head = remark(
    'Settings of llm-trading. Remove the "# " before a setting to change it. A command-line option and an environment ' +
      'variable (or .env) win over this file. Keys and other secrets belong into the environment or .env, never here.',
  );
  return `${[head, '', ...yamlOfGroup(SETTINGS, '')].join('\n').trimEnd()}\n`;
}

function envOfGroup(group: SettingGroup): string[] {
  const own = Object.values(group.items).flatMap((item) => {
    if (item.kind === 'group') return [];
    const value = item.secret ? '' : valueOf(item);
    const note = defaultNote(item);
    return [
      remark(`${item.about}${item.secret ? ' Secret: only from the environment or .env.' : note}`),
      `# ${item.env}=${value}`,
      '',
    ];
  });
  const heading = own.length === 0 || group.items === SETTINGS.items ? [] : [`# --- ${group.about}`, ''];
  const inner = Object.values(group.items).flatMap((item) => (item.kind === 'group' ? envOfGroup(item) : []));
  return [...heading, ...own, ...inner];
}

/** The text of `.env.example`: every variable, explained, with its default, switched off. */
export function envTemplate(): string {
  const head = remark(
    'Copy this file to .env and remove the "# " before what you want to change. The value shown is the default, or an ' +
      'example where there is none. Nothing here is needed for the demo or for live data: keys only add sources and models. ' +
      'A variable of the environment wins over .env; an empty value counts as not set.',
  );
  return `${[head, '', ...envOfGroup(SETTINGS)].join('\n').trimEnd()}\n`;
}
