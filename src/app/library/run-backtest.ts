import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import type { BacktestControls } from '../backtest/controls.js';
import type { BacktestWishes } from '../backtest/make-spec.js';
import { createRuntime, type RuntimeOptions } from '../runtime/runtime.js';
import { splitRuntimeOptions } from './runtime-settings.js';

/** What to run; what is left out is as `llm-trading backtest` has it. */
export interface BacktestSettings
  extends RuntimeOptions, Omit<BacktestWishes, 'data' | 'funding'>, Omit<BacktestControls, 'cwd' | 'repeats'> {
  /** A file of bars, or a stored series such as `BTCUSDT:1h`; several symbols share one account. */
  readonly data: string | readonly string[];
  readonly funding?: BacktestWishes['funding'];
}

/**
 * For programs: a backtest as the command runs it, counted among the trials of the user data folder, with its result as a
 * document (`renderBacktestReport` draws it). `Backtester` runs a strategy over bars of your own and writes nothing.
 * @throws InputError naming what is wrong and where
 */
export async function runBacktest(settings: BacktestSettings): Promise<BacktestResultDocument> {
  const { makeSpec } = await import('../backtest/make-spec.js');
  const { runSpec } = await import('../backtest/run-backtest.js');
  const { options, request } = splitRuntimeOptions(settings);
  const { data, cwd = process.cwd() } = settings;
  const runtime = createRuntime(options);
  const spec = await makeSpec(
    { funding: [], ...request, data: typeof data === 'string' ? [data] : data },
    cwd,
    runtime,
  );
  const { document } = await runSpec(spec, { ...request, cwd }, runtime);
  return document;
}
