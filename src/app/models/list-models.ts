import type { AnswerProbe } from '../../contract/models.js';
import type { ModelSurvey } from '../../contract/models.js';
import { probeAnswers } from './answer-probe.js';
import { surveyModels } from '../../infra/llm/models.js';
import { llmMembers, parseModelName, type LlmChoice, type ModelChoice, type ProviderName } from '../config/index.js';
import { configuredProviders, providerFor } from './providers.js';
import type { Runtime } from '../runtime/runtime.js';

export interface ModelSurveyOptions {
  readonly chosen: ModelChoice;
  /** Only this provider, configured or not. */
  readonly provider?: ProviderName | undefined;
  /** Which models to talk to. */
  readonly probe: 'none' | 'all' | readonly LlmChoice[];
  /** Questions of a decision that each of them is asked. Default 0. */
  readonly questions?: number;
  readonly onQuestion?: (model: string, n: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Lists the models of every configured provider; without one, those of an Ollama server at its usual place, which is what
 * most people start with.
 */
export async function surveyConfigured(runtime: Runtime, options: ModelSurveyOptions): Promise<ModelSurvey> {
  const { chosen, provider, probe, signal } = options;
  const named = [...llmMembers(chosen).map(({ model }) => model), ...(typeof probe === 'string' ? [] : probe)];
  const wanted = new Set<ProviderName>(
    provider === undefined ? [...configuredProviders(runtime), ...named.map((one) => one.provider)] : [provider],
  );
  if (wanted.size === 0) wanted.add('ollama');
  const reports = await Promise.all(
    [...wanted].map((name) =>
      surveyModels([providerFor(runtime, name)], {
        probe: typeof probe === 'string' ? probe : probe.filter((one) => one.provider === name).map((one) => one.name),
        signal,
      }),
    ),
  );
  const providers = reports.flat();
  const survey = { chosen: chosen.kind === 'baseline' ? null : chosen.id, providers };
  const { questions = 0, onQuestion } = options;
  if (questions === 0) return survey;
  const answers: AnswerProbe[] = [];
  for (const { provider, model } of providers.flatMap(({ probes }) => probes).filter(({ reachable }) => reachable)) {
    const choice = modelOf(provider, model);
    answers.push(
      await probeAnswers(runtime, choice, {
        questions,
        onQuestion: (n) => onQuestion?.(choice.id, n),
        signal,
      }),
    );
  }
  return { ...survey, answers };
}

const modelOf = (provider: string, name: string): LlmChoice =>
  llmMembers(parseModelName(`${provider}/${name}`))[0]!.model;
