import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import type { BacktestRequest } from '../backtest/prepare-run.js';
import { createRuntime, type RuntimeOptions } from '../runtime/runtime.js';
import { splitRuntimeOptions } from './runtime-settings.js';

/** What to run; what is left out is as `llm-trading backtest` has it. */
export interface BacktestSettings extends RuntimeOptions, Omit<BacktestRequest, 'data' | 'cwd' | 'funding'> {
  /** A file of bars, or a stored series such as `BTCUSDT:1h`; several symbols share one account. */
  readonly data: string | readonly string[];
  readonly funding?: BacktestRequest['funding'];
}

/**
 * For programs: a backtest as the command runs it, counted among the trials of the user data folder, with its result as a
 * document (`renderBacktestReport` draws it). `Backtester` runs a strategy over bars of your own and writes nothing.
 * @throws InputError naming what is wrong and where
 */
export async function runBacktest(settings: BacktestSettings): Promise<BacktestResultDocument> {
  const { runRegistered } = await import('../backtest/registered-run.js');
  const { options, request } = splitRuntimeOptions(settings);
  const { data } = settings;
  const { document } = await runRegistered(
    {
      funding: [],
      ...request,
      data: typeof data === 'string' ? [data] : data,
      cwd: settings.cwd ?? process.cwd(),
    },
    createRuntime(options),
  );
  return document;
}
