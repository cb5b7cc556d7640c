import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asDiskError } from '../../../core/disk-error.js';

/**
 * Writes a file so that a reader, or a machine that loses power, sees the old content or the new, never a part: a temporary
 * file beside it, its data on disk before it takes the name, and the name on disk after. Where `parts` throws, nothing is left.
 * @throws DiskError where there is no room, no right, or a file in the way
 */
export async function writeFileAtomic(
  path: string,
  parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): Promise<void> {
  const folder = dirname(path);
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    await mkdir(folder, { recursive: true });
    const handle = await open(temporary, 'wx');
    try {
      for await (const part of parts) await handle.writeFile(part);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // What went wrong first is what counts, also where nothing can be removed.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw asDiskError(error, path);
  }
  await syncFolder(folder);
}

/** Brings the names in a folder to disk. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its rename is durable by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
