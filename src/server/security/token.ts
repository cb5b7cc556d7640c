import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { InputError, messageOf } from '../../core/errors.js';
import { writePrivateOnce } from '../../app/runtime/private-file.js';

/** Random bytes of a token that is made here: 256 bits. */
const BYTES = 32;
/** Fewest characters of a token: 22 of base64 carry 128 bits. */
const LEAST = 22;
/** Rights of the group and of others. */
const OTHERS = 0o077;

/**
 * The token of a file, which is made where it is missing, for its owner alone.
 * @throws InputError where others may read the file, or what is in it is too short to be a token
 */
export async function tokenOfFile(path: string): Promise<string> {
  await writePrivateOnce(path, `${randomBytes(BYTES).toString('base64url')}\n`);
  const where = { where: path };
  // Windows has no such rights, and shows them as open to all.
  if (process.platform !== 'win32' && ((await stat(path)).mode & OTHERS) !== 0) {
    throw new InputError('server.token-file', `${path} can be read by others: run "chmod 600 ${path}".`, where);
  }
  let token: string;
  try {
    token = (await readFile(path, 'utf8')).trim();
  } catch (error) {
    throw new InputError('server.token-file', `${path} cannot be read: ${messageOf(error)}.`, where);
  }
  if (token.length < LEAST || !/^[\x21-\x7e]+$/.test(token)) {
    throw new InputError(
      'server.token-file',
      `What is in ${path} is no token: it takes at least ${LEAST} characters without spaces; remove the file to have one made.`,
      where,
    );
  }
  return token;
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares in a time that tells nothing of where they differ. */
export const isToken = (given: string, token: string): boolean => timingSafeEqual(digest(given), digest(token));

/** What stands behind `Bearer`; null where there is none. A token in an address is never looked at: addresses are logged. */
export const bearerOf = (header: string | undefined): string | null =>
  /^Bearer ([\x21-\x7e]{1,1000})$/.exec(header ?? '')?.[1] ?? null;
