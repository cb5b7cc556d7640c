import { spawn, spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Clock } from '../../core/ports/clock.js';
import { sampleResult } from '../../report/html/fixtures/sample-result.js';
import { jsonParts } from './json-parts.js';
import { inputHash } from './run-id.js';
import { listRuns, readRun } from './read-run.js';
import { writeRun } from './write-run.js';

const NOW = Date.UTC(2025, 0, 31, 13, 5, 1, 42);
const clock: Clock = { now: () => NOW, sleep: () => Promise.resolve() };
let root: string;

beforeEach(async () => {
  root = join(await mkdtemp(join(tmpdir(), 'runs-')), 'user_data', 'runs');
});
afterEach(async () => {
  await rm(join(root, '../..'), { recursive: true, force: true });
});

describe('writeRun', () => {
  it('writes a folder that reads back as what was written', async () => {
    const sample = sampleResult({ regime: true });
    const { id, folder } = await writeRun(sample, { root, clock });
    expect(id).toMatch(/^20250131-130501-042-[0-9a-f]{8}$/);
    expect((await readdir(folder)).sort()).toEqual([
      'config.json',
      'equity.parquet',
      'report.html',
      'result.json',
      'summary.json',
      'trades.parquet',
    ]);
    const { result, summary } = await readRun(root, id);
    expect(result).toEqual(sample);
    expect(summary).toMatchObject({ id, created_at: NOW, summary: { final_equity: sample.final_equity } });
    expect(JSON.parse(await readFile(join(folder, 'config.json'), 'utf8'))).toMatchObject({
      configuration: sample.configuration,
    });
    expect(await readdir(root), 'nothing else is left').toEqual([id]);
  });

  it('writes the same bytes for the same result, at whatever time', async () => {
    const first = await writeRun(sampleResult(), { root, clock });
    const later = await writeRun(sampleResult(), { root, clock: { ...clock, now: () => NOW + 5_000 } });
    for (const file of ['result.json', 'report.html', 'trades.parquet', 'equity.parquet', 'config.json']) {
      expect(await readFile(join(first.folder, file)), file).toEqual(await readFile(join(later.folder, file)));
    }
    expect(first.summary.result_sha256).toBe(later.summary.result_sha256);
    expect(first.id < later.id, 'ids sort by time').toBe(true);
    expect(first.id.slice(-8), 'and share the hash of their inputs').toBe(later.id.slice(-8));
  });

  it('gives runs of the same millisecond ids of their own', async () => {
    const written = await Promise.all([1, 2, 3].map(() => writeRun(sampleResult(), { root, clock })));
    expect(new Set(written.map(({ id }) => id)).size).toBe(3);
    expect((await listRuns(root)).runs.map(({ id }) => id)).toEqual(written.map(({ id }) => id).sort());
  });

  it('leaves nothing behind where the result is not a result, or the folder may not be written', async () => {
    const broken = { ...sampleResult(), equity: [1, 2, 3] };
    await expect(writeRun(broken, { root, clock })).rejects.toThrow(/equity/);
    expect(await readdir(join(root, '../..'))).toEqual([]);
    await mkdir(join(root, '..'), { recursive: true });
    await writeFile(root, 'a file where the folder should be');
    await expect(writeRun(sampleResult(), { root, clock })).rejects.toMatchObject({
      code: 'run.write',
      kind: 'unavailable',
    });
    expect(await readFile(root, 'utf8')).toBe('a file where the folder should be');
  });

  it('clears away what a killed process left a day ago, and nothing that is or may be under way', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const living = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)']);
    try {
      const aged = async (name: string, hours: number): Promise<void> => {
        await mkdir(join(root, name), { recursive: true });
        await writeFile(join(root, name, 'result.json'), '{');
        const at = new Date(NOW - hours * 3_600_000);
        for (const path of [join(root, name, 'result.json'), join(root, name)]) await utimes(path, at, at);
      };
      await aged(`.unfinished-${dead}-a`, 25);
      await aged('.unfinished-0f9d2c', 25);
      await aged(`.unfinished-${dead}-b`, 23);
      await aged(`.unfinished-${living.pid!}-c`, 25);
      await aged(`.unfinished-${dead}-d`, 25);
      await utimes(join(root, `.unfinished-${dead}-d`, 'result.json'), new Date(NOW), new Date(NOW));
      await aged('kept', 25);
      await writeFile(join(root, '.unfinished-file'), 'no folder');
      const { id } = await writeRun(sampleResult(), { root, clock });
      expect((await readdir(root)).sort()).toEqual(
        [
          id,
          'kept',
          '.unfinished-file',
          `.unfinished-${dead}-b`,
          `.unfinished-${dead}-d`,
          `.unfinished-${living.pid!}-c`,
        ].sort(),
      );
    } finally {
      living.kill();
    }
  });

  it('makes spreadsheets treat texts as texts, and keeps them whole in Parquet', async () => {
    const sample = sampleResult({ symbols: ['=HYPERLINK("x")'] });
    const { folder } = await writeRun(sample, { root, clock, csv: true });
    const csv = await readFile(join(folder, 'trades.csv'), 'utf8');
    const [head, first] = csv.split('\r\n');
    expect(head).toBe(
      'symbol,side,open_time,close_time,open_bar,close_bar,entry_price,exit_price,quantity,size,pnl,return,fees,slippage,carry,exit_reason',
    );
    expect(first).toMatch(/^"'=HYPERLINK\(""x""\)",long,2023-01-01T01:00:00.000Z,/);
    expect(csv.split('\r\n')).toHaveLength(sample.trades.length + 2);
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(join(folder, 'trades.parquet')) });
    expect(rows).toHaveLength(sample.trades.length);
    expect(rows[0]).toEqual({
      ...sample.trades[0],
      open_time: new Date(sample.trades[0]!.open_time),
      close_time: new Date(sample.trades[0]!.close_time),
    });
    const equity = await parquetReadObjects({ file: await asyncBufferFromFile(join(folder, 'equity.parquet')) });
    expect(equity.map((row) => row.equity)).toEqual(sample.equity);
    const curve = (await readFile(join(folder, 'equity.csv'), 'utf8')).split('\r\n');
    expect(curve[0]).toBe('time,equity,"close_=HYPERLINK(""x"")"');
    expect(curve[1]).toBe(
      `${new Date(sample.times[0]!).toISOString()},${sample.equity[0]!},${sample.prices[0]!.close[0]!}`,
    );
    expect(curve).toHaveLength(sample.times.length + 2);
  });

  it('stands a run without a trade', async () => {
    const { id, folder } = await writeRun(sampleResult({ barsPerTrade: 1e9 }), { root, clock });
    expect((await readRun(root, id)).result.trades).toEqual([]);
    expect(await parquetReadObjects({ file: await asyncBufferFromFile(join(folder, 'trades.parquet')) })).toEqual([]);
  });
});

describe('reading', () => {
  it.each(['../secret', '', '.', '20250131-130501-042-1a2b3c4d/../x', 'C:\\x'])(
    'takes no path for an id: %j',
    async (id) => {
      await expect(readRun(root, id)).rejects.toMatchObject({ code: 'run.id', kind: 'input' });
    },
  );

  it('names what is missing, damaged or changed', async () => {
    await expect(readRun(root, '20250131-130501-042-1a2b3c4d')).rejects.toMatchObject({ code: 'run.missing' });
    const { id, folder } = await writeRun(sampleResult(), { root, clock });
    const path = join(folder, 'result.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('"final_equity":', '"final_equity":9'));
    await expect(readRun(root, id)).rejects.toMatchObject({ code: 'run.changed', where: path });
    await writeFile(join(folder, 'summary.json'), '{"id":');
    await expect(readRun(root, id)).rejects.toMatchObject({ code: 'run.broken' });
    await writeFile(join(folder, 'summary.json'), '{"id":"x"}');
    await expect(readRun(root, id)).rejects.toThrow(/summary\.json is damaged: created_at/);
  });

  it('lists what is whole, names what is not, and sees nothing else', async () => {
    expect(await listRuns(root)).toEqual({ runs: [], broken: [] });
    const { id } = await writeRun(sampleResult(), { root, clock });
    const damaged = '20250101-000000-000-00000000';
    await mkdir(join(root, damaged));
    await mkdir(join(root, '.unfinished-1'));
    await writeFile(join(root, '20250101-000000-000-11111111'), 'a file');
    const { runs, broken } = await listRuns(root);
    expect(runs.map((run) => run.id)).toEqual([id]);
    expect(broken.map((run) => run.id)).toEqual([damaged]);
  });

  it.skipIf(process.getuid?.() === 0)('says that it may not read (skipped for root, who may)', async () => {
    const { id, folder } = await writeRun(sampleResult(), { root, clock });
    await chmod(join(folder, 'summary.json'), 0);
    await expect(readRun(root, id)).rejects.toMatchObject({ code: 'run.broken' });
  });
});

it('the hash of the inputs knows strategy, configuration and content of the data, and nothing else', () => {
  const base = sampleResult();
  const hash = inputHash(base);
  expect(inputHash({ ...base, final_equity: 1, code_version: { version: '9', commit: null, node: '22' } })).toBe(hash);
  expect(inputHash({ ...base, data: base.data.map((each) => ({ ...each, source: 'elsewhere.csv' })) })).toBe(hash);
  expect(inputHash({ ...base, strategy: { name: 'sma-cross', params: { fast: 21, slow: 50 } } })).not.toBe(hash);
  expect(inputHash({ ...base, configuration: {} })).not.toBe(hash);
  expect(inputHash({ ...base, data: base.data.map((each) => ({ ...each, sha256: 'c' })) })).not.toBe(hash);
});

it('jsonParts gives what JSON.stringify gives', () => {
  const long = Array.from({ length: 45_001 }, (_, i) => (i % 3 === 0 ? null : i / 7));
  for (const value of [{}, { a: 1 }, { a: undefined, b: long, c: 'x' }, { b: [], c: { d: [1] } }]) {
    expect([...jsonParts(value)].join('')).toBe(JSON.stringify(value));
  }
});
