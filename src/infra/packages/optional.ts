import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../../core/errors.js';

/** The optional peers of package.json, and what each is for: without it only that is missing. */
export const OPTIONAL_PACKAGES = {
  ccxt: 'reads exchanges other than Binance',
  '@ai-sdk/openai': 'asks models of OpenAI',
  '@ai-sdk/anthropic': 'asks models of Anthropic',
  '@ai-sdk/google': 'asks models of Google',
  '@ai-sdk/azure': 'asks models of Azure OpenAI',
  '@ai-sdk/openai-compatible': 'asks other servers that speak like OpenAI, such as OpenRouter, llama.cpp or vLLM',
} as const;

export type OptionalPackage = keyof typeof OPTIONAL_PACKAGES;

const MANIFEST = fileURLToPath(new URL('../../../package.json', import.meta.url));

/**
 * How npm puts a package where a program finds it.
 * @param home folder of the program: below `node_modules` of a project, or of the global folder, which has no package.json;
 * a clone of the repository lies below neither, and its package.json is to stay as it is
 */
export function installFlag(home: string): string {
  const above = dirname(home);
  if (basename(above) !== 'node_modules') return '--no-save ';
  return existsSync(join(dirname(above), 'package.json')) ? '' : '--global ';
}

/** The command that installs the oldest version that works, which is the tested one. */
export function installCommand(name: OptionalPackage): string {
  const { peerDependencies } = createRequire(import.meta.url)(MANIFEST) as { peerDependencies: Record<string, string> };
  return `npm install ${installFlag(dirname(MANIFEST))}${name}@${peerDependencies[name]!.replace(/^\^/, '')}`;
}

/** Whether Node says that this package is not there; one that it needs itself is another fault. */
const isMissing = (error: unknown, name: string): boolean =>
  error instanceof Error &&
  (error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND' &&
  error.message.includes(`'${name}'`);

/**
 * Loads a package that is not installed everywhere.
 * @throws InputError with the command that installs it, where it is missing
 */
export async function optional<T>(name: OptionalPackage, load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error, name)) throw error;
    const remedy = installCommand(name);
    // The command on a line of its own, to be copied whole.
    throw new InputError(
      'package.missing',
      `The optional package ${name}, which ${OPTIONAL_PACKAGES[name]}, is not installed. To install it:\n${remedy}`,
      { where: name, expected: 'an installed package', remedy, cause: error },
    );
  }
}
