import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BacktestSummary } from '../../core/backtest-result/index.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const { version } = createRequire(import.meta.url)('../../../package.json') as { version: string };

/** Which code runs: the package's version, and in a clone its commit, with `-dirty` where files differ from it. */
export async function codeVersion(): Promise<BacktestSummary['code_version']> {
  return { version, commit: await commitOf(), node: process.versions.node };
}

async function commitOf(): Promise<string | null> {
  // An installed package may lie inside somebody else's repository, whose commit would say nothing.
  if (!existsSync(join(root, '.git'))) return null;
  try {
    const describe = ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'];
    const { stdout } = await promisify(execFile)('git', ['-C', root, ...describe], { timeout: 5_000 });
    return stdout.trim() === '' ? null : stdout.trim();
  } catch {
    return null;
  }
}
