import { spawn, spawnSync } from 'node:child_process';
import { existsSync, openSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { asDiskError } from '../../src/core/disk-error.js';
import { builtCommands } from './support/built.js';
import { cli, emptyDir, filesUnder } from './support/cli.js';

const one = (text: string): string => text.replace(/\n\s*/g, ' ');

async function withBars(): Promise<{ readonly cwd: string; readonly bars: string }> {
  const cwd = emptyDir();
  await cli(['data', 'demo', '--out', 'demo', '--days', '90'], { cwd });
  writeFileSync(join(cwd, 'a-file'), 'x');
  return { cwd, bars: 'demo/demo-BTCUSDT-1h.csv' };
}

describe('a file where a folder is needed', () => {
  it.each<[string, (bars: string) => string[]]>([
    ['data import', (bars) => ['data', 'import', bars]],
    ['data fetch', () => ['data', 'fetch', 'BTCUSDT', '--from', '2024-01-01', '--to', '2024-02-01']],
    ['backtest', (bars) => ['backtest', '--strategy', 'buy-and-hold', '--data', bars]],
    ['evaluate', (bars) => ['evaluate', '--data', bars, '--model', 'baseline/momentum']],
    ['backtest --out', (bars) => ['backtest', '--strategy', 'buy-and-hold', '--data', bars, '--out', 'a-file/runs']],
    ['evaluate --out', (bars) => ['evaluate', '--data', bars, '--model', 'baseline/momentum', '--out', 'a-file']],
    ['data demo', () => ['data', 'demo', '--out', 'a-file/demo']],
    ['cycle --save', () => ['cycle', '--demo', '--save', 'a-file/x.json']],
    ['strategy new', () => ['strategy', 'new', 'mine', '--dir', 'a-file/strategies']],
  ])('%s ends with 2 and says so, whatever it was', async (_, argv) => {
    const { cwd, bars } = await withBars();
    const before = filesUnder(cwd);
    const { code, stdout, stderr } = await cli(argv(bars), { cwd, env: { USER_DATA_DIR: 'a-file' } });
    expect(code, stderr).toBe(2);
    expect(stdout).toBe('');
    expect(one(stderr)).toMatch(/✖ .*(a file|not a directory)/);
    expect(one(stderr)).not.toMatch(/bug in|has room/);
    expect(filesUnder(cwd)).toEqual(before);
  });
});

it.skipIf(!existsSync('/proc/self'))('a folder of the system itself is refused, not waited for', async () => {
  const { cwd, bars } = await withBars();
  for (const argv of [
    ['backtest', '--strategy', 'buy-and-hold', '--data', bars, '--out', '/proc/x'],
    ['strategy', 'new', 'mine', '--dir', '/proc/nope/x'],
  ]) {
    const { code, stderr } = await cli(argv, { cwd });
    expect([code, one(stderr)]).toEqual([2, expect.stringContaining(`${argv.at(-1)!} cannot be used`)]);
  }
});

describe('the real process', () => {
  let main: string;
  beforeAll(() => {
    main = join(builtCommands(), 'main.js');
  }, 300_000);

  it.skipIf(!existsSync('/dev/full'))('says that its output is on a full disk, with the same code', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [main, 'strategy', 'list'], {
      stdio: ['ignore', full, 'pipe'],
    });
    expect([status, stderr.toString()]).toEqual([2, expect.stringContaining('the disk is full (ENOSPC)')]);
  });

  // A limit on the size of files stands for a disk without room: the system refuses the bytes after it has made the file.
  it.skipIf(process.platform === 'win32').each<[string, string[]]>([
    ['config init', ['config', 'init']],
    ['strategy new', ['strategy', 'new', 'mine']],
    ['prompt new', ['prompt', 'new', 'regime-mine-1']],
    ['data demo', ['data', 'demo', '--out', 'demo', '--days', '30']],
    ['cycle --save', ['cycle', '--demo', '--save', 'x.json']],
  ])('%s without room is one kind of error, and leaves no half file', { timeout: 60_000 }, (_, argv) => {
    const cwd = emptyDir();
    const { status, stderr } = spawnSync('sh', ['-c', 'ulimit -f 0; exec "$0" "$@"', process.execPath, main, ...argv], {
      cwd,
    });
    expect([status, one(stderr.toString())]).toEqual([2, expect.stringContaining('cannot be used, since')]);
    expect(one(stderr.toString())).toContain('(EFBIG)');
    expect(filesUnder(cwd).filter((name) => statSync(join(cwd, name)).isFile())).toEqual([]);
  });

  it('an import that is killed stores every year or none', { timeout: 120_000 }, async () => {
    const cwd = emptyDir();
    await cli(['data', 'demo', '--out', 'demo', '--days', '3650'], { cwd });
    const argv = [main, 'data', 'import', 'demo/demo-BTCUSDT-1h.csv', '--source', 'demo'];
    const rows = async (): Promise<number[]> => {
      const list = await cli(['data', 'list', '--json'], { cwd });
      return (JSON.parse(list.stdout) as { bars: { rows: number }[] }).bars.map((each) => each.rows);
    };
    const folder = join(cwd, 'user_data', 'bars', 'demo', 'BTCUSDT', '1h');
    // Killed as soon as it has begun so many of its files: eleven years, their mark, the columns.
    for (const files of [1, 4, 9, 12]) {
      rmSync(join(cwd, 'user_data'), { recursive: true, force: true });
      const child = spawn(process.execPath, argv, { cwd, stdio: 'ignore' });
      const gone = new Promise((done) => child.on('close', done));
      const begun = (): number => (existsSync(folder) ? readdirSync(folder).length : 0);
      while (child.exitCode === null && begun() < files) await new Promise((done) => setTimeout(done, 1));
      child.kill('SIGKILL');
      await gone;
      expect([[], [87_600]]).toContainEqual(await rows());
      const again = await cli(argv.slice(1), { cwd });
      expect([again.code, await rows()]).toEqual([0, [87_600]]);
    }
  });
});

/** A small disk of a process's own, which needs no rights where the system lets users have namespaces. */
const OWN_DISK = 'mount -t tmpfs -o size=4m tmpfs "$DISK" && cp -r "$GIVEN/." "$DISK" && cd "$DISK" && ';
const hasOwnDisk = spawnSync('unshare', ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=1m tmpfs /mnt']).status === 0;

describe.skipIf(!hasOwnDisk)('a real disk', () => {
  let main: string;
  let given: string;
  beforeAll(async () => {
    main = join(builtCommands(), 'main.js');
    given = (await withBars()).cwd;
    await cli(['data', 'import', 'demo/demo-BTCUSDT-1h.csv', '--source', 'demo'], { cwd: given });
    writeFileSync(join(given, 'fear.csv'), 'date,value\n2024-01-03,30\n');
    writeFileSync(join(given, 'calls.jsonl'), '');
  }, 300_000);

  /** Runs a command in a copy of the given folder on a disk of 4 MB, of which so much is left. */
  function on(leftKb: number, argv: readonly string[], after = 'true') {
    const script = `${OWN_DISK} df -k --output=avail . | tail -1 | { read kb; dd if=/dev/zero of=fill bs=1k count=$((kb - ${leftKb})) 2>/dev/null; }
      "$@"; code=$?; ${after}; exit $code`;
    const env = { PATH: process.env.PATH, LANG: 'C.UTF-8', DISK: emptyDir(), GIVEN: given };
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      ['-rm', 'sh', '-c', script, 'sh', process.execPath, main, ...argv],
      { env },
    );
    return { status, stdout: stdout.toString(), stderr: one(stderr.toString()) };
  }

  it.each<[string, string[]]>([
    ['backtest', ['backtest', '--strategy', 'buy-and-hold', '--data', 'BTCUSDT:1h']],
    ['evaluate', ['evaluate', '--data', 'BTCUSDT:1h', '--model', 'baseline/momentum']],
    ['cycle --save', ['cycle', '--demo', '--model', 'baseline', '--save']],
    ['cycle --save FILE', ['cycle', '--demo', '--model', 'baseline', '--save', 'x.json']],
    ['cycle with a model', ['cycle', '--demo', '--model', 'ollama/llama3.2']],
    ['data import', ['data', 'import', 'demo/demo-ETHUSDT-1h.csv']],
    ['data fetch', ['data', 'fetch', 'BTCUSDT', '--from', '2024-01-01', '--to', '2024-02-01']],
    ['data resample', ['data', 'resample', 'BTCUSDT:1h', '--to', '4h']],
    ['data demo', ['data', 'demo', '--out', 'another']],
    ['observations import', ['observations', 'import', 'fear.csv', '--format', 'fear-greed']],
    ['observations backfill', ['observations', 'backfill', '--source', 'stored', '--from', '2024-01-01']],
    ['snapshots build', ['snapshots', 'build', '--from', '2024-06-01', '--to', '2024-06-10']],
    ['ledger import', ['ledger', 'import', 'calls.jsonl']],
    ['config init', ['config', 'init']],
    ['strategy new', ['strategy', 'new', 'mine']],
    ['prompt new', ['prompt', 'new', 'regime-mine-1']],
  ])('that is full: %s says so before its work, with one code', { timeout: 60_000 }, (_, argv) => {
    const { status, stdout, stderr } = on(0, argv);
    expect([status, stdout], stderr).toEqual([2, '']);
    expect(stderr).toMatch(
      /^✖ \S+ cannot be used, since the disk is full \(ENOSPC\): make room, then run the same command again\.\s*$/,
    );
  });

  it.each<[string, string[]]>([
    ['runs list', ['runs', 'list']],
    ['data list', ['data', 'list']],
    ['data check', ['data', 'check', 'BTCUSDT:1h']],
    ['trials', ['trials']],
    ['cycle', ['cycle', '--demo', '--model', 'baseline']],
  ])('that is full: %s, which writes nothing, works', { timeout: 60_000 }, (_, argv) => {
    const { status, stdout, stderr } = on(0, argv);
    expect([status, stdout === ''], stderr).toEqual([0, false]);
  });

  it(
    'that fills up while bars are written leaves none of them, and names no file that nobody knows',
    { timeout: 60_000 },
    () => {
      const argv = ['data', 'demo', '--out', 'another', '--days', '3650'];
      const { status, stdout, stderr } = on(1_100, argv, 'find another -type f -size +0');
      expect(status).toBe(2);
      expect(stderr).toMatch(/✖ \S+\/another\/demo-BTCUSDT-1h\.csv cannot be used, since the disk is full \(ENOSPC\)/);
      expect(stdout).toBe('');
    },
  );
});

describe('what the system says of a place', () => {
  const errno = (code: string, path?: string): Error =>
    Object.assign(new Error(`${code}: it was so`), { code, ...(path === undefined ? {} : { path }) });

  it.each(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'ENOTDIR', 'EEXIST', 'EISDIR'])(
    '%s is one kind of error',
    (code) => {
      expect(asDiskError(errno(code, '/x/y'))).toMatchObject({ kind: 'input', code: 'disk', where: '/x/y' });
    },
  );

  it('nothing else is', () => {
    for (const error of [errno('ECONNREFUSED'), errno('ENOENT'), new Error('x'), 'x', null]) {
      expect(asDiskError(error)).toBe(error);
    }
  });

  it('a temporary file of ours is shown by its folder', () => {
    expect(asDiskError(errno('ENOSPC', '/x/.unfinished-1/result.json'))).toMatchObject({ where: '/x' });
  });
});
