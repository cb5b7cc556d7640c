import { withRecordedPrompt } from '../../../app/ledger/recorded-prompt.js';
import { join, relative, resolve } from 'node:path';
import { nameTrial, runRegistered } from '../../../app/backtest/registered-run.js';
import { assertUsableFolder } from '../../../app/runtime/user-data.js';
import { writeRun } from '../../../app/runs/write-run.js';
import { profitBySymbol, summaryOf } from '../../../core/backtest-result/index.js';
import { renderBacktest } from '../../../report/terminal/backtest.js';
import { renderRepeat } from '../../../report/terminal/repeat.js';
import { EXIT } from '../../exit-code.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { flagsOf } from '../../setting-options.js';
import { numberOf, withTypedOption } from './execution-options.js';
import { RUN_FLAGS, runRequest, type RunOptions } from './options.js';
import { sayProgress } from '../../say-asking.js';
import { backtestView } from './view.js';
import { loadSettings } from '../../settings.js';

export interface BacktestCommandOptions extends RunOptions {
  /** True without a number. */
  readonly bootstrap?: string | true;
  readonly out?: string;
  readonly csv?: boolean;
  /** False with `--no-series`. */
  readonly series?: boolean;
  readonly repeat?: string;
  readonly json?: boolean;
  readonly config?: string;
}

const DEFAULT_SAMPLES = 1_000;

/** @returns the exit code: 4 where a repetition came out differently */
export async function runBacktestCommand(session: Session, options: BacktestCommandOptions): Promise<number> {
  try {
    return await run(session, options);
  } catch (error) {
    throw withTypedOption(error, options);
  }
}

async function run(session: Session, options: BacktestCommandOptions): Promise<number> {
  if (options.repeat !== undefined) return repeat(session, options, options.repeat);
  const { cwd, signal } = session.io;
  const given = runtimeFor(session, flagsOf({ ...options }, RUN_FLAGS), options.config);
  const runtime = options.replay === true ? await withRecordedPrompt(given) : given;
  const samples =
    options.bootstrap === true ? DEFAULT_SAMPLES : numberOf(options.bootstrap, '--bootstrap', 'a number such as 1000');
  const request = runRequest(options, cwd, signal);
  await assertUsableFolder(runsFolder(options, cwd, runtime.config.userDataDir));
  const { document, deflated, written } = await withProgress(session, 'reading', async (progress) => {
    // Only these are kept: the logs of the run can go before the report is drawn.
    const { document, deflated, trial, bars } = await runRegistered(
      {
        ...request,
        ...(samples === undefined ? {} : { bootstrap: samples }),
        onProgress: sayProgress(progress, session),
      },
      runtime,
    );
    progress.say('writing the report');
    const root = runsFolder(options, cwd, runtime.config.userDataDir);
    const { clock } = runtime;
    const [csv, series] = [options.csv === true, options.series !== false];
    const written = await writeRun(document, { root, clock, bars, csv, series, signal });
    await nameTrial(trial, written.id, runtime);
    return { document, deflated, written };
  });
  if (options.json === true) {
    const by_symbol = profitBySymbol(document);
    session.printJson({ run: written.id, ...summaryOf(document), by_symbol, deflated_sharpe: deflated });
  } else {
    const report = relative(cwd, join(written.folder, 'report.html'));
    session.print(renderBacktest({ ...backtestView(document), deflated }, { id: written.id, report }, session.style));
  }
  return EXIT.done;
}

const runsFolder = ({ out }: BacktestCommandOptions, cwd: string, userDataDir: string): string =>
  out === undefined ? join(userDataDir, 'runs') : resolve(cwd, out);

async function repeat(session: Session, options: BacktestCommandOptions, id: string): Promise<number> {
  const { cwd, signal } = session.io;
  const { userDataDir } = loadSettings(session, {}, options.config).config;
  const concurrency = numberOf(options.concurrency, '--concurrency', 'a whole number such as 4');
  const { repeatRun } = await import('../../../app/backtest/repeat-run.js');
  const report = await withProgress(session, `repeating ${id}`, (progress) =>
    repeatRun({
      id,
      root: runsFolder(options, cwd, userDataDir),
      cwd,
      signal,
      onProgress: sayProgress(progress, session),
      ...(concurrency === undefined ? {} : { concurrency }),
      runtimeWith: (flags) => runtimeFor(session, flags, options.config),
    }),
  );
  if (options.json === true) session.printJson(report);
  else session.print(renderRepeat(report, session.style));
  return report.identical ? EXIT.done : EXIT.refused;
}
