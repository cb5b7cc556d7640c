import type { Check } from '../../contract/doctor.js';
import { InputError, LlmTradingError, messageOf } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { serverDate } from '../../infra/http/index.js';
import { cloudHome } from '../../infra/llm/cloud-names.js';
import type { FetchLike } from '../../infra/llm/fetch.js';
import type { ModelListing } from '../../infra/llm/types.js';
import {
  chooseModel,
  llmMembers,
  parseModelName,
  suggest,
  type LlmChoice,
  type ModelChoice,
  type ProviderName,
} from '../config/index.js';
import { configuredProviders, providerFor } from '../models/providers.js';
import type { Runtime } from '../runtime/runtime.js';
import { failed, ok, skipped, warned } from './check.js';
import { clockCheck } from './clock.js';
import { checkSent } from './sent.js';

const DEADLINE_MS = 10_000;
/** A server of one's own machine that was not configured answers at once or is not there. */
const GLANCE_MS = 1_500;
/** Most names in a message. */
const SHOWN = 8;

interface Listing {
  readonly models: readonly ModelListing[];
  readonly clock: Check | null;
}

/** Lists the models of a provider; the `Date` header of the answer tells the server's clock, to whole seconds. */
async function list(
  runtime: Runtime,
  name: ProviderName,
  deadlineMs: number,
  signal: AbortSignal | undefined,
): Promise<Listing> {
  let clockFound: Check | null = null;
  const fetch: FetchLike = async (input, init) => {
    const sentAt = runtime.clock.now();
    const response = await runtime.llmFetch(input, init);
    const travelMs = runtime.clock.now() - sentAt;
    const date = serverDate(response.headers);
    // The header is cut to whole seconds: half a second is added, and half a second is unknown.
    if (date !== null) clockFound = clockCheck(name, date + 500 - (sentAt + travelMs / 2), 500 + travelMs / 2);
    return response;
  };
  const timeout = AbortSignal.timeout(deadlineMs);
  const models = await providerFor(runtime, name, { fetch }).listModels(
    signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
  );
  return { models, clock: clockFound };
}

const names = (models: readonly ModelListing[]): string => {
  const shown = models.slice(0, SHOWN).map(({ model }) => model);
  return `${shown.join(', ')}${models.length > SHOWN ? ` and ${models.length - SHOWN} more` : ''}`;
};

/** Ollama's `llama3.2` is `llama3.2:latest`. */
const sameModel = (a: string, b: string): boolean => a.replace(/:latest$/, '') === b.replace(/:latest$/, '');

function checkChosen(choice: LlmChoice, models: readonly ModelListing[], runtime: Runtime): Check {
  const found = { group: 'models', name: choice.id } as const;
  if (models.some(({ model }) => sameModel(model, choice.name)))
    return ok('models', choice.id, 'is there and will answer.');
  // A deployment's name is the user's own and is not listed; a server with one model often takes any name.
  const anyName =
    choice.provider === 'azure' || (choice.provider === 'openai' && runtime.loaded.isSet('llm.openai.baseUrl'));
  const near = suggest(
    choice.name,
    models.map(({ model }) => model),
  );
  const has = models.length === 0 ? 'the server has no models' : `the server has ${names(models)}`;
  const message = `is not among the models of the server: ${has}.`;
  const pull = choice.provider === 'ollama' ? `run "ollama pull ${choice.name}", or ` : '';
  const home = choice.provider === 'ollama' ? cloudHome(choice.name) : null;
  if (home !== null) return failed({ ...found, message }, `did you mean ${home.id}? Set LLM_MODEL`, 'user');
  const remedy = near === null ? `${pull}name another with LLM_MODEL` : `did you mean ${near}? ${pull}set LLM_MODEL`;
  return anyName ? warned({ ...found, message }, remedy) : failed({ ...found, message }, remedy, 'user');
}

async function checkProvider(
  runtime: Runtime,
  name: ProviderName,
  choice: ModelChoice,
  signal: AbortSignal | undefined,
): Promise<Check[]> {
  const chosen = llmMembers(choice).flatMap(({ model }) => (model.provider === name ? [model] : []));
  try {
    const { models, clock } = await list(runtime, name, DEADLINE_MS, signal);
    const count = `${models.length} ${models.length === 1 ? 'model' : 'models'}`;
    const server = ok('models', name, `answers, with ${count}${models.length === 0 ? '' : `: ${names(models)}`}.`);
    return [server, ...chosen.map((model) => checkChosen(model, models, runtime)), ...(clock === null ? [] : [clock])];
  } catch (error) {
    signal?.throwIfAborted();
    const found = { group: 'models', name, message: messageOf(error) } as const;
    const remedy = error instanceof LlmTradingError ? (error.remedy ?? null) : null;
    if (chosen.length === 0) return [warned(found, remedy)];
    const byUser = error instanceof InputError || (error instanceof LlmTradingError && error.code === 'llm.auth');
    return [
      failed(found, remedy ?? 'start the server, or name another model with LLM_MODEL', byUser ? 'user' : 'outside'),
    ];
  }
}

/** Without any model server: says so, and whether one runs on this machine. */
async function checkUnconfigured(runtime: Runtime, signal: AbortSignal | undefined): Promise<Check> {
  const none = 'no model server is configured: the statistical baseline answers.';
  const { baseUrl } = runtime.config.llm.ollama;
  try {
    const { models } = await list(runtime, 'ollama', GLANCE_MS, signal);
    return ok(
      'models',
      'language model',
      `${none} An Ollama server with ${models.length} models runs at ${baseUrl}; OLLAMA_BASE_URL=${baseUrl} puts it to use.`,
    );
  } catch {
    signal?.throwIfAborted();
    return skipped('models', 'language model', `${none} OLLAMA_BASE_URL or LLM_MODEL names one.`);
  }
}

const NO_CHOICE = parseModelName('baseline');

/** Without a network: whether the settings choose a model, and have what it needs. */
export function checkChoice(runtime: Runtime): Check[] {
  try {
    const choice = chooseModel(runtime.loaded);
    return choice.kind === 'baseline'
      ? []
      : [
          ok('models', 'language model', `${choice.id} is chosen; it was not asked (${field('offline')}).`),
          ...checkSent(runtime, choice),
        ];
  } catch (error) {
    return [failed({ group: 'models', name: 'language model', message: messageOf(error) }, null, 'user')];
  }
}

/** Every configured model server, and whether the chosen model is there. */
export async function checkModels(runtime: Runtime, signal: AbortSignal | undefined): Promise<Check[]> {
  let choice: ModelChoice;
  try {
    choice = chooseModel(runtime.loaded);
  } catch (error) {
    const unchosen = failed({ group: 'models', name: 'language model', message: messageOf(error) }, null, 'user');
    // What the servers have is just what it takes to choose.
    const servers = configuredProviders(runtime).map((name) => checkProvider(runtime, name, NO_CHOICE, signal));
    return [unchosen, ...(await Promise.all(servers)).flat()];
  }
  const providers = new Set(configuredProviders(runtime));
  for (const { model } of llmMembers(choice)) providers.add(model.provider);
  if (providers.size === 0) return [await checkUnconfigured(runtime, signal)];
  const found = await Promise.all([...providers].map((name) => checkProvider(runtime, name, choice, signal)));
  return [...found.flat(), ...checkSent(runtime, choice)];
}
