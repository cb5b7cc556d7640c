import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
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
 * the real process never run yesterday's code. Files of tests run side by side: whoever is first moves his build into place whole.
 */
export function builtCommands(): string {
  const changed = newest(join(ROOT, 'src'));
  const stamp = join(ROOT, 'dist', '.build-stamp');
  if (existsSync(stamp) && statSync(stamp).mtimeMs > changed) return join(ROOT, 'dist', 'cli');
  const cache = join(ROOT, 'node_modules', '.cache');
  const name = `e2e-${Math.floor(changed)}`;
  const commands = join(cache, name, 'dist', 'cli');
  if (existsSync(commands)) return commands;
  mkdirSync(cache, { recursive: true });
  for (const old of readdirSync(cache).filter((each) => each.startsWith('e2e-') && !each.startsWith(name))) {
    rmSync(join(cache, old), { recursive: true, force: true });
  }
  const home = mkdtempSync(join(cache, `${name}.`));
  copyFileSync(join(ROOT, 'package.json'), join(home, 'package.json'));
  const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const done = spawnSync(
    process.execPath,
    [tsc, '-p', 'tsconfig.build.json', '--outDir', join(home, 'dist'), '--incremental', 'false'],
    {
      cwd: ROOT,
      encoding: 'utf8',
    },
  );
  if (done.status !== 0) throw new Error(`the build failed:\n${done.stdout}`);
  try {
    renameSync(home, join(cache, name));
  } catch (error) {
    // Another was first, with the same.
    if (!existsSync(commands)) throw error;
    rmSync(home, { recursive: true, force: true });
  }
  return commands;
}
