import type { BacktestSpec } from '../../../contract/backtest-spec.js';
import { makeSpec } from '../../../app/backtest/make-spec.js';
import { withRecordedPrompt } from '../../../app/ledger/recorded-prompt.js';
import type { Runtime } from '../../../app/runtime/runtime.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { settingsOf } from '../../options/option-table.js';
import { BACKTEST_OPTIONS, runWishes, type SpecGiven } from './options.js';

const DEFAULT_SAMPLES = 1_000;

/** The run that the options mean, and the parts of the program that run it. @throws InputError naming what is wrong */
export async function specOfOptions(
  session: Session,
  options: SpecGiven,
): Promise<{ readonly spec: BacktestSpec; readonly runtime: Runtime }> {
  const given = runtimeFor(session, settingsOf(BACKTEST_OPTIONS, options), options.config);
  const runtime = options.replay === true ? await withRecordedPrompt(given) : given;
  const samples = options.bootstrap === true ? DEFAULT_SAMPLES : options.bootstrap;
  const wishes = { ...runWishes(options), ...(samples === undefined ? {} : { bootstrap: samples }) };
  return { spec: await makeSpec(wishes, session.io.cwd, runtime), runtime };
}
