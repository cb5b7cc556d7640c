import { readFile } from 'node:fs/promises';
import { relative, resolve } from 'node:path';
import { InputError, messageOf } from '../../core/errors.js';
import { loadRules, type RulesStrategy } from '../../strategies/rules/rules-strategy.js';
import type { LoadedFile } from './user-module.js';
import { sha256Of } from '../../infra/store/files/sha256.js';

/** Rules that were read from a file. */
export interface RulesFile {
  readonly strategy: RulesStrategy;
  readonly file: LoadedFile;
}

export const isRulesFile = (name: string): boolean => /\.(ya?ml|json)$/i.test(name);

/** @throws InputError with file, line and column of what is wrong in it */
export async function readRulesFile(name: string, cwd: string): Promise<RulesFile> {
  const path = resolve(cwd, name);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const problem = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : messageOf(error);
    throw new InputError('strategy.file', `${name} (--strategy) ${problem}: check the path.`, {
      where: '--strategy',
      cause: error,
    });
  }
  const sha256 = sha256Of(text);
  return { strategy: await loadRules(text, name), file: { file: relative(cwd, path), sha256 } };
}
