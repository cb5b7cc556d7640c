import { open, rename, stat } from 'node:fs/promises';

/** The parts of a file, in order: a large one is never a string of its own. */
export type Parts = Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;

export interface DurableOptions {
  /** `wx`, the default, refuses a name that is taken (EEXIST). */
  readonly flag?: 'w' | 'wx';
  /** Rights of a new file. */
  readonly mode?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Writes a file under its own name and brings its content to disk; the name is brought there by `syncFolder`. For what nobody
 * reads yet: a file in an unfinished folder, or one that takes its real name later.
 * @throws the reason of the signal as soon as it is aborted
 */
export async function writeDurable(path: string, parts: Parts, options: DurableOptions = {}): Promise<void> {
  const { flag = 'wx', mode, signal } = options;
  const handle = await open(path, flag, mode);
  try {
    for await (const part of parts) {
      signal?.throwIfAborted();
      await handle.writeFile(part);
    }
    signal?.throwIfAborted();
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

/** Brings the names in a folder to disk. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; its rename and its link are durable by themselves.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
