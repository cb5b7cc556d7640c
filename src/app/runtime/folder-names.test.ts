import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { folderNames } from './folder-names.js';

const folder = (): string => mkdtempSync(join(tmpdir(), 'folder-names-'));

it('misses nothing that comes or goes, however quickly', async () => {
  const dir = folder();
  const there = new Set<string>();
  for (let i = 0; i < 300; i++) {
    const name = String(i);
    writeFileSync(join(dir, name), '');
    there.add(name);
    if (i % 3 === 0) {
      rmSync(join(dir, name));
      there.delete(name);
    }
    expect(new Set(await folderNames(dir))).toEqual(there);
  }
});

it('reads a folder that has settled once, and again after a change', async () => {
  const dir = folder();
  writeFileSync(join(dir, 'a'), '');
  utimesSync(dir, new Date(0), new Date(0));
  const first = await folderNames(dir);
  expect(await folderNames(dir)).toBe(first);
  writeFileSync(join(dir, 'b'), '');
  expect([...(await folderNames(dir))].sort()).toEqual(['a', 'b']);
});

it('finds none where there is no folder', async () => {
  expect(await folderNames(join(folder(), 'none'))).toEqual([]);
});
