import { existsSync, statSync } from 'node:fs';
import { readdir, readFile, rm, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { backtestSpecSchema } from '../../contract/backtest-spec.js';
import { sessionFeedSchema, sessionVenueSchema } from '../../contract/session.js';
import { InputError, messageOf } from '../../core/errors.js';
import { writeFileAtomic } from '../../infra/store/files/atomic-file.js';
import { guardLimitsSchema, type GuardLimits } from '../../live/guard/limits.js';

export { guardLimitsSchema, type GuardLimits };

/** What a session was begun with: everything that decides what it does. */
export const sessionDocumentSchema = z.strictObject({
  version: z.literal(1),
  name: z.string(),
  /** UTC ISO 8601. */
  created_at: z.iso.datetime(),
  kind: z.enum(['paper', 'live']),
  /** Length of a bar, ms. */
  interval_ms: z.int().positive(),
  spec: backtestSpecSchema,
  /** Where live prices come from. Absent: the session trades the bars that its specification names. */
  feed: sessionFeedSchema.exactOptional(),
  /** Where its orders go. Absent: to an account of its own, on paper. */
  venue: sessionVenueSchema.exactOptional(),
  limits: guardLimitsSchema,
});
export type SessionDocument = z.infer<typeof sessionDocumentSchema>;

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const DOCUMENT = 'session.json';
const HALT = 'HALT';
const STOP = 'STOP';

export const sessionsFolder = (userDataDir: string): string => join(userDataDir, 'sessions');

/** @throws InputError for a name that cannot be a folder's */
export function sessionFolder(userDataDir: string, name: string): string {
  // A folder of that name would be the halt of all sessions.
  if (NAME.test(name) && name.toUpperCase() !== HALT) return join(sessionsFolder(userDataDir), name);
  throw new InputError(
    'session.name',
    `"${name}" cannot be the name of a session: letters, digits and . - _, at most 64, beginning with a letter or a digit, and not ${HALT}.`,
    { where: 'session' },
  );
}

/** Null where there is no such session. @throws InputError where its document cannot be read */
export async function readSessionDocument(folder: string): Promise<SessionDocument | null> {
  const file = join(folder, DOCUMENT);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  try {
    return sessionDocumentSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new InputError(
      'session.document',
      `${file} is not the document of a session: it was damaged, or changed by hand.`,
      {
        where: file,
        remedy: 'put it back from a copy, or begin a session under another name',
        cause: error,
      },
    );
  }
}

export async function writeSessionDocument(folder: string, document: SessionDocument): Promise<void> {
  await writeFileAtomic(join(folder, DOCUMENT), [`${JSON.stringify(document, null, 2)}\n`]);
}

/** Names of all sessions, in the order of the alphabet. */
export async function sessionNames(userDataDir: string): Promise<string[]> {
  const entries = await readdir(sessionsFolder(userDataDir), { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(join(sessionsFolder(userDataDir), entry.name, DOCUMENT)))
    .map(({ name }) => name)
    .sort();
}

/** The kill switches of a session: its own, and the one of all sessions. A file's existence is the halt, whatever is in it. */
export const haltFiles = (userDataDir: string, folder: string): readonly string[] => [
  join(folder, HALT),
  join(sessionsFolder(userDataDir), HALT),
];

/** Why nothing may be traded; null: it may. Looks at the disk each time. */
export function haltReason(userDataDir: string, folder: string): string | null {
  for (const file of haltFiles(userDataDir, folder)) {
    const why = whyHalted(file);
    if (why !== null) return why;
  }
  return null;
}

/** What cannot be looked at counts as a halt. */
function whyHalted(file: string): string | null {
  try {
    return statSync(file, { throwIfNoEntry: false }) === undefined ? null : `${file} is there`;
  } catch (error) {
    return `${file} cannot be looked at: ${messageOf(error)}`;
  }
}

/** Halts a session, or all of them. */
export async function halt(folder: string, reason: string): Promise<string> {
  const file = join(folder, HALT);
  await mkdir(folder, { recursive: true });
  await writeFile(file, `${reason}\n`);
  return file;
}

/** @returns false where nothing was halted */
export async function unhalt(folder: string): Promise<boolean> {
  const file = join(folder, HALT);
  if (!existsSync(file)) return false;
  await rm(file);
  return true;
}

/** Asks a running session to end cleanly; it looks between two moments. */
export async function askToStop(folder: string): Promise<void> {
  await writeFile(join(folder, STOP), '');
}

export const stopReason = (folder: string): string | null =>
  existsSync(join(folder, STOP)) ? 'it was told to stop' : null;

export async function forgetStop(folder: string): Promise<void> {
  await rm(join(folder, STOP), { force: true });
}
