import { readRun } from '../../../app/runs/read-run.js';
import { storedRunsFolder } from '../../../app/runs/run-page.js';
import {
  runForSession,
  sessionOfRun,
  type RunForSession,
  type SessionPrices,
} from '../../../app/live/session-of-run.js';
import { withRecordedPrompt } from '../../../app/ledger/recorded-prompt.js';
import type { Runtime } from '../../../app/runtime/runtime.js';
import type { BacktestSpec } from '../../../contract/backtest-spec.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { loadSettings } from '../../settings.js';
import type { PaperGiven } from './options.js';

/** The stored run that a session is to trade as. @throws InputError where there is no such run */
export async function storedRunOf(session: Session, id: string, config: string | undefined): Promise<RunForSession> {
  const { userDataDir } = loadSettings(session, {}, config).config;
  const { result } = await readRun(storedRunsFolder(userDataDir), id);
  return runForSession(id, result);
}

/** What the session trades, with a word on each thing of the run that it cannot take. */
export async function specOfStoredRun(
  session: Session,
  run: RunForSession,
  prices: SessionPrices,
  { replay, config }: Pick<PaperGiven, 'replay' | 'config'>,
): Promise<{ readonly spec: BacktestSpec; readonly runtime: Runtime }> {
  const { spec, leftOut } = sessionOfRun(run, prices);
  for (const { field, reason } of leftOut) {
    session.note(session.say('Not taken from the run: {field}. {reason}', { field, reason: session.said(reason) }));
  }
  const given = runtimeFor(session, {}, config);
  return { spec, runtime: replay === true ? await withRecordedPrompt(given) : given };
}
