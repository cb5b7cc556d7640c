import { randomUUID } from 'node:crypto';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../files/atomic-file.js';
import { syncFolder } from '../files/durable-file.js';

/** `.next-<pid>-<id>-2024.parquet`: a file that waits for the others of its write. */
const WAITING = /^\.next-(\d+)-([0-9a-f-]{36})-(.+)$/;
/** `.commit-<id>`: from here on every file of that write counts. */
const COMMIT = /^\.commit-([0-9a-f-]{36})$/;

interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Replaces several files of a folder together: after a crash at any moment a reader that calls `finishWrites` first finds all of them,
 * or none. Each is brought to disk beside the old one; then one mark says that all are there; then they take their names.
 * @throws DiskError; nothing has changed then
 */
export async function writeTogether(
  folder: string,
  files: Iterable<NamedBytes> | AsyncIterable<NamedBytes>,
): Promise<void> {
  const id = randomUUID();
  const waiting: { readonly path: string; readonly name: string }[] = [];
  try {
    for await (const { name, bytes } of files) {
      const path = join(folder, `.next-${process.pid}-${id}-${name}`);
      waiting.push({ path, name });
      await writeFileAtomic(path, [bytes]);
    }
    await writeFileAtomic(join(folder, `.commit-${id}`), []);
  } catch (error) {
    for (const { path } of waiting) await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
  for (const { path, name } of waiting) await take(path, join(folder, name));
  await syncFolder(folder);
  await rm(join(folder, `.commit-${id}`), { force: true });
}

/**
 * Finishes writes that were cut off after their mark, and clears away those cut off before it.
 * @returns whether anything took its name
 */
export async function finishWrites(folder: string): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  const marks = new Set(names.flatMap((name) => COMMIT.exec(name)?.[1] ?? []));
  let finished = false;
  for (const name of names) {
    const [, pid, id, target] = WAITING.exec(name) ?? [];
    if (target === undefined) continue;
    if (marks.has(id!)) {
      await take(join(folder, name), join(folder, target));
      finished = true;
    } else if (!isAlive(Number(pid))) await rm(join(folder, name), { force: true });
  }
  if (finished) await syncFolder(folder);
  for (const id of marks) await rm(join(folder, `.commit-${id}`), { force: true });
  return finished;
}

/** The one who wrote it and one who reads may both give it its name: for the second it is gone. */
async function take(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
