import { resolve } from 'node:path';
import { InputError } from '../../core/errors.js';
import { lineOf, type LoadedFile } from './user-module.js';

/** An error of a strategy file with the line it came up at; any other error as it is. */
export function strategyError(error: unknown, files: readonly LoadedFile[], cwd: string): unknown {
  if (!(error instanceof InputError) || error.code !== 'strategy.threw') return error;
  for (const { file } of files) {
    const line = lineOf(error.cause, resolve(cwd, file));
    if (line === null) continue;
    const where = `${file}:${line}`;
    return new InputError(error.code, `${error.message.replace(/\.$/, '')} (${where}).`, {
      where,
      remedy: error.remedy,
      cause: error.cause,
    });
  }
  return error;
}
