import { randomUUID } from 'node:crypto';
import { link, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asDiskError } from '../../../core/disk-error.js';
import { writeDurable, type Parts, syncFolder } from './durable-file.js';

/** A file's name while it is written, beside the place that it will take. */
const temporaryIn = (folder: string): string => join(folder, `.${randomUUID()}.tmp`);

/**
 * Writes a file so that a reader, or a machine that loses power, sees the old content or the new, never a part: a temporary
 * file beside it, its data on disk before it takes the name, and the name on disk after. Where `parts` throws, nothing is left.
 * @throws DiskError where there is no room, no right, or a file in the way
 */
export async function writeFileAtomic(path: string, parts: Parts): Promise<void> {
  const folder = dirname(path);
  const temporary = temporaryIn(folder);
  try {
    await mkdir(folder, { recursive: true });
    await writeDurable(temporary, parts);
    await rename(temporary, path);
  } catch (error) {
    // What went wrong first is what counts, also where nothing can be removed.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw asDiskError(error, path);
  }
  await syncFolder(folder);
}

/**
 * The same for a file that is written once and never replaced: of two writers the first wins. `link` refuses a name that is
 * taken, so the file appears whole.
 * @param mode rights of the file
 * @returns false where the name is taken
 * @throws what the system says
 */
export async function writeOnce(path: string, text: string, mode?: number): Promise<boolean> {
  const folder = dirname(path);
  const temporary = temporaryIn(folder);
  try {
    await mkdir(folder, { recursive: true });
    await writeDurable(temporary, [text], { mode });
    const isFirst = await link(temporary, path).then(
      () => true,
      (error: unknown) => {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
        throw error;
      },
    );
    if (isFirst) await syncFolder(folder);
    return isFirst;
  } finally {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}
