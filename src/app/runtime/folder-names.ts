import { readdir, stat } from 'node:fs/promises';
import { SECOND } from '../../core/time.js';
import { systemClock } from './system.js';

interface Listing {
  /** When the folder was last written into, and when it was read, UTC ms. */
  readonly changedAt: number;
  readonly readAt: number;
  readonly names: readonly string[];
}

/** Folders whose names stay in memory. */
const MOST = 500;
/** Stamps of a file system are as coarse as its clock: what was read sooner after a change may have missed another. */
const SETTLED_MS = 2 * SECOND;
const listings = new Map<string, Listing>();

/** Names in a folder, from memory while nothing comes into it or leaves it; none where it is missing. */
export async function folderNames(folder: string): Promise<readonly string[]> {
  const info = await stat(folder).catch(() => null);
  if (info === null) return [];
  const known = listings.get(folder);
  if (known?.changedAt === info.mtimeMs && known.readAt - known.changedAt > SETTLED_MS) return known.names;
  const readAt = systemClock.now();
  const names = await readdir(folder).catch(() => []);
  listings.delete(folder);
  listings.set(folder, { changedAt: info.mtimeMs, readAt, names });
  if (listings.size > MOST) listings.delete(listings.keys().next().value!);
  return names;
}
