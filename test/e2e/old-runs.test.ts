import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { readRun } from '../../src/app/runs/read-run.js';
import { cli, emptyDir } from './support/cli.js';

/** A run as an earlier version wrote it, which took the fees of plain spot from beside the cash. */
const RECORDED = '20261128-224449-835-9ba30091';
const FIXTURES = join(import.meta.dirname, '../../src/app/runs/fixtures');
const OLD = '20200101-000000-000-00000001';

let cwd: string;
let root: string;

beforeEach(() => {
  cwd = emptyDir();
  root = join(cwd, 'user_data/runs');
  cpSync(join(FIXTURES, 'BTCUSDT-1m.csv'), join(cwd, 'BTCUSDT-1m.csv'));
});

async function json(...argv: string[]) {
  const { code, stdout, stderr } = await cli([...argv, '--json'], { cwd });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
}
const backtest = async (...more: string[]): Promise<string> =>
  (await json('backtest', '--data', 'BTCUSDT-1m.csv', '--strategy', 'sma-cross', ...more)).run;

/** The same run in the form of earlier versions: the series inside `result.json`, tables as CSV, fields of later ones missing. */
async function asEarlier(id: string): Promise<void> {
  const { result, summary } = await readRun(root, id);
  const benchmark = { ...result.benchmark };
  delete benchmark.funding;
  const text = JSON.stringify({ ...result, benchmark });
  const folder = join(root, OLD);
  mkdirSync(folder);
  cpSync(join(root, id, 'config.json'), join(folder, 'config.json'));
  writeFileSync(join(folder, 'result.json'), text);
  const result_sha256 = createHash('sha256').update(text).digest('hex');
  writeFileSync(join(folder, 'summary.json'), JSON.stringify({ ...summary, id: OLD, created_at: 0, result_sha256 }));
  const rows = result.times.map((time, i) => `${new Date(time).toISOString()},${result.equity[i]!}`);
  writeFileSync(join(folder, 'equity.csv'), `time,equity\r\n${rows.join('\r\n')}\r\n`);
  writeFileSync(join(folder, 'trades.csv'), 'symbol,side\r\n');
  writeFileSync(join(folder, 'report.html'), '<!doctype html>');
}

describe('a run of an earlier version', () => {
  it('is repeated byte for byte, whatever fields have come since that say nothing', async () => {
    await asEarlier(await backtest());
    const report = await json('backtest', '--repeat', OLD);
    expect(report).toMatchObject({ identical: true, inputs: 1, differences: [] });
    expect(report.repeated_sha256).toBe(report.recorded_sha256);
  });

  it('is told to come out otherwise where a rule has changed since, and in what', async () => {
    cpSync(join(FIXTURES, RECORDED), join(root, RECORDED), { recursive: true });
    const { code, stdout } = await cli(['backtest', '--repeat', RECORDED, '--json'], { cwd });
    expect(code).toBe(4);
    const { identical, inputs, differences } = JSON.parse(stdout);
    expect({ identical, inputs }).toEqual({ identical: false, inputs: 1 });
    const paths = differences.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(expect.arrayContaining(['final_equity', 'costs.fees', 'counters.cash_limited_fills']));
    expect(paths, 'it says nothing').not.toContain('benchmark.funding');
    const shown = await json('runs', 'show', RECORDED);
    expect(shown).toMatchObject({ run: RECORDED, final_equity: 10038.197739818968, trade_count: 7 });
  });

  it('gives the same figures as the same run of today, whose series lie in files of their own', async () => {
    const id = await backtest();
    await asEarlier(id);
    expect(existsSync(join(root, id, 'equity.parquet'))).toBe(true);
    expect(readFileSync(join(root, id, 'result.json'), 'utf8')).not.toContain('"equity":[');
    const [old, now] = [await json('runs', 'show', OLD), await json('runs', 'show', id)];
    delete now.benchmark.funding;
    expect({ ...now, run: OLD, report: old.report }).toEqual(old);
    expect((await json('backtest', '--repeat', id)).identical).toBe(true);
  });

  it('is compared with one of today, on the terminal and as a page', async () => {
    const id = await backtest('--csv');
    await asEarlier(id);
    const { runs, differences, notes, buy_and_hold } = await json('compare', OLD, id);
    expect(runs[0].metrics).toEqual(runs[1].metrics);
    expect({ differences, notes }).toEqual({ differences: [], notes: [] });
    expect(buy_and_hold).toEqual((await readRun(root, id)).result.benchmark.metrics);
    const page = await cli(['compare', OLD, id, '--html', 'both.html'], { cwd });
    expect(page.code, page.stderr).toBe(0);
    const html = readFileSync(join(cwd, 'both.html'), 'utf8');
    expect(html).toContain(OLD);
    expect(html).toContain(id);
    const paths = [...html.matchAll(/<path class="line [^"]*" d="([^"]+)"/g)].map(([, path]) => path);
    expect(paths.length).toBeGreaterThanOrEqual(2);
    expect(new Set(paths.slice(0, 3)).size, 'the same curve from result.json and from Parquet').toBeLessThan(3);
  });

  it('counts its tables in its size, and goes with all of them', async () => {
    await asEarlier(await backtest());
    const row = (await json('runs', 'list')).runs.at(-1);
    expect(row).toMatchObject({ id: OLD, foreign: [] });
    const size = ['config.json', 'result.json', 'summary.json', 'equity.csv', 'trades.csv', 'report.html']
      .map((name) => readFileSync(join(root, OLD, name)).length)
      .reduce((sum, each) => sum + each, 0);
    expect(row.bytes).toBe(size);
    expect((await cli(['runs', 'delete', OLD, '--yes'], { cwd })).code).toBe(0);
    expect(existsSync(join(root, OLD))).toBe(false);
  });
});

describe('a run of today', () => {
  it.each(['equity.parquet', 'trades.parquet', 'result.json'])('with a changed %s is not believed', async (file) => {
    const [other, id] = [await backtest('--param', 'fast=5'), await backtest()];
    const path = join(root, id, file);
    const bytes = readFileSync(path);
    // A digit of a value, not of the footer.
    const at = file === 'result.json' ? bytes.indexOf('"final_equity":') + 16 : 400;
    bytes[at] = bytes[at]! ^ 1;
    writeFileSync(path, bytes);
    for (const argv of [
      ['compare', other, id],
      ['runs', 'show', id],
      ['backtest', '--repeat', id],
    ]) {
      const { code, stderr } = await cli(argv, { cwd });
      expect(code, argv.join(' ')).toBe(2);
      expect(stderr.replace(/\n\s*/g, ''), argv.join(' ')).toContain(file);
    }
  });

  it('without its series is compared by its figures', async () => {
    const id = await backtest('--no-series');
    await asEarlier(await backtest());
    const { runs } = await json('compare', OLD, id);
    expect(runs[1].metrics).toEqual(runs[0].metrics);
    const shown = await cli(['compare', OLD, id, '--html', 'both.html'], { cwd });
    expect(shown.code, shown.stderr).toBe(0);
    expect(shown.stdout).not.toMatch(/NaN|Infinity/);
    expect(shown.stdout.replace(/\s+/g, ' ')).toContain('Run B was written without its series');
    expect(readFileSync(join(cwd, 'both.html'), 'utf8')).not.toMatch(/ d="[^"]*(NaN|Infinity)/);
    expect((await json('backtest', '--repeat', id)).identical).toBe(true);
  });
});
