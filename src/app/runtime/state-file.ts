import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeFileAtomic } from '../../infra/store/files/atomic-file.js';

const pathOf = (userDataDir: string, name: string): string => join(userDataDir, 'state', `${name}.json`);

/** What a part of the program noted for its next start; null where it noted nothing, or what can be read no more. */
export async function readState(userDataDir: string, name: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(pathOf(userDataDir, name), 'utf8')) as unknown;
  } catch {
    return null;
  }
}

/** Notes it, whole or not at all. */
export async function writeState(userDataDir: string, name: string, value: unknown): Promise<void> {
  await mkdir(join(userDataDir, 'state'), { recursive: true });
  await writeFileAtomic(pathOf(userDataDir, name), [`${JSON.stringify(value)}\n`]);
}
