import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { openDatabase, type DatabaseFormat } from './open-database.js';

const FORMAT: DatabaseFormat = {
  name: 'a store of words',
  code: 'words',
  applicationId: 0x4c4c5401,
  version: 1,
  tables: `CREATE TABLE words (id TEXT PRIMARY KEY, word TEXT) STRICT, WITHOUT ROWID;
    CREATE INDEX words_by_word ON words (word);`,
};

const folder = mkdtempSync(join(tmpdir(), 'damage-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function written(name: string): Promise<string> {
  const path = join(folder, name);
  const db = await openDatabase(path, FORMAT);
  db.exec("INSERT INTO words VALUES ('a', 'a first word'), ('b', 'another one'), ('c', NULL)");
  db.close();
  return path;
}

function replace(path: string, from: string, to: Buffer, which: 'all' | 'last'): void {
  const bytes = readFileSync(path);
  const places = [bytes.indexOf(from), bytes.lastIndexOf(from)];
  for (const at of which === 'all' ? places : places.slice(1)) to.copy(bytes, at);
  writeFileSync(path, bytes);
}

const closed = async (open: Promise<Database>): Promise<void> => void (await open).close();

describe('a damaged SQLite file', () => {
  it('is opened where nothing is wrong with it', async () => {
    await expect(closed(openDatabase(await written('good'), FORMAT))).resolves.toBeUndefined();
  });

  it('is told where bytes in it are not text, which no query survives', async () => {
    const path = await written('text');
    replace(path, 'another', Buffer.from([0xff]), 'all');
    await expect(openDatabase(path, FORMAT)).rejects.toMatchObject({
      code: 'words.damaged',
      where: path,
      message: `${path} is not a store of words, or it is damaged: a row of words holds bytes that are not text.`,
      remedy: 'restore it from a backup, or move it away: a new one is made',
    });
  });

  it('is told where an index no longer finds a row', async () => {
    const path = await written('index');
    replace(path, 'another', Buffer.from('b'), 'last');
    await expect(openDatabase(path, FORMAT)).rejects.toMatchObject({
      code: 'words.damaged',
      message: expect.stringContaining('missing from index words_by_word') as string,
    });
  });

  it('is told where a column is gone', async () => {
    const path = await written('column');
    replace(path, 'word TEXT', Buffer.from('wore TEXT'), 'all');
    await expect(openDatabase(path, FORMAT)).rejects.toMatchObject({ code: 'words.damaged' });
  });
});
