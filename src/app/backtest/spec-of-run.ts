import type { BacktestSpec, OpinionsSpec } from '../../contract/backtest-spec.js';
import type { RunConfiguration } from '../../contract/run-configuration.js';
import { DOCUMENT_PROMPT } from '../../core/prompts/shipped.js';
import { given } from '../../core/given.js';
import { llmMembers, parseModelName } from '../config/index.js';
import type { BacktestControls } from './controls.js';

/** The specification of a recorded run. Its range is the one that the run went over. */
export function specOfRun(configuration: RunConfiguration): BacktestSpec {
  const { data, reading, funding, mark, filters, margin_tiers, from, to, regime } = configuration;
  const { strategy, params, execution, bootstrap } = configuration;
  const observations = regime?.observations ?? null;
  return {
    data,
    ...given({ reading }),
    funding,
    ...given({ mark, filters: filters?.source, margin_tiers: margin_tiers?.source, observations: observations?.file }),
    from,
    // Bars open before the recorded end, which is the close of the last.
    to,
    strategy,
    params,
    execution,
    opinions: regime === null ? null : opinionsOfRun(regime),
    bootstrap,
  };
}

function opinionsOfRun(regime: NonNullable<RunConfiguration['regime']>): OpinionsSpec {
  const { model, on_failure, settings, calibrate, earned, news_cap } = regime;
  // Runs from before prompts could be chosen were asked with the first.
  const isPlain = 'llm.prompt' in settings || llmMembers(parseModelName(model)).length === 0;
  return {
    model,
    on_failure,
    settings: isPlain ? settings : { 'llm.prompt': DOCUMENT_PROMPT.id, ...settings },
    ...given({ news_cap, calibrate, earned: earned?.rule, model_dates: earned?.model_dates }),
  };
}

/** Where a repetition takes its answers from: the ledger, and for those that failed the record of the run. */
export const answersOfRun = ({
  regime,
}: RunConfiguration): Pick<BacktestControls, 'replay' | 'knownFailures' | 'knownNewsFailures'> =>
  regime === null
    ? {}
    : {
        replay: regime.model !== 'baseline',
        knownFailures: failuresOf(regime.failures),
        knownNewsFailures: failuresOf(regime.news_failures ?? []),
      };

const failuresOf = (
  recorded: NonNullable<RunConfiguration['regime']>['failures'],
): NonNullable<BacktestControls['knownFailures']> =>
  new Map(recorded.map(({ decided_at, latency_ms, reason }) => [decided_at, { latencyMs: latency_ms, reason }]));
