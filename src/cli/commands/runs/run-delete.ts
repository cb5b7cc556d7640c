import type { DamagedRun, StoredRunRow } from '../../../contract/runs.js';
import { join } from 'node:path';
import { findRun } from '../../../app/compare/find-run.js';
import { systemClock } from '../../../app/runtime/system.js';
import { deleteRuns } from '../../../app/runs/delete-runs.js';
import { planRunPrune, storedRuns } from '../../../app/runs/stored-runs.js';
import { assertOurs } from '../../../app/runs/run-folder.js';
import { renderClearing } from '../../../report/terminal/runs.js';
import { confirmed } from '../../confirm.js';
import type { Session } from '../../session.js';
import { rootOf, type RunsDeleteGiven, type RunsPruneGiven } from './options.js';
import { given } from '../../../core/given.js';

type Going = StoredRunRow | DamagedRun;

export async function runRunsDelete(
  session: Session,
  wanted: readonly string[],
  options: RunsDeleteGiven,
): Promise<void> {
  const root = rootOf(session, options);
  const { runs, damaged } = await storedRuns(root);
  const all: readonly Going[] = [...runs, ...damaged];
  const ids = all.map(({ id }) => id).sort();
  const chosen = new Set(wanted.map((each) => findRun(each, ids)));
  const going = all.filter(({ id }) => chosen.has(id));
  for (const each of going) assertOurs(join(root, each.id), each);
  await clear(session, root, { going, foreign: [], staying: runs.length - going.length }, options);
}

export async function runRunsPrune(session: Session, options: RunsPruneGiven): Promise<void> {
  const { keep, olderThan, damaged = false } = options;
  const rule = {
    damaged,
    ...given({ keep, before: olderThan === undefined ? undefined : systemClock.now() - olderThan }),
  };
  const root = rootOf(session, options);
  await clear(session, root, planRunPrune(await storedRuns(root), rule), options);
}

interface Clearing {
  readonly going: readonly Going[];
  readonly foreign: readonly Going[];
  readonly staying: number;
}

/** Asks where nobody said `--yes`, and deletes; what is gone is said even where the rest fails. */
async function clear(
  session: Session,
  root: string,
  plan: Clearing,
  options: RunsDeleteGiven & Pick<RunsPruneGiven, 'dryRun'>,
): Promise<void> {
  const { going } = plan;
  const deleted: string[] = [];
  const say = (): void => {
    const done = going.filter(({ id }) => deleted.includes(id));
    const left = plan.staying + (going.length - done.length);
    const view = {
      ...(options.dryRun === true ? { going } : { deleted: done }),
      foreign: plan.foreign,
      staying: options.dryRun === true ? plan.staying : left,
    };
    if (options.json === true) session.printJson(view);
    else session.print(renderClearing(view, session.style));
  };
  if (going.length > 0 && options.dryRun !== true) {
    const question =
      going.length === 1
        ? session.say('Delete the run {id} under {folder}?', { id: going[0]!.id, folder: root })
        : session.say('Delete {n} {n:run|runs} under {folder}?', { n: going.length, folder: root });
    if (!(await confirmed(session, question, options.yes === true))) {
      session.note(session.say('Nothing was deleted.'));
      return;
    }
    try {
      const { signal } = session.io;
      await deleteRuns(
        root,
        going.map(({ id }) => id),
        { signal, onDeleted: (id) => deleted.push(id) },
      );
    } catch (error) {
      if (deleted.length > 0) say();
      throw error;
    }
  }
  say();
}
