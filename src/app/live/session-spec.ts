import { InputError } from '../../core/errors.js';
import { given } from '../../core/given.js';
import { field } from '../../core/request-field.js';
import type { GuardLimits } from '../../live/guard/limits.js';
import type { SessionSpec } from '../../live/session/trading-session.js';
import { recordedExecution } from '../backtest/execution-document.js';
import type { PreparedRun } from '../backtest/prepare-run.js';
import type { SessionSettings } from './open-session.js';

/** What a session trades, by the specification of a backtest. */
export function sessionSpecOf({ market, spec, strategy, runtime }: PreparedRun, limits: GuardLimits): SessionSpec {
  const { intervalMs } = market.data[0]!.bars;
  const horizonMs = strategy.decisionBars === null ? null : strategy.decisionBars * intervalMs;
  return {
    account: {
      ...recordedExecution(spec.execution),
      intervalMs,
      symbols: market.data.map(({ bars, mark, finer, filters, marginTables }) => ({
        symbol: bars.symbol,
        marks: mark !== undefined,
        ...given({ finerMs: finer?.intervalMs, filters, marginTables }),
      })),
    },
    opinions:
      horizonMs === null
        ? null
        : {
            everyMs: horizonMs,
            horizonMs,
            onFailure: runtime.config.llm.onFailure,
            ...given({ newsCap: spec.opinions?.news_cap }),
          },
    limits,
  };
}

/** @throws InputError for what a session does not do yet: rather than to trade opinions further than the specification says */
export function refuseUnsupported({ spec, prices }: Pick<SessionSettings, 'spec' | 'prices'>): void {
  const { bootstrap, observations } = spec;
  if (prices !== null && observations !== undefined) {
    throw new InputError(
      'session.observations',
      `A session on live prices shows its model what comes of its bars, and no recorded observations: leave ${field('observations')} out.`,
      { where: 'observations' },
    );
  }
  if (bootstrap !== null) {
    throw new InputError('session.bootstrap', `A session has no intervals: leave ${field('bootstrap')} out.`, {
      where: 'bootstrap',
    });
  }
}
