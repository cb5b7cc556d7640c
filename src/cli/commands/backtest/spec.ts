import type { BacktestSpec } from '../../../contract/backtest-spec.js';
import { makeSpec } from '../../../app/backtest/make-spec.js';
import { withRecordedPrompt } from '../../../app/ledger/recorded-prompt.js';
import type { Runtime } from '../../../app/runtime/runtime.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { flagsOf } from '../../setting-options.js';
import { numberOf } from './execution-options.js';
import { RUN_FLAGS, runWishes, type RunOptions } from './options.js';

/** Options that decide what a backtest computes. */
export interface SpecOptions extends RunOptions {
  /** True without a number. */
  readonly bootstrap?: string | true;
  readonly config?: string;
}

const DEFAULT_SAMPLES = 1_000;

/** The run that the options mean, and the parts of the program that run it. @throws InputError naming what is wrong */
export async function specOfOptions(
  session: Session,
  options: SpecOptions,
): Promise<{ readonly spec: BacktestSpec; readonly runtime: Runtime }> {
  const given = runtimeFor(session, flagsOf({ ...options }, RUN_FLAGS), options.config);
  const runtime = options.replay === true ? await withRecordedPrompt(given) : given;
  const samples =
    options.bootstrap === true ? DEFAULT_SAMPLES : numberOf(options.bootstrap, '--bootstrap', 'a number such as 1000');
  const wishes = { ...runWishes(options), ...(samples === undefined ? {} : { bootstrap: samples }) };
  return { spec: await makeSpec(wishes, session.io.cwd, runtime), runtime };
}
