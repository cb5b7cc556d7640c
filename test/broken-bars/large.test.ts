import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { readBarsCsv } from '../../src/infra/store/bars/csv/read-bars-csv.js';

const NIGHTLY = process.env.TEST_SIZE === 'nightly';
const root = mkdtempSync(join(tmpdir(), 'broken-bars-large-'));
afterAll(() => rmSync(root, { recursive: true }));

/** Invariant C4 of the reliability plan. */
const MAX_RSS_MIB = 512;
const MIN_ROWS_PER_S = 200_000;

interface Measured {
  readonly failed: readonly string[];
  readonly files: Readonly<Record<string, { bytes: number; peak_rss_mib: number; rows_per_s: number }>>;
}

describe.skipIf(!NIGHTLY)(`broken bars: large files${NIGHTLY ? '' : ' (TEST_SIZE=nightly runs them)'}`, () => {
  it('10,000,000 rows, and a file of 1 GB, in 512 MB and at 200,000 rows/s', async () => {
    const script = join(import.meta.dirname, '../../bench/csv.mjs');
    const { stdout } = await promisify(execFile)(process.execPath, [script, '10000000', '--memory']);
    const { failed, files } = JSON.parse(stdout) as Measured;
    expect(failed).toEqual([]);
    expect(Object.keys(files)).toEqual(['unix', 'iso', 'binance']);
    expect(files.binance!.bytes).toBeGreaterThan(1e9);
    for (const [name, { peak_rss_mib, rows_per_s }] of Object.entries(files)) {
      expect(peak_rss_mib, `${name}: peak memory`).toBeLessThanOrEqual(MAX_RSS_MIB);
      expect(rows_per_s, `${name}: rows a second`).toBeGreaterThanOrEqual(MIN_ROWS_PER_S);
    }
  }, 900_000);

  it('one line of 100 MB is refused at once', async () => {
    const file = join(root, 'line.csv');
    writeFileSync(file, `timestamp,open,high,low,close,volume\n${'1'.repeat(100 * 1024 * 1024)}`);
    const before = process.memoryUsage.rss();
    await expect(readBarsCsv(file)).rejects.toThrow('a row is longer than 128 KiB');
    expect(process.memoryUsage.rss() - before).toBeLessThan(16 * 1024 * 1024);
  });
});
