import type { DamagedRun, StoredRunRow } from '../../contract/runs.js';
import { join } from 'node:path';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { listRuns } from './read-run.js';
import type { RunSummary } from './run-files.js';
import { lookAt, type RunFolder } from './run-folder.js';
import { madeAt } from './run-id.js';

export interface StoredRuns {
  /** Newest first, unless another order is asked for. */
  readonly runs: readonly StoredRunRow[];
  readonly damaged: readonly DamagedRun[];
}

/** What runs are ordered by: the greatest, or newest, first; names from A on. */
export type RunOrder = 'when' | 'return' | 'sharpe' | 'trades' | 'size' | 'strategy';

/** Every run of a folder with its place on disk. A damaged one is told apart, and nothing else is seen. */
export async function storedRuns(root: string, order: RunOrder = 'when'): Promise<StoredRuns> {
  const { runs, broken } = await listRuns(root);
  const rows = await Promise.all(runs.map(async (run) => runRowOf(run, await lookAt(join(root, run.id)))));
  const damaged = await Promise.all(
    broken.map(async ({ id, reason }) => ({ id, created_at: madeAt(id), reason, ...(await lookAt(join(root, id))) })),
  );
  return { runs: rows.sort(COMPARE.when).sort(COMPARE[order]), damaged: damaged.reverse() };
}

export const runRowOf = ({ id, created_at, summary }: RunSummary, folder: RunFolder): StoredRunRow => ({
  id,
  created_at,
  strategy: summary.strategy.name,
  params: summary.strategy.params,
  symbols: summary.symbols,
  interval_ms: summary.interval_ms,
  start_time: summary.start_time,
  end_time: summary.end_time,
  total_return: summary.total_return,
  sharpe: summary.sharpe,
  trade_count: summary.trade_count,
  ...folder,
});

type Compare = (a: StoredRunRow, b: StoredRunRow) => number;
const greatest =
  (of: (row: StoredRunRow) => number): Compare =>
  (a, b) =>
    of(b) === of(a) ? 0 : of(b) - of(a);

const COMPARE: Readonly<Record<RunOrder, Compare>> = {
  when: (a, b) => (a.id < b.id ? 1 : -1),
  return: greatest((row) => row.total_return),
  // What is not defined comes last.
  sharpe: greatest((row) => row.sharpe ?? -Number.MAX_VALUE),
  trades: greatest((row) => row.trade_count),
  size: greatest((row) => row.bytes),
  strategy: (a, b) => (a.strategy === b.strategy ? 0 : a.strategy < b.strategy ? -1 : 1),
};

/** What a clearing keeps. */
export interface PruneRule {
  /** The newest so many whole runs stay, from 0. */
  readonly keep?: number;
  /** Runs made at or after stay, UTC ms. */
  readonly before?: number;
  /** Whether damaged folders go too, where they are old enough. */
  readonly damaged: boolean;
}

export interface RunPrunePlan {
  /** Newest first. */
  readonly going: readonly (StoredRunRow | DamagedRun)[];
  /** Folders that would go, but hold more than a run writes. */
  readonly foreign: readonly (StoredRunRow | DamagedRun)[];
  /** Whole runs that stay. */
  readonly staying: number;
}

/**
 * Which runs go: those that neither rule keeps.
 * @throws InputError where there is no rule: that would be all of them
 */
export function planRunPrune(
  { runs, damaged }: StoredRuns,
  { keep, before, damaged: withDamaged }: PruneRule,
): RunPrunePlan {
  if (keep === undefined && before === undefined && !withDamaged) {
    throw new InputError(
      'run.prune',
      `It is not said what stays: give ${field('keep', '20')}, ${field('olderThan', '30d')} or both, or ${field('damaged')}.`,
      { where: 'keep' },
    );
  }
  const isOld = ({ created_at }: { readonly created_at: number }): boolean =>
    before === undefined || created_at < before;
  const isMeant = keep !== undefined || before !== undefined;
  const meant = isMeant ? runs.slice(keep ?? 0).filter(isOld) : [];
  const all = [...meant, ...(withDamaged ? damaged.filter(isOld) : [])].sort((a, b) => (a.id < b.id ? 1 : -1));
  const going = all.filter(({ foreign }) => foreign.length === 0);
  const goingIds = new Set(going.map(({ id }) => id));
  return {
    going,
    foreign: all.filter(({ foreign }) => foreign.length > 0),
    staying: runs.filter(({ id }) => !goingIds.has(id)).length,
  };
}
