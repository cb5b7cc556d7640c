import { z } from 'zod';
import type { Effort, Thinking } from '../../../infra/llm/providers/thinking.js';
import { base, SettingProblem, textOf, type About, type Setting } from '../setting.js';

/** What one model is asked with where it differs from the others. */
export interface OwnSettings {
  readonly answerTokens?: number;
  readonly thinking?: Thinking;
  readonly effort?: Effort;
  readonly temperature?: number | 'none';
  /** Tokens of prompt and answer together. */
  readonly context?: number;
}

const NAMES = ['answer_tokens', 'thinking', 'effort', 'temperature', 'context'] as const;
const THINKING: readonly string[] = ['auto', 'on', 'off'] satisfies Thinking[];
const EFFORTS: readonly string[] = ['auto', 'minimal', 'low', 'medium', 'high', 'xhigh'] satisfies Effort[];
const EXAMPLE = 'openai/gpt-5-mini=effort:low+answer_tokens:16384,ollama/*=context:8192';
const EXPECTED = `MODEL=NAME:VALUE+NAME:VALUE separated by commas, names ${NAMES.join(', ')}, e.g. ${EXAMPLE}`;

const oneOf = (text: string, values: readonly string[], name: string): string => {
  if (values.includes(text)) return text;
  throw new SettingProblem(`its ${name} must be one of ${values.join(', ')}, not "${text}"`);
};

function within(text: string, min: number, max: number, name: string, whole = true): number {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
  throw new SettingProblem(
    `its ${name} must be ${whole ? 'a whole number' : 'a number'} from ${min} to ${max}, not "${text}"`,
  );
}

function ownSetting(text: string): OwnSettings {
  const [, name = '', value = ''] = /^([a-z_]+):(.+)$/.exec(text.trim()) ?? [];
  switch (name) {
    case 'answer_tokens':
      return { answerTokens: within(value, 256, 262_144, name) };
    case 'thinking':
      return { thinking: oneOf(value, THINKING, name) as Thinking };
    case 'effort':
      return { effort: oneOf(value, EFFORTS, name) as Effort };
    case 'temperature':
      return { temperature: value === 'none' ? value : within(value, 0, 2, name, false) };
    case 'context':
      return { context: within(value, 2_048, 1_048_576, name) };
    default:
      throw new SettingProblem(`it must be ${EXPECTED}`);
  }
}

/** @throws SettingProblem saying what is wrong */
function tableOf(text: string): Readonly<Record<string, OwnSettings>> {
  const table: Record<string, OwnSettings> = {};
  for (const part of text.split(',')) {
    const [, model, own] = /^([^\s=]+\/[^\s=]+)=(\S+)$/.exec(part.trim()) ?? [];
    if (model === undefined || own === undefined) throw new SettingProblem(`it must be ${EXPECTED}`);
    if (Object.hasOwn(table, model)) throw new SettingProblem(`it names "${model}" twice`);
    table[model] = Object.assign({}, ...own.split('+').map(ownSetting)) as OwnSettings;
  }
  return table;
}

/** Settings of single models as `provider/model=name:value+name:value`, kept as text so that a run can name them. */
export function modelSettings(about: About): Setting<string | null> {
  return {
    ...base(about),
    secret: false,
    fallback: null,
    schema: z.string(),
    expected: EXPECTED,
    example: EXAMPLE,
    parse(raw) {
      const text = textOf(raw, EXPECTED).trim();
      tableOf(text);
      return text;
    },
  };
}

/** What a checked setting says of one model: its own name goes before `provider/*`. */
export function ownSettingsOf(text: string | null, provider: string, model: string): OwnSettings {
  if (text === null) return {};
  const table = tableOf(text);
  const found = (name: string): OwnSettings => (Object.hasOwn(table, name) ? (table[name] ?? {}) : {});
  return { ...found(`${provider}/*`), ...found(`${provider}/${model}`) };
}
