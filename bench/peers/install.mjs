import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const here = import.meta.dirname;
const quiet = { stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8', maxBuffer: 1 << 26 };

/**
 * Installs one peer, pinned by its own package.json or requirements.txt, below `home`; what is there already stays.
 * @returns { command } to run its worker with, or { reason } why it is not installed
 */
export function install(name, home) {
  const dir = join(home, name);
  const python = existsSync(join(here, name, 'requirements.txt'));
  const interpreter = join(dir, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const command = python
    ? [interpreter, join(here, name, 'worker.py')]
    : [process.execPath, join(here, name, 'worker.mjs')];
  const done = join(dir, 'installed');
  if (existsSync(done)) return { command, dir };
  mkdirSync(dir, { recursive: true });
  try {
    if (python) {
      execFileSync('python3', ['-m', 'venv', dir], quiet);
      execFileSync(interpreter, ['-m', 'pip', 'install', '-q', '-r', join(here, name, 'requirements.txt')], quiet);
    } else {
      copyFileSync(join(here, name, 'package.json'), join(dir, 'package.json'));
      execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { ...quiet, cwd: dir });
    }
  } catch (error) {
    const said = String(error.stderr || error.message)
      .trim()
      .split('\n');
    return { reason: said.find((line) => /error/i.test(line)) ?? said.at(-1) };
  }
  writeFileSync(done, '');
  return { command, dir };
}
