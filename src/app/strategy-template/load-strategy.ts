import { fileURLToPath } from 'node:url';
import type { Strategy } from '../../strategies/base.js';
import { chooseStrategy } from '../backtest/choose-strategy.js';

/**
 * A strategy ready to run: a file (`.ts`, `.js`, `.mjs`) by path or URL, or a shipped one by name, for tests of one's own.
 * @throws InputError naming the file and line, or the parameter, that is wrong
 */
export function loadStrategy(file: string | URL, params: Readonly<Record<string, unknown>> = {}): Strategy {
  const name = typeof file === 'string' ? file : fileURLToPath(file);
  return chooseStrategy(name, { ...params }, process.cwd()).create();
}
