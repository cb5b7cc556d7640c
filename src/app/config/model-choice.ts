import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { suggest } from '../../core/text/suggest.js';
import { cloudHome } from '../../infra/llm/cloud-names.js';
import type { LoadedConfig } from './load.js';

export const PROVIDERS = ['ollama', 'openai', 'azure', 'anthropic', 'google'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** The documented default on an Ollama server: a cloud model, so it needs no GPU but a signed-in Ollama. */
export const DEFAULT_OLLAMA_MODEL = 'deepseek-v3.1:671b-cloud';

/** A language model of one provider. */
export interface LlmChoice {
  readonly kind: 'llm';
  readonly provider: ProviderName;
  readonly name: string;
  /** `provider/name`. */
  readonly id: string;
}

/** Statistical baselines by the name they are chosen by. `heuristic` is meant where none is named. */
export const BASELINE_NAMES = [
  'heuristic',
  'constant',
  'climatology',
  'momentum',
  'logistic',
  'hmm-2',
  'hmm-3',
  'hmm-4',
] as const;
export type BaselineName = (typeof BASELINE_NAMES)[number];

export interface BaselineChoice {
  readonly kind: 'baseline';
  readonly name: BaselineName;
  /** `baseline` for the heuristic, else `baseline/name`. */
  readonly id: string;
}

export interface MemberChoice {
  readonly model: LlmChoice | BaselineChoice;
  /** How often it is asked for one decision, from 1. */
  readonly samples: number;
}

/** Several models, or several samples of one, pooled. */
export interface EnsembleChoice {
  readonly kind: 'ensemble';
  readonly members: readonly MemberChoice[];
  /** Its members in full, `3*ollama/llama3.2+baseline/logistic`: a name in the settings may mean something else tomorrow. */
  readonly id: string;
}

export type ModelChoice = BaselineChoice | LlmChoice | EnsembleChoice;

/** Ensembles that the settings define, by name. */
type Ensembles = Readonly<Record<string, string>>;

const HEURISTIC: BaselineChoice = { kind: 'baseline', name: 'heuristic', id: 'baseline' };
const LARGEST_SAMPLES = 100;

const isProvider = (text: string): text is ProviderName => PROVIDERS.some((provider) => provider === text);

const wrong = (message: string): InputError => new InputError('config.model', message, { where: 'llm.model' });

/** The models that cost calls, each with how often it is asked for one decision. */
export function llmMembers(choice: ModelChoice): { readonly model: LlmChoice; readonly samples: number }[] {
  const members = choice.kind === 'ensemble' ? choice.members : [{ model: choice, samples: 1 }];
  return members.flatMap(({ model, samples }) => (model.kind === 'llm' ? [{ model, samples }] : []));
}

/**
 * The model that a text names: `provider/name`, a bare name of Ollama's, `baseline` or `baseline/NAME`, `ensemble/NAME`, or
 * members joined by `+`, each with `N*` before it where it is asked more than once. No model's name holds a `+`.
 * @throws InputError for a misspelt provider, baseline or ensemble, with what was probably meant
 */
export function parseModelName(text: string, ensembles: Ensembles = {}): ModelChoice {
  if (text.toLowerCase().startsWith('ensemble/')) return namedEnsemble(text, ensembles);
  if (text.includes('+') || /^\d+\*/.test(text)) return parseMembers(text);
  return parseOne(text);
}

function namedEnsemble(text: string, ensembles: Ensembles): ModelChoice {
  const name = text.slice('ensemble/'.length);
  const members = Object.hasOwn(ensembles, name) ? ensembles[name] : undefined;
  if (members !== undefined) return parseMembers(members);
  const known = Object.keys(ensembles);
  const meant = suggest(name, known);
  const there = known.length === 0 ? 'none is defined' : `there are ${known.join(', ')}`;
  throw wrong(
    meant === null
      ? `llm.model is "${text}", and llm.ensembles has no "${name}": ${there}.`
      : `llm.model is "${text}": did you mean "ensemble/${meant}"?`,
  );
}

function parseMembers(text: string): ModelChoice {
  const members = text.split('+').map((part): MemberChoice => {
    const [, count, name = ''] = /^(?:(\d+)\*)?(.*)$/s.exec(part.trim()) ?? [];
    if (name === '')
      throw wrong(`llm.model is "${text}": a member is missing; write members as 3*ollama/llama3.2+baseline/logistic.`);
    if (name.toLowerCase().startsWith('ensemble/'))
      throw wrong(`llm.model is "${text}": an ensemble cannot be a member of another; write its members out.`);
    const samples = count === undefined ? 1 : Number(count);
    if (samples < 1 || samples > LARGEST_SAMPLES)
      throw wrong(`llm.model is "${text}": ${name} is to be asked ${samples} times, not 1 to ${LARGEST_SAMPLES}.`);
    return { model: parseOne(name), samples };
  });
  const [first] = members;
  if (members.length === 1 && first?.samples === 1) return first.model;
  const ids = members.map(({ model }) => model.id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined)
    throw wrong(`llm.model is "${text}": ${twice} is named twice; write 2*${twice} to ask it twice.`);
  const id = members.map(({ model, samples }) => (samples === 1 ? model.id : `${samples}*${model.id}`)).join('+');
  return { kind: 'ensemble', members, id };
}

/**
 * Splits `provider/name`. A bare name, and a name whose first part is not a provider (`hf.co/user/model`, `library/x`), is
 * Ollama's, since its names may hold slashes; a misspelt provider is an error.
 */
function parseOne(text: string): LlmChoice | BaselineChoice {
  if (text === 'baseline') return HEURISTIC;
  const slash = text.indexOf('/');
  const head = text.slice(0, Math.max(slash, 0)).toLowerCase();
  const tail = text.slice(slash + 1);
  if (head === 'baseline') return parseBaseline(text, tail);
  if (slash >= 0 && isProvider(head)) {
    if (tail === '')
      throw wrong(
        `llm.model is "${text}": it must name a model after "${head}/"; "llm-trading models" lists what there is.`,
      );
    return { kind: 'llm', provider: head, name: tail, id: `${head}/${tail}` };
  }
  const meant = slash > 0 ? suggest(head, [...PROVIDERS, 'baseline', 'ensemble']) : null;
  if (meant !== null) throw wrong(`llm.model is "${text}": did you mean "${meant}/${tail}"?`);
  const home = cloudHome(text);
  if (home !== null) {
    const at = home.baseUrl === null ? '' : ` with OPENAI_BASE_URL=${home.baseUrl}`;
    throw wrong(
      `llm.model is "${text}", and a name without a provider is Ollama's, which has no such model: did you mean "${home.id}"${at}? ("ollama/${text}" if your server does have it.)`,
    );
  }
  return { kind: 'llm', provider: 'ollama', name: text, id: `ollama/${text}` };
}

function parseBaseline(text: string, name: string): BaselineChoice {
  if (name === 'heuristic') return HEURISTIC;
  const found = BASELINE_NAMES.find((each) => each === name);
  if (found !== undefined) return { kind: 'baseline', name: found, id: `baseline/${found}` };
  const meant = suggest(name, BASELINE_NAMES);
  throw wrong(
    meant === null
      ? `llm.model is "${text}": the baselines are ${BASELINE_NAMES.join(', ')}.`
      : `llm.model is "${text}": did you mean "baseline/${meant}"?`,
  );
}

function assertUsable(choice: ModelChoice, loaded: LoadedConfig): void {
  for (const { model } of llmMembers(choice)) assertReachable(model, loaded);
}

function assertReachable(choice: LlmChoice, loaded: LoadedConfig): void {
  const { llm } = loaded.config;
  const missing = (key: string, env: string): InputError =>
    new InputError(
      'config.missing',
      `${key} is not set, and ${choice.id} needs it: set ${env} in the environment or in .env.`,
      {
        where: key,
        remedy: `set ${env}`,
      },
    );
  switch (choice.provider) {
    case 'openai':
      // A server of one's own usually needs no key; api.openai.com always does.
      if (llm.openai.apiKey === null && !loaded.isSet('llm.openai.baseUrl'))
        throw missing('llm.openai.api_key', 'OPENAI_API_KEY');
      return;
    case 'azure':
      if (llm.azure.endpoint === null) throw missing('llm.azure.endpoint', 'AZURE_OPENAI_ENDPOINT');
      if (llm.azure.apiKey === null) throw missing('llm.azure.api_key', 'AZURE_OPENAI_API_KEY');
      return;
    case 'anthropic':
      if (llm.anthropic.apiKey === null) throw missing('llm.anthropic.api_key', 'ANTHROPIC_API_KEY');
      return;
    case 'google':
      if (llm.google.apiKey === null) throw missing('llm.google.api_key', 'GOOGLE_GENERATIVE_AI_API_KEY');
      return;
    case 'ollama':
      return;
  }
}

export interface ChoiceOptions {
  /** Answers come from the ledger alone, so that no server needs a key or an address. */
  readonly replay?: boolean;
}

/**
 * Which model answers: the named one (`model`, LLM_MODEL), else the default model of a configured Ollama server, else the
 * statistical baseline. A key alone chooses nothing: keys lie in many environments, and asking costs money.
 * @throws InputError where the provider of a chosen model lacks its key or address, or a server is set but no model is named
 */
export function chooseModel(loaded: LoadedConfig, { replay = false }: ChoiceOptions = {}): ModelChoice {
  const named = loaded.config.llm.model;
  let choice: ModelChoice = HEURISTIC;
  if (named !== null) choice = parseModelName(named, loaded.config.llm.ensembles ?? {});
  else if (loaded.isSet('llm.ollama.baseUrl')) choice = parseModelName(`ollama/${DEFAULT_OLLAMA_MODEL}`);
  else if (loaded.isSet('llm.openai.baseUrl')) {
    throw new InputError(
      'config.model',
      `llm.model is not set, but llm.openai.base_url is: name the model with ${field('model', 'openai/<name>')} or LLM_MODEL ("llm-trading models" lists them), or use ${field('model', 'baseline')}.`,
      { where: 'llm.model' },
    );
  }
  if (!replay) assertUsable(choice, loaded);
  return choice;
}

/** The model of this name. @throws InputError where its provider lacks its key or address */
export function namedModel(name: string, loaded: LoadedConfig, { replay = false }: ChoiceOptions = {}): ModelChoice {
  const choice = parseModelName(name, loaded.config.llm.ensembles ?? {});
  if (!replay) assertUsable(choice, loaded);
  return choice;
}

/**
 * The models to ask after the chosen one has failed, in order.
 * @throws InputError where one lacks its key or address
 */
export function fallbackModels(loaded: LoadedConfig, options: ChoiceOptions = {}): LlmChoice[] {
  const names = loaded.config.llm.fallbackModels?.split(',').map((name) => name.trim()) ?? [];
  return names.flatMap((name) => {
    const choice = namedModel(name, loaded, options);
    return choice.kind === 'llm' ? [choice] : [];
  });
}
