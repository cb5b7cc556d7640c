import { surveyModels, type ProviderReport } from '../infra/llm/models.js';
import { llmMembers, type LlmChoice, type ModelChoice, type ProviderName } from './config/index.js';
import { configuredProviders, providerFor } from './providers.js';
import type { Runtime } from './runtime.js';

export interface ModelSurvey {
  /** Which model would answer a cycle; null for the statistical baseline. */
  readonly chosen: string | null;
  readonly providers: readonly ProviderReport[];
}

export interface ModelSurveyOptions {
  readonly chosen: ModelChoice;
  /** Only this provider, configured or not. */
  readonly provider?: ProviderName;
  /** Which models to talk to. */
  readonly probe: 'none' | 'all' | readonly LlmChoice[];
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
        ...(signal === undefined ? {} : { signal }),
      }),
    ),
  );
  return { chosen: chosen.kind === 'baseline' ? null : chosen.id, providers: reports.flat() };
}
