import { join, relative, resolve } from 'node:path';
import { repeatRun } from '../../../app/backtest/repeat-run.js';
import { runRegistered } from '../../../app/backtest/registered-run.js';
import { writeRun } from '../../../app/runs/index.js';
import { profitBySymbol, summaryOf, type BacktestResultDocument } from '../../../core/backtest-result/index.js';
import { renderBacktest, renderRepeat, type BacktestView } from '../../../report/terminal/index.js';
import { EXIT } from '../../exit-code.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { flagsOf } from '../../setting-options.js';
import { numberOf } from './execution-options.js';
import { RUN_FLAGS, runRequest, type RunOptions } from './options.js';
import { sayProgress } from './say-progress.js';

export interface BacktestCommandOptions extends RunOptions {
  /** True without a number. */
  readonly bootstrap?: string | true;
  readonly out?: string;
  readonly repeat?: string;
  readonly json?: boolean;
  readonly config?: string;
}

const DEFAULT_SAMPLES = 1_000;

/** @returns the exit code: 1 where a repetition came out otherwise */
export async function runBacktestCommand(session: Session, options: BacktestCommandOptions): Promise<number> {
  if (options.repeat !== undefined) return repeat(session, options, options.repeat);
  const { cwd, signal } = session.io;
  const runtime = runtimeFor(session, flagsOf({ ...options }, RUN_FLAGS), options.config);
  const samples =
    options.bootstrap === true ? DEFAULT_SAMPLES : numberOf(options.bootstrap, '--bootstrap', 'a number such as 1000');
  const request = runRequest(options, cwd, signal);
  const { document, deflated, written } = await withProgress(session, 'reading', async ({ say }) => {
    const completed = await runRegistered(
      {
        ...request,
        ...(samples === undefined ? {} : { bootstrap: samples }),
        onProgress: sayProgress(say),
      },
      runtime,
    );
    say('writing the report');
    const root = runsFolder(options, cwd, runtime.config.userDataDir);
    return {
      document: completed.document,
      deflated: completed.deflated,
      written: await writeRun(completed.document, { root, clock: runtime.clock, bars: completed.bars }),
    };
  });
  if (options.json === true) {
    const by_symbol = profitBySymbol(document);
    session.printJson({ run: written.id, ...summaryOf(document), by_symbol, deflated_sharpe: deflated });
  } else {
    const report = relative(cwd, join(written.folder, 'report.html'));
    session.print(renderBacktest({ ...viewOf(document), deflated }, { id: written.id, report }, session.style));
  }
  return EXIT.done;
}

const runsFolder = ({ out }: BacktestCommandOptions, cwd: string, userDataDir: string): string =>
  out === undefined ? join(userDataDir, 'runs') : resolve(cwd, out);

async function repeat(session: Session, options: BacktestCommandOptions, id: string): Promise<number> {
  const { cwd, signal } = session.io;
  const { userDataDir } = session.load({}, options.config).config;
  const concurrency = numberOf(options.concurrency, '--concurrency', 'a whole number such as 4');
  const report = await withProgress(session, `repeating ${id}`, ({ say }) =>
    repeatRun({
      id,
      root: runsFolder(options, cwd, userDataDir),
      cwd,
      signal,
      onProgress: sayProgress(say),
      ...(concurrency === undefined ? {} : { concurrency }),
      runtimeWith: (flags) => runtimeFor(session, flags, options.config),
    }),
  );
  if (options.json === true) session.printJson(report);
  else session.print(renderRepeat(report, session.style));
  return report.identical ? EXIT.done : EXIT.bug;
}

function viewOf(document: BacktestResultDocument): BacktestView {
  const { benchmark, initial_equity, prices, configuration } = document;
  const { costs, quantity, entry_price } = benchmark;
  const closes = prices.find(({ symbol }) => symbol === benchmark.symbol)?.close ?? [];
  let last = entry_price;
  const benchmarkEquity = closes.map((close) => {
    last = close ?? last;
    return initial_equity - costs + quantity * (last - entry_price);
  });
  return {
    ...document,
    by_symbol: profitBySymbol(document),
    benchmark_equity: benchmarkEquity,
    opinions: opinionsOf(configuration.regime),
  };
}

/** What the effective configuration says about the opinions of the run. */
function opinionsOf(regime: unknown): BacktestView['opinions'] {
  if (typeof regime !== 'object' || regime === null) return null;
  const { model, totals } = regime as {
    readonly model: string;
    readonly totals: { readonly decisions: number; readonly failed: number; readonly calls: number };
  };
  return { model, decisions: totals.decisions, failed: totals.failed, calls: totals.calls };
}
