import { barsOfRun } from '../../app/backtest/bars-of-run.js';
import { compareRuns } from '../../app/compare/compare-runs.js';
import { runForSession, sessionPreview } from '../../app/live/session-of-run.js';
import { readRun } from '../../app/runs/read-run.js';
import { runPage, storedRunsFolder } from '../../app/runs/run-page.js';
import { chartedRun, runWindow, type ChartedRun } from '../../app/runs/run-window.js';
import { movingTogether, profitBySymbol, summaryOf } from '../../core/backtest-result/index.js';
import type { DashboardParts, Handlers } from './handlers.js';

/** Runs that stay in memory: a chart that is zoomed asks for the same one again and again. */
const KEPT = 3;

/** Stored runs. */
export function runReads({
  runtime,
  cwd,
}: DashboardParts): Handlers<'runs' | 'run' | 'runSeries' | 'runTrades' | 'runSession' | 'compare'> {
  const root = storedRunsFolder(runtime.config.userDataDir);
  const kept = new Map<string, Promise<ChartedRun>>();
  const chartedOf = async (id: string): Promise<ChartedRun> => {
    const { result } = await readRun(root, id);
    return chartedRun(result, await barsOfRun(result, cwd, runtime));
  };
  const runOf = async (id: string): Promise<ChartedRun> => {
    const known = kept.get(id) ?? chartedOf(id);
    kept.delete(id);
    kept.set(id, known);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    try {
      return await known;
    } catch (error) {
      kept.delete(id);
      throw error;
    }
  };
  return {
    runs: ({ query }) => runPage(root, query),
    run: async ({ params }) => {
      const { result } = await runOf(params.id!);
      return {
        run: params.id!,
        report: `/api/v1/runs/${params.id!}/report`,
        ...summaryOf(result),
        by_symbol: profitBySymbol(result),
        moving_together: movingTogether(result),
      } as never;
    },
    runSeries: async ({ params, query }) => runWindow(await runOf(params.id!), query),
    runTrades: async ({ params, query: { limit, after } }) => {
      const { trades } = (await runOf(params.id!)).result;
      const page = trades.slice(after, after + limit);
      return { trades: page, total: trades.length, next: after + limit < trades.length ? after + limit : null };
    },
    runSession: async ({ params, query }) => {
      const id = params.id!;
      return sessionPreview(id, runForSession(id, (await runOf(id)).result), query.live === 'true');
    },
    compare: async ({ query }) => (await compareRuns(root, query.runs.split(','))).comparison,
  };
}
