import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError, messageOf } from '../core/errors.js';
import type { Io } from './io.js';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EISDIR: 'is a folder',
  EACCES: 'may not be read',
};

/**
 * The text of a file named on the command line; `-` is stdin.
 * @throws InputError naming the option
 */
export async function readInput(file: string, option: string, io: Io): Promise<string> {
  if (file === '-') {
    if (io.stdin.isTTY === true) {
      throw new InputError(
        'input.file',
        `${option} - reads stdin, but nothing is piped into it: name a file instead.`,
        {
          where: option,
        },
      );
    }
    const chunks: Buffer[] = [];
    for await (const chunk of io.stdin) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks).toString('utf8');
  }
  try {
    return await readFile(resolve(io.cwd, file), 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new InputError(
      'input.file',
      `${file} (${option}) ${REASONS[code] ?? `cannot be read: ${messageOf(error)}`}: check the path.`,
      { where: option, cause: error },
    );
  }
}

/** Line and column of the character where JSON breaks; Node names its offset in most messages. */
function placeOf(text: string, error: unknown): string {
  const offset = /position (\d+)/.exec(messageOf(error))?.[1];
  const at = offset === undefined ? text.trimEnd().length : Number(offset);
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${before.at(-1)!.length + 1}`;
}

/**
 * The JSON object in a text.
 * @throws InputError with line and column where it is not
 */
export function parseJsonObject(text: string, file: string, option: string): Readonly<Record<string, unknown>> {
  const name = file === '-' ? `stdin (${option} -)` : `${file} (${option})`;
  const wrong = (what: string, cause?: unknown): InputError =>
    new InputError('input.json', `${name} ${what}`, { where: option, cause });
  if (text.trim() === '') throw wrong('is empty: it must hold one JSON object.');
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw wrong(`is not valid JSON at ${placeOf(text, error)}: correct it there.`, error);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw wrong(
    `holds ${Array.isArray(value) ? 'a list' : `a ${value === null ? 'null' : typeof value}`}: it must hold one JSON object.`,
  );
}
