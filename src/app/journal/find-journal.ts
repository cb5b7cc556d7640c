import { existsSync, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from '../../core/errors.js';
import { suggest } from '../../core/text/suggest.js';
import { JOURNAL_FILE } from '../../infra/store/journal/index.js';
import { sessionsPath } from '../runtime/user-data.js';

/**
 * The file of a journal: of a session by its name, or by the path of its folder or of the file itself. A session's name goes before
 * a path of the same name.
 * @throws InputError `journal.none` where neither is there
 */
export function findJournal(wanted: string, userDataDir: string, cwd: string): string {
  const root = sessionsPath(userDataDir);
  const isName = wanted !== '' && !/[\\/]/.test(wanted) && wanted !== '.' && wanted !== '..';
  if (isName && isFolder(join(root, wanted))) return join(root, wanted, JOURNAL_FILE);
  const path = resolve(cwd, wanted);
  if (wanted !== '' && isFolder(path)) return join(path, JOURNAL_FILE);
  if (wanted !== '' && existsSync(path)) return path;
  const sessions = sessionNames(root);
  const near = suggest(wanted, sessions);
  const meant = near === null ? '' : ` Did you mean "${near}"?`;
  const known =
    sessions.length === 0
      ? `there is no session in ${root} yet`
      : `sessions in ${root}: ${sessions.slice(0, 10).join(', ')}`;
  throw new InputError(
    'journal.none',
    `"${wanted}" is neither a session nor the path of a journal; ${known}.${meant}`,
    { where: 'SESSION', remedy: 'name a session, its folder or its journal' },
  );
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

function sessionNames(root: string): string[] {
  if (!isFolder(root)) return [];
  return readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
