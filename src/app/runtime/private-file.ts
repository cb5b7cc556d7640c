import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asDiskError } from '../../core/disk-error.js';
import { writeOnce } from '../../infra/store/files/atomic-file.js';

/** Read and written by its owner alone. */
const PRIVATE = 0o600;

/**
 * Writes a file that nobody else may read, unless it is there already.
 * @returns whether it was written
 * @throws DiskError where it cannot be
 */
export async function writePrivateOnce(path: string, text: string): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true });
    return await writeOnce(path, text, PRIVATE);
  } catch (error) {
    throw asDiskError(error, path);
  }
}
