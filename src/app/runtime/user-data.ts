import { constants } from 'node:fs';
import { access, stat, statfs } from 'node:fs/promises';
import { dirname, resolve, join } from 'node:path';
import { asDiskError, diskError } from '../../core/disk-error.js';
import { BarStore } from '../../infra/store/bars/bar-store.js';
import type { Config } from '../config/index.js';

/** The local store of bars: `user_data/bars`. Opening it writes nothing. */
export const openBarStore = ({ userDataDir }: Pick<Config, 'userDataDir'>): BarStore =>
  new BarStore(join(userDataDir, 'bars'));

/** Where the model calls of a user data folder are recorded. */
export const ledgerPath = (userDataDir: string): string => join(userDataDir, 'ledger', 'model-calls.sqlite');

/** Less room than this is as good as nothing, bytes: the smallest run folder has some hundred kB. */
const LEAST_ROOM = 1024 * 1024;
/** `statfs.f_type` of /proc and /sys (linux/magic.h), where Node's `mkdir` never returns. */
const SYSTEM_ONLY = new Set([0x9fa0, 0x62656572]);

/**
 * Checks before any work that a folder can be written to, or made, so that no minutes are spent on what cannot be kept. Nothing
 * is made or written.
 * @throws DiskError where there is no right, no room, or a file in the way
 */
export async function assertUsableFolder(folder: string): Promise<void> {
  let there = resolve(folder);
  for (;;) {
    try {
      const info = await stat(there);
      if (!info.isDirectory()) throw diskError(folder, 'ENOTDIR', undefined);
      break;
    } catch (error) {
      const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!missing || dirname(there) === there) throw asDiskError(error, folder);
      there = dirname(there);
    }
  }
  const { type, bavail, bsize } = await statfs(there);
  if (SYSTEM_ONLY.has(type)) throw diskError(folder, 'EROFS', undefined);
  await access(there, constants.W_OK | constants.X_OK).catch((error: unknown) => {
    throw asDiskError(error, folder);
  });
  if (bavail * bsize < LEAST_ROOM) throw diskError(folder, 'ENOSPC', undefined);
}
