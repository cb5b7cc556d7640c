import PQueue from 'p-queue';
import { messageOf } from '../../core/errors.js';
import type { LLMProvider, ModelListing, ModelProbe } from './types.js';

/** One provider as `llm-trading models` shows it. */
export interface ProviderReport {
  readonly provider: string;
  readonly reachable: boolean;
  /** Why its models cannot be listed. */
  readonly error: string | null;
  readonly models: readonly ModelListing[];
  /** In the order of `models`, or of the names asked for; empty where nothing was probed. */
  readonly probes: readonly ModelProbe[];
}

export interface SurveyOptions {
  /** Which models to talk to: none (default), every listed one, or these. */
  readonly probe?: 'none' | 'all' | readonly string[];
  readonly signal?: AbortSignal | undefined;
}

/** Lists the models of each provider and, where asked, talks to them: one at a time, since each may have to be loaded. */
export async function surveyModels(
  providers: readonly LLMProvider[],
  options: SurveyOptions = {},
): Promise<readonly ProviderReport[]> {
  return Promise.all(providers.map((provider) => survey(provider, options)));
}

async function survey(provider: LLMProvider, { probe = 'none', signal }: SurveyOptions): Promise<ProviderReport> {
  let models: readonly ModelListing[] = [];
  let error: string | null = null;
  try {
    models = await provider.listModels(signal);
  } catch (cause) {
    error = messageOf(cause);
  }
  const listed = models.map((m) => m.model);
  const names = probe === 'none' ? [] : probe === 'all' ? listed : probe;
  const queue = new PQueue({ concurrency: 1 });
  const probes = await queue.addAll(names.map((name) => () => provider.probe(name, signal)));
  return {
    provider: provider.id,
    reachable: error === null || probes.some((p) => p.reachable),
    error,
    models,
    probes,
  };
}
