import { join } from 'node:path';
import { findRun } from '../../../app/compare/find-run.js';
import { systemClock } from '../../../app/runtime/system.js';
import { deleteRuns } from '../../../app/runs/delete-runs.js';
import { planRunPrune, storedRuns } from '../../../app/runs/stored-runs.js';
import { assertOurs, type RunFolder } from '../../../app/runs/run-folder.js';
import { InputError } from '../../../core/errors.js';
import { renderClearing } from '../../../report/terminal/runs.js';
import { confirmed } from '../../confirm.js';
import type { Session } from '../../session.js';
import { numberOption } from '../data/file-options.js';
import { rootOf, type RunsOptions } from './options.js';
import { DAY, HOUR, WEEK } from '../../../core/time.js';

interface Going extends RunFolder {
  readonly id: string;
}

interface DeleteOptions extends RunsOptions {
  readonly yes?: boolean;
}

export async function runRunsDelete(
  session: Session,
  wanted: readonly string[],
  options: DeleteOptions,
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

interface PruneOptions extends DeleteOptions {
  readonly keep?: string;
  readonly olderThan?: string;
  readonly damaged?: boolean;
  readonly dryRun?: boolean;
}

export async function runRunsPrune(session: Session, options: PruneOptions): Promise<void> {
  const { keep, olderThan, damaged = false } = options;
  const rule = {
    damaged,
    ...(keep === undefined ? {} : { keep: numberOption(keep, '--keep', 0, 1_000_000) }),
    ...(olderThan === undefined ? {} : { before: systemClock.now() - ageOf(olderThan) }),
  };
  const root = rootOf(session, options);
  await clear(session, root, planRunPrune(await storedRuns(root), rule), options);
}

const UNITS: Readonly<Record<string, number>> = { h: HOUR, d: DAY, w: WEEK };

/** `30d`, `12h`, `2w`, ms; a bare number is of days. @throws InputError */
function ageOf(text: string): number {
  const [, count, unit = 'd'] = /^(\d{1,6}(?:\.\d+)?)\s*([hdw])?$/.exec(text.trim()) ?? [];
  if (count !== undefined) return Number(count) * UNITS[unit]!;
  throw new InputError('input.age', `--older-than is "${text.slice(0, 40)}": write it like 30d, 12h or 2w.`, {
    where: '--older-than',
    expected: 'a number of days, hours or weeks',
  });
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
  options: DeleteOptions & { readonly dryRun?: boolean },
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
    const what = going.length === 1 ? `the run ${going[0]!.id}` : `${going.length} runs`;
    if (!(await confirmed(session, `Delete ${what} under ${root}?`, options.yes === true))) {
      session.note('Nothing was deleted.');
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
