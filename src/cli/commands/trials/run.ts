import { listTrials } from '../../../app/backtest/trials.js';
import { renderTrials } from '../../../report/terminal/trials.js';
import type { Session } from '../../session.js';
import { isoTime } from '../../../core/time.js';
import { loadSettings } from '../../settings.js';
import type { TrialsGiven } from './options.js';

export async function runTrials(session: Session, { symbol, json, config: file }: TrialsGiven): Promise<void> {
  const { config } = loadSettings(session, {}, file);
  const trials = (await listTrials({ config }))
    .filter(({ range }) => symbol === undefined || range.symbols.includes(symbol))
    .map(({ id, kind, strategy, status, range, startedAt, sharpe, details }) => ({
      id,
      kind,
      strategy,
      status,
      symbols: [...range.symbols],
      interval_ms: range.intervalMs,
      from_utc: isoTime(range.from),
      to_utc: isoTime(range.to),
      started_at_utc: isoTime(startedAt),
      /** Of daily returns, not annualised: what tries are compared by. */
      daily_sharpe: sharpe,
      /** Null, as are the next, in trials of earlier versions. */
      params: details?.params ?? null,
      total_return: details?.totalReturn ?? null,
      /** Of a year, as the report of the run states it. */
      sharpe: details?.sharpe ?? null,
      trade_count: details?.trades ?? null,
      run: details?.runId ?? null,
    }));
  if (json === true) session.printJson({ trials });
  else session.print(renderTrials(trials, session.style));
}
