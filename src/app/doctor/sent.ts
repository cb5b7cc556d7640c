import type { Check } from '../../contract/doctor.js';
import type { ProviderModel } from '../../infra/llm/types.js';
import {
  askedWith,
  fallbackModels,
  llmMembers,
  type Chosen,
  type LlmChoice,
  type ModelChoice,
} from '../config/index.js';
import { providerFor } from '../models/providers.js';
import type { Runtime } from '../runtime/runtime.js';
import { proxyFor, shownProxy } from '../../infra/http/index.js';
import { ok } from './check.js';

const count = (n: number): string => n.toLocaleString('en-US');
const why = (from: string | null): string => from ?? 'default';

/** Parts of `sampling` that are told by their own sentence. */
const TOLD = new Set(['max_output_tokens', 'num_predict', 'num_ctx', 'temperature']);

/** How thinking is asked for: by the settings, and in the words of the vendor where anything is sent. */
function thinking(model: ProviderModel, setting: Chosen<string>, effort: Chosen<string>): string {
  const sent = Object.entries(model.sampling).filter(([name]) => !TOLD.has(name));
  const words =
    sent.length === 0 ? 'nothing is sent' : sent.map(([name, value]) => `${name} ${String(value)}`).join(', ');
  return `thinking ${setting.value} (${why(setting.from)}), effort ${effort.value} (${why(effort.from)}): ${words}`;
}

function context(model: ProviderModel, { value, from }: Chosen<number | null>): string {
  if (model.contextTokens === null) return 'context as the server has it (default)';
  return `context ${count(model.contextTokens)} tokens (${value === null ? 'default' : why(from)})`;
}

function timeOut({ config, loaded }: Runtime): string {
  const seconds = Math.round(config.llm.timeoutMs / 100) / 10;
  return loaded.isSet('llm.timeoutMs')
    ? `time-out ${count(seconds)} s (LLM_TIMEOUT_MS)`
    : `time-out ${count(seconds)} s, more where the server is found to be slow (default)`;
}

function route({ proxy }: Runtime, baseUrl: string): string {
  const used = proxyFor(proxy, baseUrl);
  return used === null ? 'no proxy' : `through the proxy ${shownProxy(used)}`;
}

function baseUrlOf({ config }: Runtime, provider: LlmChoice['provider']): string {
  return provider === 'azure' ? (config.llm.azure.endpoint ?? '') : config.llm[provider].baseUrl;
}

function sentTo(runtime: Runtime, choice: LlmChoice): Check {
  const { config, loaded } = runtime;
  const model = providerFor(runtime, choice.provider, { replay: true }).textModel(choice.name);
  const asked = askedWith(config, choice, (path) => loaded.isSet(path));
  const { temperature } = asked;
  const parts = [
    `answer tokens ${count(model.outputTokens)} (${asked.answerTokens.value === null ? 'default' : why(asked.answerTokens.from)})`,
    context(model, asked.context),
    `${temperature.value === 'none' ? 'no temperature' : `temperature ${temperature.value}`} (${why(temperature.from)})`,
    thinking(model, asked.thinking, asked.effort),
    `answer form ${model.formats.join(', then ')} (default)`,
    timeOut(runtime),
    route(runtime, baseUrlOf(runtime, choice.provider)),
  ];
  return ok('models', `${choice.id} is asked with`, `${parts.join('; ')}.`);
}

/** What will be sent to each model that may be asked, and why: by which setting, or by default. Sends nothing. */
export function checkSent(runtime: Runtime, choice: ModelChoice): Check[] {
  const fallbacks = choice.kind === 'llm' ? fallbackModels(runtime.loaded, { replay: true }) : [];
  const models = [...llmMembers(choice).map(({ model }) => model), ...fallbacks];
  return models.map((model) => sentTo(runtime, model));
}
