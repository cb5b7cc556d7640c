import { InputError, LlmTradingError } from './errors.js';

const RIGHTS = ['you have no right to it', 'choose another place, or give yourself the right'] as const;
const ROOM = ['the disk is full', 'make room, then run the same command again'] as const;
const IN_THE_WAY = [
  'a part of the path is a file and no folder',
  'choose another place, or move the file away',
] as const;

/** What the system says of a place that it does not take, by Node's code of the error: the problem, and what to do. */
const PROBLEMS: Readonly<Record<string, readonly [problem: string, remedy: string]>> = {
  EACCES: RIGHTS,
  EPERM: RIGHTS,
  EROFS: ['the disk is read-only', 'choose another place'],
  ENOSPC: ROOM,
  EDQUOT: ['your share of the disk is used up', 'make room, then run the same command again'],
  EFBIG: ['the disk takes no file of this size', 'choose another place'],
  EEXIST: IN_THE_WAY,
  ENOTDIR: IN_THE_WAY,
  EISDIR: ['it is a folder', 'name a file'],
  ENAMETOOLONG: ['the name is too long', 'choose a shorter one'],
  ELOOP: ['its links go in a circle', 'choose another place'],
};

/**
 * A file or a folder cannot be used: no right, no room, a file in the way. One kind in every command, and an input that is wrong
 * (exit code 2): whoever named the place names another one, or makes room. Never retryable by itself.
 */
export class DiskError extends InputError {}

const problemOf = (error: unknown): (Error & { readonly code: string; readonly path?: unknown }) | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && Object.hasOwn(PROBLEMS, error.code)
    ? (error as Error & { readonly code: string; readonly path?: unknown })
    : null;

/**
 * An error as a `DiskError`, where the system refused a place: itself, or what caused an error that blames the outside. Any other
 * comes back unchanged.
 * @param path what could not be used, as the user knows it. Default: what the error names
 */
export function asDiskError(error: unknown, path?: string): unknown {
  const isOurs = error instanceof LlmTradingError;
  if (isOurs && error.kind !== 'unavailable') return error;
  let cause: unknown = error;
  for (let depth = 0; depth < 5 && cause instanceof Error && problemOf(cause) === null; depth++) cause = cause.cause;
  const refused = problemOf(cause);
  if (refused === null) return error;
  const named =
    path ?? (isOurs ? error.where : undefined) ?? (typeof refused.path === 'string' ? refused.path : 'a file');
  return diskError(named, refused.code, error);
}

/** @param code Node's code of the error, one of those that mean a place */
export function diskError(file: string, code: string, cause: unknown): DiskError {
  const [problem, remedy] = PROBLEMS[code] ?? RIGHTS;
  const path = shown(file);
  return new DiskError('disk', `${path} cannot be used, since ${problem} (${code}): ${remedy}.`, {
    where: path,
    remedy,
    cause,
  });
}

/** Names of ours that stand for a moment, before a file or a folder takes its own: the folder around them is what the user knows. */
const OF_A_MOMENT = /[\\/]\.(?:next-|commit-|unfinished-|[0-9a-f-]{36}\.tmp)[^\\/]*(?:[\\/].*)?$/;
const shown = (path: string): string => path.replace(OF_A_MOMENT, '').replace(/\.\d+\.part$/, '');
