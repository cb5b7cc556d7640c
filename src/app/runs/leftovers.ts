import { randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { UNFINISHED } from './run-files.js';
import { DAY } from '../../core/time.js';
import { sha256Of } from '../../infra/store/files/sha256.js';

/** Which machine this is, as a name of a folder can say it. */
const host = (): string => sha256Of(hostname()).slice(0, 8);

/**
 * A name for a run that is being written. It says by whom and where, so that others can see whether that process still lives.
 */
export const unfinishedName = (): string => `${UNFINISHED}${process.pid}-${host()}-${randomUUID()}`;

/**
 * Removes what a killed process left half-written: folders whose process is gone. Of a process on another machine, which may
 * share this folder, nothing is known here: its folder goes once nothing has changed in it for a day. A process that merely
 * slept for a day keeps its folder. What cannot be removed stays: it is in nobody's way.
 * @param now UTC ms
 */
export async function removeLeftovers(root: string, now: number): Promise<void> {
  const names = await readdir(root).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(UNFINISHED) || isAlive(writerOf(name))) continue;
    const folder = join(root, name);
    const changed = await lastChange(folder);
    if (changed !== null && (isOurs(name) || now - changed > DAY)) {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

const isOurs = (name: string): boolean =>
  /^\d{1,10}-([0-9a-f]{8})-/.exec(name.slice(UNFINISHED.length))?.[1] === host();

/** Null where the name holds none. */
function writerOf(name: string): number | null {
  const pid = /^(\d{1,10})-/.exec(name.slice(UNFINISHED.length))?.[1];
  return pid === undefined ? null : Number(pid);
}

function isAlive(pid: number | null): boolean {
  if (pid === null) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Newest change of a folder or anything in it, UTC ms; null where it is not a folder, or gone by now. */
async function lastChange(folder: string): Promise<number | null> {
  try {
    if (!(await stat(folder)).isDirectory()) return null;
    const paths = [folder, ...(await readdir(folder)).map((name) => join(folder, name))];
    const times = await Promise.all(paths.map(async (path) => (await stat(path)).mtimeMs));
    return Math.max(...times);
  } catch {
    return null;
  }
}
