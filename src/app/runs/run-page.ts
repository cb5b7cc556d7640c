import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunsList } from '../../contract/runs.js';
import { InputError } from '../../core/errors.js';
import { readRunSummary } from './read-run.js';
import type { RunSummary } from './run-files.js';
import { lookAt } from './run-folder.js';
import { isRunId, madeAt } from './run-id.js';
import { runRowOf } from './stored-runs.js';

export const storedRunsFolder = (userDataDir: string): string => join(userDataDir, 'runs');

/** How many folders of an id there are; runs and evaluations are named alike. */
export const countFolders = async (root: string): Promise<number> => (await idsIn(root)).length;

/**
 * A page of runs, the newest first: only the runs of the page are opened, and `bytes` are theirs.
 * @param before id of the last one seen
 */
export async function runPage(
  root: string,
  { limit, before = '~' }: { readonly limit: number; readonly before?: string | undefined },
): Promise<RunsList> {
  const ids = await idsIn(root);
  const page = ids.filter((id) => id < before).reverse().slice(0, limit); // prettier-ignore
  const runs: RunsList['runs'][number][] = [];
  const damaged: RunsList['damaged'][number][] = [];
  for (const id of page) {
    const folder = await lookAt(join(root, id));
    const found = await readRunSummary(root, id).catch((error: unknown): InputError => {
      if (error instanceof InputError) return error;
      throw error;
    });
    if (found instanceof InputError) damaged.push({ id, created_at: madeAt(id), reason: found.message, ...folder });
    else runs.push(runRowOf(found satisfies RunSummary, folder));
  }
  return { runs, damaged, total: ids.length, bytes: [...runs, ...damaged].reduce((sum, { bytes }) => sum + bytes, 0) };
}

const idsIn = async (root: string): Promise<string[]> => (await readdir(root).catch(() => [])).filter(isRunId).sort();
