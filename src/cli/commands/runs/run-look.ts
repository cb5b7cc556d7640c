import { join, relative } from 'node:path';
import { findRun } from '../../../app/compare/find-run.js';
import { listRuns, readRun } from '../../../app/runs/read-run.js';
import { storedRuns } from '../../../app/runs/stored-runs.js';
import { movingTogether, profitBySymbol, summaryOf } from '../../../core/backtest-result/index.js';
import { renderBacktest } from '../../../report/terminal/backtest.js';
import { renderRuns } from '../../../report/terminal/runs.js';
import type { Session } from '../../session.js';
import { backtestView } from '../backtest/view.js';
import { rootOf, type RunsGiven, type RunsListGiven } from './options.js';

export async function runRunsList(session: Session, options: RunsListGiven): Promise<void> {
  const { limit } = options;
  const { runs, damaged } = await storedRuns(rootOf(session, options), options.sort);
  const bytes = [...runs, ...damaged].reduce((sum, each) => sum + each.bytes, 0);
  const listed = { runs: runs.slice(0, limit), damaged, total: runs.length, bytes };
  if (options.json === true) session.printJson(listed);
  else session.print(renderRuns(listed, session.style));
}

export async function runRunsShow(session: Session, wanted: string, options: RunsGiven): Promise<void> {
  const root = rootOf(session, options);
  const { runs, broken } = await listRuns(root);
  const id = findRun(wanted, [...runs, ...broken].map((each) => each.id).sort());
  const { result } = await readRun(root, id);
  const report = relative(session.io.cwd, join(root, id, 'report.html'));
  if (options.json === true) {
    session.printJson({
      run: id,
      report,
      ...summaryOf(result),
      by_symbol: profitBySymbol(result),
      moving_together: movingTogether(result),
    });
  } else session.print(renderBacktest(backtestView(result), { id, report }, session.style));
}
