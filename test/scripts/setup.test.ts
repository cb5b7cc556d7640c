import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SETUP = fileURLToPath(new URL('../../scripts/setup.mjs', import.meta.url));

/** A clone in which npm, if it were asked, would install nothing and be done at once. */
function clone(): string {
  const root = mkdtempSync(join(tmpdir(), 'setup-'));
  cpSync(SETUP, join(root, 'scripts', 'setup.mjs'));
  const manifest = {
    name: 'clone',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: { '': { name: 'clone', version: '1.0.0' } },
  };
  writeFileSync(join(root, 'package.json'), '{"name":"clone","version":"1.0.0"}');
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify(manifest));
  mkdirSync(join(root, 'src'));
  for (const name of ['tsconfig.json', 'tsconfig.build.json']) writeFileSync(join(root, name), '{}');
  return root;
}

const setUp = (root: string) => spawnSync(process.execPath, [join(root, 'scripts', 'setup.mjs')], { encoding: 'utf8' });

it.each([
  ['a folder with packages', true],
  ['a folder that is gone', false],
])('refuses to install through a link to %s, and touches nothing', (_, isThere) => {
  const root = clone();
  const elsewhere = join(root, 'elsewhere');
  const kept = join(elsewhere, 'zod', 'package.json');
  if (isThere) {
    mkdirSync(join(elsewhere, 'zod'), { recursive: true });
    writeFileSync(kept, '{}');
  }
  symlinkSync(elsewhere, join(root, 'node_modules'), 'junction');
  const { status, stderr } = setUp(root);
  expect(status, stderr).toBe(2);
  expect(stderr.trim().split('\n')).toEqual([
    `set-up: node_modules is a link to ${elsewhere}, which installing would empty: remove the link, then run the same command again.`,
  ]);
  expect(existsSync(kept)).toBe(isThere);
  expect(lstatSync(join(root, 'node_modules')).isSymbolicLink()).toBe(true);
});

it('empties a folder of its own, as npm ci does', () => {
  const root = clone();
  const old = join(root, 'node_modules', 'old', 'package.json');
  mkdirSync(join(root, 'node_modules', 'old'), { recursive: true });
  writeFileSync(old, '{"name":"old","version":"1.0.0"}');
  const { stderr } = setUp(root);
  expect(stderr).toContain('installing packages (npm ci)');
  expect(existsSync(old)).toBe(false);
});
