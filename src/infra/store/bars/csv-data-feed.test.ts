import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { CSVDataFeed } from './csv-data-feed.js';

const dir = mkdtempSync(join(tmpdir(), 'feed-'));
afterAll(() => rmSync(dir, { recursive: true }));

it('loads once, iterates bar by bar and reports', async () => {
  const file = join(dir, 'ETHUSDT.csv');
  writeFileSync(file, 'time,open,high,low,close,volume\n2024-01-01,1,2,0.5,1.5,3\n2024-01-02,2,3,1.5,2.5,4\n');
  const feed = new CSVDataFeed(file);
  expect(() => feed.report).toThrow(/call load first/);
  expect(await feed.load()).toBe(await feed.load());
  const closes: number[] = [];
  for await (const bar of feed) closes.push(bar.close);
  expect(closes).toEqual([1.5, 2.5]);
  expect(feed.report).toMatchObject({ rows: 2, time_format: 'iso' });
});

it('tries again after a failure', async () => {
  const file = join(dir, 'late.csv');
  const feed = new CSVDataFeed(file);
  await expect(feed.load()).rejects.toThrow(/no such file/);
  writeFileSync(file, 'time,open,high,low,close,volume\n2024-01-01,1,2,0.5,1.5,3\n2024-01-02,2,3,1.5,2.5,4\n');
  expect((await feed.load()).length).toBe(2);
});
