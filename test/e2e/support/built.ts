import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

function newest(dir: string): number {
  return Math.max(
    ...readdirSync(dir, { withFileTypes: true }).map((entry) => {
      const path = join(dir, entry.name);
      if (entry.isDirectory()) return newest(path);
      return entry.name.endsWith('.test.ts') ? 0 : statSync(path).mtimeMs;
    }),
  );
}

/**
 * A folder with the built commands: `dist` where `npm test` has just built it, else a build of its own, so that the tests of
 * the real process never run yesterday's code.
 */
export function builtCommands(): string {
  const stamp = join(ROOT, 'dist', '.build-stamp');
  if (existsSync(stamp) && statSync(stamp).mtimeMs > newest(join(ROOT, 'src'))) return join(ROOT, 'dist', 'cli');
  const home = join(ROOT, 'node_modules', '.cache', 'e2e');
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home, { recursive: true });
  copyFileSync(join(ROOT, 'package.json'), join(home, 'package.json'));
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const out = join(home, 'dist');
  const done = spawnSync(
    process.execPath,
    [tsc, '-p', 'tsconfig.build.json', '--outDir', out, '--incremental', 'false'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  if (done.status !== 0) throw new Error(`the build failed:\n${done.stdout}`);
  return join(out, 'cli');
}
