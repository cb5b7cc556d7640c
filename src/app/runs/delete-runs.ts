import { lstat, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { asDiskError } from '../../core/disk-error.js';
import { InputError } from '../../core/errors.js';
import { yieldToEvents } from '../runtime/system.js';
import { unfinishedName } from './leftovers.js';
import { assertOurs, lookAt } from './run-folder.js';
import { assertRunId } from './run-id.js';

/**
 * Deletes runs, one after the other. A run is there whole or gone: its folder first takes a name that no run has, and what an
 * interrupted deletion leaves under it, the next run clears away.
 * @param onDeleted told of each as soon as it is gone
 * @throws InputError for what is not a run folder, or holds more than a run writes; the reason of the signal between two runs
 */
export async function deleteRuns(
  root: string,
  ids: readonly string[],
  { signal, onDeleted }: { readonly signal: AbortSignal; readonly onDeleted: (id: string) => void },
): Promise<void> {
  for (const id of ids) {
    await yieldToEvents();
    signal.throwIfAborted();
    await deleteRun(root, id);
    onDeleted(id);
  }
}

async function deleteRun(root: string, id: string): Promise<void> {
  assertRunId(id);
  const folder = join(root, id);
  // Not `stat`: a link leads to a folder that is somebody else's.
  const found = await lstat(folder).catch(() => null);
  if (found?.isDirectory() !== true) {
    throw new InputError('run.missing', `${folder} is not a run folder: nothing was deleted there.`, {
      where: folder,
      remedy: 'take an id from "llm-trading runs list"',
    });
  }
  assertOurs(folder, await lookAt(folder));
  const going = join(root, unfinishedName());
  try {
    await rename(folder, going);
    await rm(going, { recursive: true, force: true });
  } catch (error) {
    throw asDiskError(error, folder);
  }
}
