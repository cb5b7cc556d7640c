import { z } from 'zod';
import { InputError } from '../../core/errors.js';
import { modelDatesSchema, type ModelDates, type ModelDatesAnswer } from '../../core/model-dates.js';

/** Keys are `provider/model`; a `*` at the end stands for any rest. */
export type ModelDatesTable = Readonly<Record<string, ModelDates>>;

/** The day that the built-in table speaks of. It has not been checked against the vendors' pages: a user's own table goes first. */
export const MODEL_DATES_AS_OF = '2025-12-01';

const dates = (released: string, training_cutoff: string | null): ModelDates => ({
  released,
  training_cutoff,
  source: "vendor's model card, recalled; check",
});

/**
 * Dated versions only. Where a vendor gives two cutoffs (of reliable knowledge and of the training data) the later one stands
 * here. Where they publish them: https://platform.openai.com/docs/models, https://docs.claude.com/en/docs/about-claude/models,
 * https://ai.google.dev/gemini-api/docs/models, and the model cards of open weights. Of Ollama's tags only those that name a
 * size and have not been pointed at newer weights since.
 */
export const BUILT_IN_MODEL_DATES: ModelDatesTable = {
  'openai/gpt-3.5-turbo-0125': dates('2024-01-25', '2021-09'),
  'openai/gpt-4-0613': dates('2023-06-13', '2021-09'),
  'openai/gpt-4-turbo-2024-04-09': dates('2024-04-09', '2023-12'),
  'openai/gpt-4o-2024-05-13': dates('2024-05-13', '2023-10'),
  'openai/gpt-4o-2024-08-06': dates('2024-08-06', '2023-10'),
  'openai/gpt-4o-2024-11-20': dates('2024-11-20', '2023-10'),
  'openai/gpt-4o-mini-2024-07-18': dates('2024-07-18', '2023-10'),
  'openai/o1-2024-12-17': dates('2024-12-17', '2023-10'),
  'openai/o3-mini-2025-01-31': dates('2025-01-31', '2023-10'),
  'openai/o3-2025-04-16': dates('2025-04-16', '2024-06'),
  'openai/o4-mini-2025-04-16': dates('2025-04-16', '2024-06'),
  'openai/gpt-4.1-2025-04-14': dates('2025-04-14', '2024-06'),
  'openai/gpt-4.1-mini-2025-04-14': dates('2025-04-14', '2024-06'),
  'openai/gpt-4.1-nano-2025-04-14': dates('2025-04-14', '2024-06'),
  'openai/gpt-5-2025-08-07': dates('2025-08-07', '2024-10'),
  'openai/gpt-5-mini-2025-08-07': dates('2025-08-07', '2024-05'),
  'openai/gpt-5-nano-2025-08-07': dates('2025-08-07', '2024-05'),
  'anthropic/claude-3-opus-20240229': dates('2024-03-04', '2023-08'),
  'anthropic/claude-3-haiku-20240307': dates('2024-03-13', '2023-08'),
  'anthropic/claude-3-5-sonnet-20240620': dates('2024-06-20', '2024-04'),
  'anthropic/claude-3-5-sonnet-20241022': dates('2024-10-22', '2024-04'),
  'anthropic/claude-3-5-haiku-20241022': dates('2024-10-22', '2024-07'),
  'anthropic/claude-3-7-sonnet-20250219': dates('2025-02-24', '2024-11'),
  'anthropic/claude-sonnet-4-20250514': dates('2025-05-22', '2025-03'),
  'anthropic/claude-opus-4-20250514': dates('2025-05-22', '2025-03'),
  'anthropic/claude-opus-4-1-20250805': dates('2025-08-05', '2025-03'),
  'anthropic/claude-sonnet-4-5-20250929': dates('2025-09-29', '2025-07'),
  'anthropic/claude-haiku-4-5-20251001': dates('2025-10-15', '2025-07'),
  'anthropic/claude-opus-4-5-20251101': dates('2025-11-24', '2025-08'),
  'google/gemini-1.5-pro-002': dates('2024-09-24', null),
  'google/gemini-1.5-flash-002': dates('2024-09-24', null),
  'google/gemini-2.0-flash-001': dates('2025-02-05', '2024-08'),
  'ollama/llama3:8b*': dates('2024-04-18', '2023-12'),
  'ollama/llama3:70b*': dates('2024-04-18', '2023-12'),
  'ollama/llama3.1:8b*': dates('2024-07-23', '2023-12'),
  'ollama/llama3.1:70b*': dates('2024-07-23', '2023-12'),
  'ollama/llama3.2:1b*': dates('2024-09-25', '2023-12'),
  'ollama/llama3.2:3b*': dates('2024-09-25', '2023-12'),
  'ollama/llama3.3:70b*': dates('2024-12-06', '2023-12'),
  'ollama/gemma2:9b*': dates('2024-06-27', null),
  'ollama/gemma2:27b*': dates('2024-06-27', null),
  'ollama/gemma3:4b*': dates('2025-03-12', '2024-08'),
  'ollama/gemma3:12b*': dates('2025-03-12', '2024-08'),
  'ollama/gemma3:27b*': dates('2025-03-12', '2024-08'),
  'ollama/qwen2.5:7b*': dates('2024-09-19', null),
  'ollama/qwen2.5:14b*': dates('2024-09-19', null),
  'ollama/qwen2.5:32b*': dates('2024-09-19', null),
  'ollama/qwen3:8b*': dates('2025-04-29', null),
  'ollama/qwen3:14b*': dates('2025-04-29', null),
  'ollama/qwen3:32b*': dates('2025-04-29', null),
  'ollama/phi4:14b*': dates('2025-01-08', '2024-06'),
  'ollama/gpt-oss:20b*': dates('2025-08-05', '2024-06'),
  'ollama/gpt-oss:120b*': dates('2025-08-05', '2024-06'),
};

export interface ModelDatesOptions {
  /** The user's own table: it goes before the built-in one and before the rule about aliases. */
  readonly overrides?: ModelDatesTable;
  /**
   * Versions that the server reported with the answers that are to be scored. An alias that reported one dated version
   * throughout is that version.
   */
  readonly reportedVersions?: readonly (string | null)[];
}

/**
 * Release date and stated training cutoff of `provider/model`. An alias without a dated version, whose weights change under
 * the same name, is unknown, and so is whatever no table names.
 */
export function datesOf(model: string, options: ModelDatesOptions = {}): ModelDatesAnswer {
  const { overrides = {}, reportedVersions = [] } = options;
  const own = lookUp(model, overrides);
  if (own !== null) return { known: true, dates: own };
  const alias = aliasOf(model);
  if (alias === null) {
    const found = lookUp(model, BUILT_IN_MODEL_DATES);
    if (found !== null) return { known: true, dates: found };
  }
  const reported = new Set(reportedVersions);
  const [only] = reported;
  if (reported.size === 1 && typeof only === 'string') {
    const dated = `${providerOf(model)}/${only}`;
    const found = lookUp(dated, overrides) ?? (aliasOf(dated) === null ? lookUp(dated, BUILT_IN_MODEL_DATES) : null);
    if (found !== null) return { known: true, dates: found };
  }
  if (reported.size > 1) {
    return { known: false, because: `${model} answered as ${reported.size} different versions` };
  }
  return {
    known: false,
    because: `${model} ${alias ?? `is not in the table of model dates (as of ${MODEL_DATES_AS_OF})`}; name a dated version or give its dates in a table of your own`,
  };
}

const providerOf = (model: string): string => model.slice(0, Math.max(0, model.indexOf('/')));

function lookUp(model: string, table: ModelDatesTable): ModelDates | null {
  if (Object.hasOwn(table, model)) return table[model] ?? null;
  // The longest pattern is the most particular one.
  const patterns = Object.keys(table).filter((key) => key.endsWith('*') && model.startsWith(key.slice(0, -1)));
  const longest = patterns.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? null : (table[longest] ?? null);
}

/** Why a name is an alias, as the end of a sentence; null where it is not one. */
export function aliasOf(model: string): string | null {
  if (/[-:]latest$/.test(model)) return 'is an alias: "latest" names no dated version';
  if (/[-:]cloud$/.test(model)) return 'is served from a cloud that may change its weights';
  const provider = providerOf(model);
  if (provider === 'ollama' && !model.includes(':')) return 'is an alias: without a tag Ollama takes "latest"';
  if (provider === 'azure') return 'is the name of a deployment, which may hold any model';
  // OpenAI and Anthropic date a version by day (one old scheme: month and day), Google by a number of three digits.
  const isDated = /-(?:\d{4}-\d{2}-\d{2}|\d{8}|\d{4}|\d{3})$/.test(model);
  if (['openai', 'anthropic', 'google'].includes(provider) && !isDated) return 'is an alias without a dated version';
  return null;
}

/**
 * A user's own table: an object from `provider/model` to `released`, `training_cutoff` and `source`.
 * @throws InputError that names the entry and the field
 */
export function parseModelDates(document: unknown, where: string): ModelDatesTable {
  const parsed = z
    .record(z.string().regex(/^[^\s/]+\/\S+$/, 'a name such as provider/model'), modelDatesSchema)
    .safeParse(document);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.join(' → ') ?? '';
  throw new InputError(
    'model-dates.invalid',
    `The table of model dates is wrong at ${path === '' ? 'its top' : path}: ${issue?.message ?? 'it cannot be read'}.`,
    {
      where,
      expected: '{"provider/model": {"released": "2024-08-06", "training_cutoff": "2023-10", "source": "…"}}',
      remedy: 'correct that entry',
    },
  );
}
