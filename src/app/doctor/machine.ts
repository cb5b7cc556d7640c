import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf } from '../../core/errors.js';
import { plainDecimals, failed, ok, warned, type Check } from './check.js';

/** Below this a ledger write may fail any day. */
const LEAST_BYTES = 50 * 1024 ** 2;
/** A year of hourly decisions with snapshots and answers is some 300 MB. */
const COMFORTABLE_BYTES = 1024 ** 3;

/** `wanted` is package.json's `engines.node`, of the form `>=20.19`. */
export function checkNode(version: string, wanted: string): Check {
  const numbers = (text: string): number[] => text.replace(/^\D*/, '').split('.').map(Number);
  const [major = 0, minor = 0] = numbers(version);
  const [leastMajor = 0, leastMinor = 0] = numbers(wanted);
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) {
    return ok('machine', 'Node', `${version} is recent enough (${wanted}).`);
  }
  const message = `${version} is too old, ${wanted} is needed.`;
  return failed({ group: 'machine', name: 'Node', message }, 'install it from https://nodejs.org', 'user');
}

/** The nearest folder of a path that is there. */
async function existing(path: string): Promise<string> {
  const found = await access(path).then(
    () => true,
    () => false,
  );
  return found || dirname(path) === path ? path : existing(dirname(path));
}

const amount = (bytes: number): string =>
  bytes >= 1024 ** 3 ? `${plainDecimals(bytes / 1024 ** 3, 1)} GB` : `${plainDecimals(bytes / 1024 ** 2, 0)} MB`;

/** Room and write access where the system keeps its files. Creates nothing. */
export async function checkDisk(folder: string): Promise<Check> {
  const name = 'disk';
  const found = { group: 'machine', name } as const;
  const place = await existing(folder);
  try {
    await access(place, constants.W_OK | constants.X_OK);
  } catch (error) {
    const message = `${folder} cannot be written (${messageOf(error)}).`;
    return failed({ ...found, message }, 'choose another folder with USER_DATA_DIR, or change its permissions', 'user');
  }
  const { bavail, bsize } = await statfs(place);
  const free = bavail * bsize;
  const message = `${folder} is writable, ${amount(free)} are free.`;
  const remedy = 'free some space, or choose another disk with USER_DATA_DIR';
  if (free < LEAST_BYTES) return failed({ ...found, message }, remedy, 'user');
  return free < COMFORTABLE_BYTES ? warned({ ...found, message }, remedy) : ok('machine', name, message);
}
