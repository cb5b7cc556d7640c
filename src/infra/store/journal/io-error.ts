import { asDiskError } from '../../../core/disk-error.js';
import { LlmTradingError, messageOf, UnavailableError } from '../../../core/errors.js';

const REMEDIES: Readonly<Record<string, string>> = {
  EIO: 'look at the health of the disk before you start again',
  EMFILE: 'let the process open more files (ulimit -n), or run fewer sessions in it',
  ENFILE: 'close other programs: the machine has too many files open',
  ENOLCK: 'put the folder on a disk of this machine: the file system keeps no locks',
};

/** What the system refused to a journal, as an error for people; errors of ours, and bugs, pass through. */
export function journalIoError(path: string, error: unknown): unknown {
  const known = asDiskError(error, path);
  if (known instanceof LlmTradingError || !(error instanceof Error) || !('code' in error)) return known;
  const code = String(error.code);
  return new UnavailableError('journal.io', `${path} cannot be used: ${messageOf(error)} (${code}).`, {
    where: path,
    remedy: REMEDIES[code] ?? 'check the disk, then start again',
    retryable: code === 'EMFILE' || code === 'ENFILE',
    cause: error,
  });
}
