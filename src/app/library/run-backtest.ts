import type { BacktestSpec } from '../../contract/backtest-spec.js';
import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import type { BacktestControls } from '../backtest/controls.js';
import type { BacktestWishes } from '../backtest/make-spec.js';
import { createRuntime, type Runtime, type RuntimeOptions } from '../runtime/runtime.js';
import { splitRuntimeOptions } from './runtime-settings.js';

/** What to run; what is left out is as `llm-trading backtest` has it. */
export interface BacktestSettings
  extends RuntimeOptions, Omit<BacktestWishes, 'data' | 'funding'>, Omit<BacktestControls, 'cwd' | 'repeats'> {
  /** A file of bars, or a stored series such as `BTCUSDT:1h`; several symbols share one account. */
  readonly data: string | readonly string[];
  readonly funding?: BacktestWishes['funding'];
}

/** The run that the settings mean, and the parts of the program that run it. @throws InputError naming what is wrong */
export async function specOfSettings(
  settings: BacktestSettings,
): Promise<{ readonly spec: BacktestSpec; readonly runtime: Runtime }> {
  const { makeSpec } = await import('../backtest/make-spec.js');
  const { options, request } = splitRuntimeOptions(settings);
  const { data, cwd = process.cwd() } = settings;
  const runtime = createRuntime(options);
  const wishes = { funding: [], ...request, data: typeof data === 'string' ? [data] : data };
  return { spec: await makeSpec(wishes, cwd, runtime), runtime };
}

/**
 * For programs: a backtest as the command runs it, counted among the trials of the user data folder, with its result as a
 * document (`renderBacktestReport` draws it). `Backtester` runs a strategy over bars of your own and writes nothing.
 * @throws InputError naming what is wrong and where
 */
export async function runBacktest(settings: BacktestSettings): Promise<BacktestResultDocument> {
  const { runSpec } = await import('../backtest/run-backtest.js');
  const { spec, runtime } = await specOfSettings(settings);
  const { cwd = process.cwd(), signal, onProgress, concurrency, replay, knownFailures, knownNewsFailures } = settings;
  const controls = { cwd, signal, onProgress, concurrency, replay, knownFailures, knownNewsFailures };
  return (await runSpec(spec, controls, runtime)).document;
}
