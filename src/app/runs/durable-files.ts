import { open, rename, stat } from 'node:fs/promises';

/** The parts of a file, in order: a large one is never a string of its own. */
export type Parts = Iterable<string | Uint8Array>;

/** Writes a file and brings it to disk. @throws the reason of the signal as soon as it is aborted */
export async function writeFile(
  path: string,
  parts: Parts,
  { flag = 'wx', signal }: { readonly flag?: 'w' | 'wx'; readonly signal?: AbortSignal | undefined } = {},
): Promise<void> {
  const handle = await open(path, flag);
  try {
    for (const part of parts) {
      signal?.throwIfAborted();
      await handle.writeFile(part);
    }
    signal?.throwIfAborted();
    await handle.sync();
  } finally {
    await handle.close();
  }
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

/** Gives a finished folder its name. False where another has that name already. */
export async function renamed(from: string, to: string): Promise<boolean> {
  try {
    await rename(from, to);
    return true;
  } catch (error) {
    const taken = await stat(to).catch(() => null);
    if (taken === null) throw error;
    return false;
  }
}
