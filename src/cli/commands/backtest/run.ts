import { join, relative, resolve } from 'node:path';
import { runSpec } from '../../../app/backtest/run-backtest.js';
import { nameTrial } from '../../../app/backtest/trials.js';
import { assertUsableFolder } from '../../../app/runtime/user-data.js';
import { writeRun } from '../../../app/runs/write-run.js';
import { movingTogether, profitBySymbol, summaryOf } from '../../../core/backtest-result/index.js';
import { renderBacktest } from '../../../report/terminal/backtest.js';
import { renderRepeat } from '../../../report/terminal/repeat.js';
import { EXIT } from '../../exit-code.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { withTypedOption } from './execution-options.js';
import { sayProgress } from '../../say-asking.js';
import { specOfOptions } from './spec.js';
import { runControls, type BacktestGiven } from './options.js';
import { backtestView } from './view.js';

/** @returns the exit code: 4 where a repetition came out differently */
export async function runBacktestCommand(session: Session, options: BacktestGiven): Promise<number> {
  try {
    return await run(session, options);
  } catch (error) {
    throw withTypedOption(error, options);
  }
}

async function run(session: Session, options: BacktestGiven): Promise<number> {
  if (options.repeat !== undefined) return repeat(session, options, options.repeat);
  const { cwd, signal } = session.io;
  const { spec, runtime } = await specOfOptions(session, options);
  const root = runsFolder(options, cwd, runtime.config.userDataDir);
  await assertUsableFolder(root);
  const { document, trial, written } = await withProgress(session, session.say('reading'), async (progress) => {
    const controls = { ...runControls(options, session), onProgress: sayProgress(progress, session) };
    // Only these are kept: the logs of the run can go before the report is drawn.
    const { document, trial, bars } = await runSpec(spec, controls, runtime);
    progress.say(session.say('writing the report'));
    const { clock } = runtime;
    const [csv, series] = [options.csv === true, options.series];
    const written = await writeRun(document, { root, clock, bars, csv, series, signal, language: session.language });
    await nameTrial(trial, written.id, runtime);
    return { document, trial, written };
  });
  const { deflated } = trial;
  if (options.json === true) {
    const by_symbol = profitBySymbol(document);
    const moving_together = movingTogether(document);
    session.printJson({
      run: written.id,
      ...summaryOf(document),
      by_symbol,
      moving_together,
      deflated_sharpe: deflated,
    });
  } else {
    const report = relative(cwd, join(written.folder, 'report.html'));
    session.print(renderBacktest({ ...backtestView(document), deflated }, { id: written.id, report }, session.style));
  }
  return EXIT.done;
}

const runsFolder = ({ out }: BacktestGiven, cwd: string, userDataDir: string): string =>
  out === undefined ? join(userDataDir, 'runs') : resolve(cwd, out);

async function repeat(session: Session, options: BacktestGiven, id: string): Promise<number> {
  const { cwd } = session.io;
  const runtime = runtimeFor(session, {}, options.config);
  const controls = runControls(options, session);
  const { repeatRun } = await import('../../../app/backtest/repeat-run.js');
  const report = await withProgress(session, session.say('repeating {id}', { id }), (progress) =>
    repeatRun(
      {
        id,
        root: runsFolder(options, cwd, runtime.config.userDataDir),
        ...controls,
        onProgress: sayProgress(progress, session),
      },
      runtime,
    ),
  );
  if (options.json === true) session.printJson(report);
  else session.print(renderRepeat(report, session.style));
  return report.identical ? EXIT.done : EXIT.refused;
}
