import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { assertUsableFolder } from '../app/runtime/user-data.js';
import { asDiskError } from '../core/disk-error.js';
import { InputError } from '../core/errors.js';

/**
 * Checks before any work that a file could be written there, so that a mistyped path costs no model call.
 * @throws InputError where its folder is missing, or the path is a folder itself; DiskError where there is no right or no room
 */
export async function assertWritable(file: string, option: string, cwd: string): Promise<void> {
  const path = resolve(cwd, file);
  const folder = dirname(path);
  const wrong = (problem: string, cause?: unknown): InputError =>
    new InputError('output.file', `${file} (${option}) cannot be written: ${problem}.`, { where: option, cause });
  const around = await stat(folder).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw wrong(`there is no folder ${dirname(file)}; create it or choose another`, error);
    throw asDiskError(error, file);
  });
  if (!around.isDirectory()) throw wrong(`${dirname(file)} is a file and no folder; choose another`);
  await assertUsableFolder(folder);
  const found = await stat(path).catch(() => null);
  if (found?.isDirectory() === true) throw wrong('it is a folder; name a file inside it');
}

/** Writes the document whole or not at all: a reader never sees half a file. */
export const writeDocument = (path: string, document: unknown): Promise<void> =>
  writeText(path, [`${JSON.stringify(document, null, 2)}\n`]);

/** The same for a text in parts, which may be too long for memory. */
export async function writeText(path: string, parts: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const part = `${path}.${process.pid}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
    const handle = await open(part, 'w');
    try {
      for await (const text of parts) await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    throw asDiskError(error, path);
  }
}
