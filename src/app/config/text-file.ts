import { readFileSync } from 'node:fs';
import { InputError, messageOf } from '../../core/errors.js';

/** Where settings are read from, in the working directory. */
export const ENV_FILE = '.env';
export const YAML_FILE = 'llm-trading.yaml';

/** Far above any settings file; a mistyped path to something huge is refused instead of read whole. */
const MAX_BYTES = 1_048_576;

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links go in a circle',
  EMFILE: 'too many files are open',
  EIO: 'the disk reports an error',
};

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';

/**
 * The text of a settings file without its byte order mark, or null where there is none.
 * @throws InputError `config.unreadable` where it is there but is not readable UTF-8 text
 */
export function readTextFile(path: string, name: string): string | null {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    const reason = REASONS[code] ?? messageOf(error);
    throw new InputError(
      'config.unreadable',
      `${name} cannot be read (${reason}): make it a file you may read (chmod u+r ${name}), or remove it.`,
      { where: name, cause: error },
    );
  }
  if (bytes.length > MAX_BYTES) {
    throw new InputError(
      'config.unreadable',
      `${name} is larger than 1 MiB and cannot be a settings file: remove it or name the right one.`,
      { where: name },
    );
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Said below: both ways lead to the same remedy.
  }
  throw new InputError('config.unreadable', `${name} is not UTF-8 text: save it again with the encoding UTF-8.`, {
    where: name,
  });
}
