import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../core/errors.js';
import { RUN_FILES } from './run-files.js';

const OURS: readonly string[] = Object.values(RUN_FILES);
/** What systems leave in any folder that was looked at. */
const LITTER: readonly string[] = ['.DS_Store', 'Thumbs.db', 'desktop.ini'];

/** What lies in a folder that has a run's name. */
export interface RunFolder {
  /** Of all its files. */
  readonly bytes: number;
  /** Names that no run writes: somebody keeps them there. */
  readonly foreign: readonly string[];
}

/** Looks at a folder; one that is gone by now is empty. */
export async function lookAt(folder: string): Promise<RunFolder> {
  let bytes = 0;
  const foreign: string[] = [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile() || ![...OURS, ...LITTER].includes(entry.name)) foreign.push(entry.name);
    if (entry.isFile()) bytes += await sizeOf(join(folder, entry.name));
  }
  return { bytes, foreign: foreign.sort() };
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => null))?.size ?? 0;

const NAMED = 3;

/** @throws InputError `run.foreign` where more lies in the folder than a run writes: it is not ours alone to delete */
export function assertOurs(folder: string, { foreign }: RunFolder): void {
  if (foreign.length === 0) return;
  const more = foreign.length > NAMED ? ` and ${foreign.length - NAMED} more` : '';
  const names = `${foreign.slice(0, NAMED).join(', ')}${more}`;
  throw new InputError(
    'run.foreign',
    `${folder} is left as it is: it holds ${names}, which no run wrote. Move that elsewhere, then run the same command again.`,
    { where: folder, remedy: 'move what no run wrote elsewhere' },
  );
}
