import type { RegimeConfiguration } from '../../contract/run-configuration.js';
import type { AskedRegimes } from '../../engine/regime-series/index.js';
import { askedTemperature } from '../config/index.js';
import { questionSettings } from './chosen-opinions.js';
import type { OpenRunModel } from './open-run-model.js';
import type { PreparedRun } from './prepare-run.js';

/** What the opinions of a run were made with. */
export function regimeConfiguration(
  { choice, prompt }: Pick<OpenRunModel, 'choice' | 'prompt'>,
  { spec, runtime, strategy, observations }: PreparedRun,
  { outcomes, totals }: AskedRegimes,
  measured: Pick<RegimeConfiguration, 'calibrate' | 'earned'>,
): RegimeConfiguration {
  const { config } = runtime;
  const newsCap = spec.opinions?.news_cap;
  const answeredBy: Record<string, number> = {};
  for (const { answeredBy: id, version } of outcomes) {
    if (id === null) continue;
    const name = version === null ? id : `${id}@${version}`;
    answeredBy[name] = (answeredBy[name] ?? 0) + 1;
  }
  return {
    model: choice.id,
    decision_bars: strategy.decisionBars ?? 1,
    on_failure: config.llm.onFailure,
    temperature: askedTemperature(config),
    settings: questionSettings(choice, prompt, runtime),
    observations: observations === null ? null : { file: spec.observations!, sha256: observations.sha256 },
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
