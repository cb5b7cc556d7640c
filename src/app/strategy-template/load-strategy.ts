import { fileURLToPath } from 'node:url';
import type { Strategy } from '../../strategies/base.js';
import { findChosenStrategy } from '../strategies/choose-strategy.js';

/**
 * A strategy ready to run: a file (`.ts`, `.js`, `.mjs`, or rules in `.yaml`) by path or URL, or a shipped one by name. For
 * tests of one's own.
 * @throws InputError naming the file and line, or the parameter, that is wrong
 */
export async function loadStrategy(
  file: string | URL,
  params: Readonly<Record<string, unknown>> = {},
): Promise<Strategy> {
  const name = typeof file === 'string' ? file : fileURLToPath(file);
  const chosen = await findChosenStrategy(name, { ...params }, process.cwd());
  return chosen.create();
}
