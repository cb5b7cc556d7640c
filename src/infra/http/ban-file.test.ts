import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { fileBanStore } from './ban-file.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'bans-'));
});

it('gives back what was saved last, and leaves nothing else behind', async () => {
  const store = fileBanStore(join(dir, 'deep', 'bans.json'));
  expect(await store.load()).toEqual([]);
  await Promise.all([1, 2, 3].map((until) => store.save([{ key: 'host', until }])));
  expect(await fileBanStore(join(dir, 'deep', 'bans.json')).load()).toEqual([{ key: 'host', until: 3 }]);
  expect(await readdir(join(dir, 'deep'))).toEqual(['bans.json']);
  expect(JSON.parse(await readFile(join(dir, 'deep', 'bans.json'), 'utf8'))).toEqual({
    bans: [{ key: 'host', until: 3 }],
  });
});

it.each(['', '{"bans":', '{"bans":[{"key":1}]}'])('rejects a damaged file: %j', async (text) => {
  await writeFile(join(dir, 'bans.json'), text);
  await expect(fileBanStore(join(dir, 'bans.json')).load()).rejects.toThrow();
});
