import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { marketSnapshotSchema } from '../../src/core/market-snapshot/index.js';
import { cli, emptyDir, type CliRun } from './support/cli.js';

const RANGE = ['--from', '2025-01-01', '--to', '2025-01-15'];
let cwd: string;
const run = (...args: string[]): Promise<CliRun> => cli(args, { cwd });
const json = async (...args: string[]): Promise<Record<string, unknown>> =>
  JSON.parse((await run(...args, '--json')).stdout) as Record<string, unknown>;

/** The demo market's bars, funding and a headline in a store of their own. */
beforeAll(async () => {
  cwd = emptyDir();
  await run('data', 'demo', '--out', 'demo', '--days', '60');
  await run('data', 'import', 'demo/demo-BTCUSDT-1h.csv', '--source', 'demo');
  await run('observations', 'backfill', '--source', 'stored', '--from', '2024-11-01');
  await run('observations', 'import', 'demo/demo-BTCUSDT-funding.csv', '--format', 'funding');
  writeFileSync(join(cwd, 'news.csv'), 'date,title\n2025-01-09 12:00,Bitcoin moves\n');
  await run('observations', 'import', 'news.csv', '--format', 'news');
});

describe('history on the command line', () => {
  it('shows the past as it was known then', async () => {
    const [before, after] = await Promise.all(
      ['2025-01-09T12:14Z', '2025-01-09T12:15Z'].map(async (at) =>
        marketSnapshotSchema.parse(await json('snapshot', '--as-of', at)),
      ),
    );
    expect(before!.news).toEqual([]);
    expect(after!.news.map(({ text }) => text)).toEqual(['Bitcoin moves']);
    expect(after!.market.funding_rate).toBeTypeOf('number');
    const later = await run('snapshot', '--as-of', '2100-01-01');
    expect([later.code, later.stderr]).toEqual([2, expect.stringContaining('lies in the future')]);
  });

  it('builds snapshots into the store and a file, and gives the same ones back', async () => {
    const built = await json('snapshots', 'build', ...RANGE, '--every', '12h', '--out', 'a.jsonl');
    expect(built).toMatchObject({ added: 28, base_asset: 'BTCUSDT' });
    expect(await json('snapshots', 'build', ...RANGE, '--every', '12h')).toMatchObject({ added: 0 });
    const out = await run('snapshots', 'export', '--origin', 'built');
    expect(out.stdout).toBe(readFileSync(join(cwd, 'a.jsonl'), 'utf8'));
    const first = out.stdout.slice(0, out.stdout.indexOf('\n'));
    expect(marketSnapshotSchema.parse(JSON.parse(first)).timestamp_utc).toBe('2025-01-01T00:00:00.000Z');
  });

  it('keeps the fields that history supplies, for snapshots of the past and the live prompt alike', async () => {
    const fields = async (...more: string[]): Promise<string[][]> => {
      const built = await json('snapshots', 'build', ...RANGE, '--every', '1d', ...more);
      return (built.field_sets as { fields: string[] }[]).map((set) => set.fields);
    };
    const alone = await fields('--historical-fields-only');
    expect(alone).toHaveLength(1);
    expect(alone[0]).not.toContain('news');
    expect((await fields('--historical-fields-only', 'news')).some((set) => set.includes('news'))).toBe(true);
    const full = ['prompt', '--demo', '--prompt', 'regime-2'];
    expect((await run(...full, '--historical-fields-only')).stdout).toContain('left out: history cannot supply it');
    expect((await run(...full)).stdout).not.toContain('left out');
    // The short form says nothing of what is not there.
    expect((await run('prompt', '--demo', '--historical-fields-only')).stdout).not.toContain('basis_bps: ');
    expect((await run('prompt', '--demo')).stdout).toContain('basis_bps: ');
  });

  it('backtests on the store', { timeout: 60_000 }, async () => {
    const strategy = [
      '--strategy',
      'llm-regime',
      '--model',
      'baseline',
      '--data',
      'BTCUSDT:1h',
      '--from',
      '2025-01-01',
    ];
    const done = await run('backtest', ...strategy, '--observations', 'store');
    expect(done.stderr).not.toContain('✖');
    expect(done.code).toBe(0);
    const none = await cli(['backtest', ...strategy, '--observations', 'nothing.jsonl'], { cwd });
    expect([none.code, none.stderr]).toEqual([
      2,
      expect.stringContaining('nothing.jsonl (--observations) is not there'),
    ]);
  });

  it('says what to do where there is no store, and makes none by looking', async () => {
    const empty = emptyDir();
    for (const args of [
      ['snapshot', '--as-of', '2024-01-01'],
      ['observations', 'export'],
      ['observations', 'check'],
    ]) {
      const { code, stderr } = await cli(args, { cwd: empty });
      expect([code, stderr]).toEqual([2, expect.stringContaining('There is no store of observations')]);
    }
    expect((await cli(['observations', 'list'], { cwd: empty })).stdout).toContain('Nothing is stored yet');
    expect((await cli(['snapshot', '--demo'], { cwd: empty })).code, 'the demo is never archived').toBe(0);
    expect(existsSync(join(empty, 'user_data', 'observations.db'))).toBe(false);
  });

  it.each([
    [['observations', 'list', '--series', 'mood'], '--series names "mood"'],
    [['observations', 'backfill', '--source', 'kraken', '--from', '2024-01-01'], '--source is "kraken"'],
    [['observations', 'import', 'news.csv', '--format', 'news', '--map', 'date'], '--map has "date"'],
    [['observations', 'import', 'news.csv', '--format', 'news', '--separator', 'ab'], '--separator is "ab"'],
    [['observations', 'import', 'gone.csv', '--format', 'news'], 'there is no such file'],
    [['snapshots', 'build', '--from', '2025-01-02', '--to', '2025-01-01'], '--from must lie before --to'],
  ])('refuses %j', async (args, problem) => {
    const { code, stderr } = await run(...args);
    expect([code, stderr.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(problem)]);
  });
});
