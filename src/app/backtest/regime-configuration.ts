import type { AskedRegimes } from '../../engine/regime-series/index.js';
import { askedTemperature, type ModelChoice } from '../config/index.js';
import type { Runtime } from '../runtime/runtime.js';
import type { RegimeConfiguration } from './configuration.js';
import type { RegimeSetup } from './make-regime.js';

/** Settings that are part of a question to a model, or decide who is asked; what is off or left to the model is not named. */
const QUESTION_SETTINGS = {
  baseline: [],
  llm: [
    'llm.temperature',
    'llm.maxAnswerTokens',
    'llm.thinking',
    'llm.effort',
    'llm.modelSettings',
    'llm.numCtx',
    'llm.fallbackModels',
    'llm.onFailure',
  ],
  ensemble: [
    'llm.temperature',
    'llm.maxAnswerTokens',
    'llm.thinking',
    'llm.effort',
    'llm.modelSettings',
    'llm.numCtx',
    'llm.ensembleWeights',
    'llm.onFailure',
  ],
} as const;

/** What the opinions of a run were made with. */
export function regimeConfiguration(
  { choice, prompt }: { readonly choice: ModelChoice; readonly prompt: string | null },
  { outcomes, totals }: AskedRegimes,
  { decisionBars, newsCap }: Pick<RegimeSetup, 'decisionBars' | 'newsCap'>,
  { config, loaded }: Runtime,
  observations: RegimeConfiguration['observations'],
  measured: Pick<RegimeConfiguration, 'calibrate' | 'earned'>,
): RegimeConfiguration {
  const answeredBy: Record<string, number> = {};
  for (const { answeredBy: id, version } of outcomes) {
    if (id === null) continue;
    const name = version === null ? id : `${id}@${version}`;
    answeredBy[name] = (answeredBy[name] ?? 0) + 1;
  }
  const asked: readonly string[] = QUESTION_SETTINGS[choice.kind];
  const settings = Object.fromEntries(
    loaded.settings.flatMap(({ path, value }) =>
      asked.includes(path) && value !== null && value !== 'auto'
        ? [[path, typeof value === 'string' ? value : JSON.stringify(value)]]
        : [],
    ),
  );
  // With its hash: a repetition asks with exactly this content or not at all.
  if (prompt !== null) settings['llm.prompt'] = prompt;
  return {
    model: choice.id,
    decision_bars: decisionBars,
    on_failure: config.llm.onFailure,
    temperature: askedTemperature(config),
    settings,
    observations,
    // Sorted: which of two models answered first depends on how fast they were.
    answered_by: Object.fromEntries(Object.entries(answeredBy).sort(([a], [b]) => (a < b ? -1 : 1))),
    totals: { ...totals },
    failures: outcomes.flatMap(({ decidedAt, availableAt, failure }) =>
      failure === null ? [] : [{ decided_at: decidedAt, latency_ms: availableAt - decidedAt, reason: failure }],
    ),
    ...measured,
    ...(newsCap === undefined
      ? {}
      : {
          news_cap: newsCap,
          news_failures: outcomes.flatMap(({ decidedAt, newsFailure }) =>
            newsFailure === undefined
              ? []
              : [{ decided_at: decidedAt, latency_ms: newsFailure.latencyMs, reason: newsFailure.reason }],
          ),
        }),
  };
}
