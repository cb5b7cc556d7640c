import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Io } from '../../src/cli/io.js';
import { runCli } from '../../src/cli/run-cli.js';
import { cli, emptyDir } from './support/cli.js';

const OLD = '20261128-224449-835-9ba30091';
const OLD_FOLDER = join(import.meta.dirname, '../../src/app/runs/fixtures', OLD);
let cwd: string;
let ids: string[];

const runs = (): string[] => readdirSync(join(cwd, 'user_data/runs')).sort();

async function backtest(...argv: string[]): Promise<string> {
  const all = ['backtest', '--data', 'demo/demo-BTCUSDT-1h.csv', '--strategy', 'sma-cross', '--json', ...argv];
  const { code, stdout, stderr } = await cli(all, { cwd });
  expect(code, stderr).toBe(0);
  return (JSON.parse(stdout) as { run: string }).run;
}

interface Listed {
  readonly runs: readonly Readonly<Record<string, unknown>>[];
  readonly damaged: readonly { readonly id: string }[];
  readonly total: number;
  readonly bytes: number;
}

async function listed(...argv: string[]): Promise<Listed> {
  const { code, stdout, stderr } = await cli(['runs', 'list', '--json', ...argv], { cwd });
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Listed;
}

beforeEach(async () => {
  cwd = emptyDir();
  await cli(['data', 'demo', '--out', 'demo', '--days', '20'], { cwd });
  ids = [await backtest('--param', 'fast=5'), await backtest('--param', 'fast=8', '--csv')];
});

/** The same command with somebody at the terminal who answers. */
async function answered(answer: string, argv: string[], signal = new AbortController().signal) {
  const written = { stdout: '', stderr: '' };
  const stdin = Object.assign(
    (async function* () {
      if (answer === '') await new Promise(() => undefined);
      yield await Promise.resolve(answer);
    })(),
    { isTTY: true },
  );
  const io: Io = {
    stdout: { write: (text) => (written.stdout += text) },
    stderr: { write: (text) => (written.stderr += text) },
    stdin,
    env: { LANG: 'C.UTF-8' },
    cwd,
    platform: 'linux',
    signal,
  };
  return { code: await runCli(argv, io), ...written };
}

describe('runs list and show', () => {
  it('lists what was run, how it came out and its place on disk, the newest first', async () => {
    const { runs: rows, damaged, total, bytes } = await listed();
    expect(damaged).toEqual([]);
    expect(total).toBe(2);
    const summary = (id: string) =>
      JSON.parse(readFileSync(join(cwd, 'user_data/runs', id, 'summary.json'), 'utf8')) as {
        summary: Record<string, unknown>;
      };
    const sizeOf = (id: string): number =>
      readdirSync(join(cwd, 'user_data/runs', id)).reduce(
        (sum, name) => sum + readFileSync(join(cwd, 'user_data/runs', id, name)).length,
        0,
      );
    expect(rows).toMatchObject(
      [...ids].reverse().map((id, index) => {
        const { total_return, sharpe, trade_count } = summary(id).summary;
        const params = { fast: index === 0 ? 8 : 5 };
        return {
          id,
          strategy: 'sma-cross',
          params,
          symbols: ['BTCUSDT'],
          total_return,
          sharpe,
          trade_count,
          bytes: sizeOf(id),
        };
      }),
    );
    expect(bytes).toBe(sizeOf(ids[0]!) + sizeOf(ids[1]!));
    const { stdout } = await cli(['runs', 'list', '--limit', '1'], { cwd, columns: 80 });
    expect(stdout).toContain('sma-cross fast=8, slow=50');
    expect(stdout).toContain(ids[1]);
    expect(stdout).not.toContain(ids[0]);
    expect(stdout).toContain('1 of 2 runs;');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it.each([
    ['return', 'total_return'],
    ['sharpe', 'sharpe'],
    ['trades', 'trade_count'],
    ['size', 'bytes'],
  ])('sorts by %s, the greatest first', async (order, field) => {
    const values = (await listed('--sort', order)).runs.map((row) => row[field] as number);
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(values).toHaveLength(2);
  });

  it('lists a damaged folder as damaged, reads an old one, and sees nothing else', async () => {
    cpSync(OLD_FOLDER, join(cwd, 'user_data/runs', OLD), { recursive: true });
    writeFileSync(join(cwd, 'user_data/runs', ids[0]!, 'summary.json'), '{"id":');
    mkdirSync(join(cwd, 'user_data/runs/20250101-000000-000-00000000'));
    mkdirSync(join(cwd, 'user_data/runs/notes'));
    writeFileSync(join(cwd, 'user_data/runs/20250101-000000-000-11111111'), 'a file');
    const found = await listed();
    expect(found.runs.map(({ id }) => String(id)).sort()).toEqual([ids[1], OLD].sort());
    expect(found.damaged.map(({ id }) => id).sort()).toEqual([ids[0], '20250101-000000-000-00000000'].sort());
    const { code, stdout } = await cli(['runs', 'list'], { cwd });
    expect(code).toBe(0);
    expect(stdout).toMatch(/is damaged:\s.*summary\.json is\s+damaged/s);
    expect(stdout).toContain('2 runs, 2 damaged;');
    const shown = await cli(['runs', 'show', OLD], { cwd });
    expect(shown.code, shown.stderr).toBe(0);
    expect(shown.stdout).toContain(join('user_data/runs', OLD, 'report.html'));
    const damaged = await cli(['runs', 'show', ids[0]!], { cwd });
    expect(damaged.code).toBe(2);
    expect(damaged.stderr).toContain('summary.json is damaged');
  });

  it('shows a run as it was shown when it was made, without its series too', async () => {
    const all = ['backtest', '--data', 'demo/demo-BTCUSDT-1h.csv', '--strategy', 'sma-cross'];
    const made = await cli(all, { cwd });
    const shown = await cli(['runs', 'show', 'latest'], { cwd });
    expect(shown.code, shown.stderr).toBe(0);
    const luck = /^. (?:First try|Try \d+) on these data.*?(?=\n\n)/ms;
    expect(made.stdout).toMatch(luck);
    expect(shown.stdout).toBe(made.stdout.replace(luck, '').replace(/\n{3,}/, '\n\n'));
    await cli([...all, '--no-series'], { cwd });
    const bare = await cli(['runs', 'show', 'latest'], { cwd });
    expect(bare.code, bare.stderr).toBe(0);
    expect(bare.stdout).toContain('buy and hold');
    expect(bare.stdout).not.toContain('NaN');
    expect(bare.stdout).not.toContain('Infinity');
  });

  it('says that there are none yet, and which is unknown', async () => {
    const empty = emptyDir();
    expect((await cli(['runs', 'list'], { cwd: empty })).stdout).toContain('There are no runs yet');
    expect((await cli(['runs', 'show', 'latest'], { cwd: empty })).code).toBe(2);
    const unknown = await cli(['runs', 'delete', 'nonsense', '--yes'], { cwd });
    expect(unknown).toMatchObject({ code: 2 });
    expect(unknown.stderr).toContain('There is no run "nonsense"');
    expect(runs()).toEqual([...ids].sort());
  });
});

describe('runs delete', () => {
  it('deletes what is named, and only with --yes or a yes', async () => {
    const unasked = await cli(['runs', 'delete', ids[0]!], { cwd });
    expect(unasked.code).toBe(2);
    expect(unasked.stderr).toContain('--yes');
    expect(await answered('n\n', ['runs', 'delete', ids[0]!])).toMatchObject({ code: 0, stdout: '' });
    expect(runs()).toEqual([...ids].sort());
    const yes = await answered('y\n', ['runs', 'delete', ids[0]!]);
    expect(yes.code, yes.stderr).toBe(0);
    expect(yes.stdout).toContain('Deleted 1 run,');
    expect(runs()).toEqual([ids[1]]);
    const json = await cli(['runs', 'delete', 'latest', '--yes', '--json'], { cwd });
    expect(JSON.parse(json.stdout)).toMatchObject({ deleted: [{ id: ids[1] }], staying: 0 });
    expect(runs()).toEqual([]);
  });

  it('stops at Ctrl-C while it asks, and deletes nothing', async () => {
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Error('interrupted')));
    expect(await answered('', ['runs', 'delete', ids[0]!], controller.signal)).toMatchObject({ code: 130 });
    expect(runs()).toEqual([...ids].sort());
  });

  it('never touches what is not a run, or what somebody keeps in one', async () => {
    const root = join(cwd, 'user_data/runs');
    const [first, second] = ids as [string, string];
    writeFileSync(join(root, first, 'notes.txt'), 'mine');
    const kept = await cli(['runs', 'delete', first, second, '--yes'], { cwd });
    expect(kept.code).toBe(2);
    expect(kept.stderr).toContain('notes.txt, which no run wrote');
    expect(runs(), 'nothing of the request is carried out').toEqual([...ids].sort());
    mkdirSync(join(cwd, 'elsewhere'));
    writeFileSync(join(cwd, 'elsewhere/report.html'), 'mine');
    symlinkSync(join(cwd, 'elsewhere'), join(root, '20250101-000000-000-00000000'));
    mkdirSync(join(root, 'old-experiments'));
    for (const name of ['20250101-000000-000-00000000', 'old-experiments', '../..', '.']) {
      expect((await cli(['runs', 'delete', name, '--yes'], { cwd })).code, name).toBe(2);
    }
    expect((await cli(['runs', 'prune', '--keep', '0', '--damaged', '--yes'], { cwd })).code).toBe(0);
    expect(runs()).toEqual([first, '20250101-000000-000-00000000', 'old-experiments'].sort());
    expect(existsSync(join(cwd, 'elsewhere/report.html'))).toBe(true);
  });

  it('deletes a damaged run by its id', async () => {
    writeFileSync(join(cwd, 'user_data/runs', ids[0]!, 'summary.json'), '');
    expect((await cli(['runs', 'delete', ids[0]!, '--yes'], { cwd })).code).toBe(0);
    expect(runs()).toEqual([ids[1]]);
  });
});

describe('runs prune', () => {
  const OLDER = '20200101-000000-000-9ba30091';
  beforeEach(() => {
    for (const id of [OLDER, OLD]) {
      const folder = join(cwd, 'user_data/runs', id);
      cpSync(OLD_FOLDER, folder, { recursive: true });
      const path = join(folder, 'summary.json');
      const summary = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
      const created = id === OLDER ? Date.UTC(2020, 0, 1) : summary.created_at;
      writeFileSync(path, JSON.stringify({ ...summary, id, created_at: created }));
      utimesSync(folder, new Date(), new Date());
    }
  });

  it('keeps the newest, or the younger, and of two rules what either keeps', async () => {
    const dry = async (...argv: string[]): Promise<string[]> => {
      const { code, stdout, stderr } = await cli(['runs', 'prune', '--dry-run', '--json', ...argv], { cwd });
      expect(code, stderr).toBe(0);
      return (JSON.parse(stdout) as { going: { id: string }[] }).going.map(({ id }) => id);
    };
    const newestFirst = [...ids, OLD, OLDER].sort().reverse();
    expect(await dry('--keep', '1')).toEqual(newestFirst.slice(1));
    expect(await dry('--keep', '0')).toEqual(newestFirst);
    expect(await dry('--keep', '9')).toEqual([]);
    expect(await dry('--older-than', '365d')).toEqual([OLDER]);
    expect(await dry('--older-than', '365d', '--keep', '4')).toEqual([]);
    expect(await dry('--older-than', '52w', '--keep', '0')).toEqual([OLDER]);
    expect(runs(), 'it was only said').toEqual([...newestFirst].sort());
    const done = await cli(['runs', 'prune', '--older-than', '365d', '--yes'], { cwd });
    expect(done.stdout).toMatch(/^Deleted 1 run, \d+ kB; 3 runs stay\./);
    expect(runs()).not.toContain(OLDER);
  });

  it.each([
    [[], /not said what stays/],
    [['--keep', '-1'], /--keep is -1/],
    [['--keep', 'x'], /--keep is "x"/],
    [['--older-than', 'soon'], /--older-than is "soon"/],
    [['--dry-run', '--yes', '--keep', '1'], /cannot be used with/],
    [['--keep', '0'], /add --yes/],
  ])('refuses %j', async (argv, message) => {
    const before = runs();
    const { code, stderr } = await cli(['runs', 'prune', ...argv], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
    expect(runs()).toEqual(before);
  });

  it('leaves damaged folders unless it is told to take them', async () => {
    writeFileSync(join(cwd, 'user_data/runs', OLDER, 'summary.json'), '');
    await cli(['runs', 'prune', '--keep', '0', '--yes'], { cwd });
    expect(runs()).toEqual([OLDER]);
    await cli(['runs', 'prune', '--damaged', '--older-than', '1d', '--yes'], { cwd });
    expect(runs()).toEqual([]);
  });

  it('interrupted, leaves every run whole or gone', async () => {
    for (let i = 0; i < 40; i++) {
      cpSync(OLD_FOLDER, join(cwd, `user_data/runs/20200101-000000-${String(i).padStart(3, '0')}-00000001`), {
        recursive: true,
      });
    }
    const controller = new AbortController();
    const pending = cli(['runs', 'prune', '--keep', '0', '--yes'], { cwd, signal: controller.signal });
    const stop = setInterval(() => {
      if (runs().length < 40) controller.abort(new Error('interrupted'));
    }, 0);
    const { code, stdout } = await pending.finally(() => clearInterval(stop));
    expect(code).toBe(130);
    const left = await listed('--limit', '100');
    expect(left.damaged).toEqual([]);
    expect(left.runs.length).toBeGreaterThan(0);
    expect(left.runs.length).toBeLessThan(44);
    expect(stdout).toContain(`${left.runs.length} runs stay.`);
  });
});
