import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createGroupWriter } from './group-writer.js';

let folder: string;
let db: InstanceType<typeof Libsql>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'group-'));
  db = new Libsql(join(folder, 'g.db'));
  db.exec('CREATE TABLE t (n INTEGER NOT NULL CHECK (n <> 13))');
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

function writer(commits: string[]) {
  const insert = db.prepare('INSERT INTO t (n) VALUES (?)');
  const watched = new Proxy(db, {
    get(target, key) {
      if (key !== 'exec') return Reflect.get(target, key) as unknown;
      return (sql: string) => {
        if (sql === 'COMMIT') commits.push(sql);
        return target.exec(sql);
      };
    },
  });
  return createGroupWriter(watched, (n: number) => {
    insert.run(n);
  });
}

const rows = (): number[] => (db.prepare('SELECT n FROM t ORDER BY n').all() as { n: number }[]).map(({ n }) => n);

it('writes what comes together in one transaction, and resolves once it is there', async () => {
  const commits: string[] = [];
  const group = writer(commits);
  const seen = await Promise.all([1, 2, 3].map(async (n) => group.write(n).then(rows)));
  expect(seen).toEqual([
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 3],
  ]);
  expect(commits).toHaveLength(1);
  await group.write(4);
  expect(commits).toHaveLength(2);
});

it('fails only the item at fault', async () => {
  const group = writer([]);
  const outcomes = await Promise.allSettled([12, 13, 14].map((n) => group.write(n)));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(rows()).toEqual([12, 14]);
  await group.write(15);
  expect(rows(), 'and the next is written as ever').toEqual([12, 14, 15]);
});

it('flushes at once where it must, as before a close', async () => {
  const group = writer([]);
  const written = group.write(1);
  group.flush();
  expect(rows()).toEqual([1]);
  await written;
});
