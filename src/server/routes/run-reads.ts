import { compareRuns } from '../../app/compare/compare-runs.js';
import { readRun, type StoredRun } from '../../app/runs/read-run.js';
import { runPage, storedRunsFolder } from '../../app/runs/run-page.js';
import { runWindow } from '../../app/runs/run-window.js';
import { movingTogether, profitBySymbol, summaryOf } from '../../core/backtest-result/index.js';
import type { DashboardParts, Handlers } from './handlers.js';

/** Runs that stay in memory: a chart that is zoomed asks for the same one again and again. */
const KEPT = 3;

/** Stored runs. */
export function runReads({
  runtime,
}: DashboardParts): Handlers<'runs' | 'run' | 'runSeries' | 'runTrades' | 'compare'> {
  const root = storedRunsFolder(runtime.config.userDataDir);
  const kept = new Map<string, Promise<StoredRun>>();
  const resultOf = async (id: string): Promise<StoredRun['result']> => {
    const known = kept.get(id) ?? readRun(root, id);
    kept.delete(id);
    kept.set(id, known);
    if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
    try {
      return (await known).result;
    } catch (error) {
      kept.delete(id);
      throw error;
    }
  };
  return {
    runs: ({ query }) => runPage(root, query),
    run: async ({ params }) => {
      const result = await resultOf(params.id!);
      return {
        run: params.id!,
        report: `/api/v1/runs/${params.id!}/report`,
        ...summaryOf(result),
        by_symbol: profitBySymbol(result),
        moving_together: movingTogether(result),
      } as never;
    },
    runSeries: async ({ params, query }) => runWindow(await resultOf(params.id!), query),
    runTrades: async ({ params, query: { limit, after } }) => {
      const { trades } = await resultOf(params.id!);
      const page = trades.slice(after, after + limit);
      return { trades: page, total: trades.length, next: after + limit < trades.length ? after + limit : null };
    },
    compare: async ({ query }) => (await compareRuns(root, query.runs.split(','))).comparison,
  };
}
