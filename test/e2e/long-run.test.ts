import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/core/ports/random.js';
import type * as Beside from '../../src/infra/store/series/encode-beside.js';
import { sha256Of } from '../../src/infra/store/files/sha256.js';
import { builtCommands } from './support/built.js';
import { cli, emptyDir } from './support/cli.js';

/** Above it the table of the account is encoded on a thread of its own. */
const ROWS = 200_001;
const BACKTEST = ['backtest', '--data', 'BTCUSDT:1m', '--strategy', 'sma-cross', '--param', 'size=0.001', '--json'];

function minutes(): string {
  const random = seededRandom(5);
  const lines = ['timestamp,open,high,low,close,volume'];
  let price = 30_000;
  for (let row = 0; row < ROWS; row++) {
    const next = Number((price * (1 + 0.002 * (random.next() - 0.5))).toFixed(2));
    lines.push(`${1_600_000_020 + 60 * row},${price},${Math.max(price, next)},${Math.min(price, next)},${next},1`);
    price = next;
  }
  return `${lines.join('\n')}\n`;
}

/** Tables of the only run, and what its result says of them. The code that wrote the rest of it has its own version. */
function tablesOf(runs: string): Record<string, string> {
  const [id, ...others] = readdirSync(runs);
  expect(others).toEqual([]);
  const folder = join(runs, id!);
  const names = readdirSync(folder).filter((name) => /\.(parquet|csv)$/.test(name));
  const { files } = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8')) as { files: unknown };
  return {
    files: JSON.stringify(files),
    ...Object.fromEntries(names.map((name) => [name, sha256Of(readFileSync(join(folder, name)))])),
  };
}

describe('a run whose table of the account is encoded on another thread', () => {
  let main: string;
  let cwd: string;
  let runs: string;
  beforeAll(async () => {
    main = join(builtCommands(), 'main.js');
    cwd = emptyDir();
    runs = join(cwd, 'user_data', 'runs');
    writeFileSync(join(cwd, 'BTCUSDT-1m.csv'), minutes());
    expect((await cli(['data', 'import', 'BTCUSDT-1m.csv'], { cwd })).code).toBe(0);
  }, 300_000);

  it('is encoded there, and a short one is not', async () => {
    const path = join(main, '..', '..', 'infra', 'store', 'series', 'encode-beside.js');
    const { encodeBeside } = (await import(pathToFileURL(path).href)) as typeof Beside;
    const partsOf = async (length: number): Promise<number> => {
      const column = { name: 'equity', kind: 'number', values: new Float64Array(length) } as const;
      return (await encodeBeside([{ columns: [column], kept: true }]).tables)[0]!.parts.length;
    };
    // What comes from another thread comes in one piece.
    expect([await partsOf(ROWS), (await partsOf(ROWS - 1)) > 1]).toEqual([1, true]);
  });

  it.each([[['--csv']], [['--no-series']]])(
    'has the same tables as one of a single thread: %j',
    { timeout: 120_000 },
    async (more) => {
      rmSync(runs, { recursive: true, force: true });
      // From the sources there is no file that a thread could run.
      const single = await cli([...BACKTEST, ...more], { cwd });
      expect(single.code, single.stderr).toBe(0);
      const expected = tablesOf(runs);
      expect('equity.parquet' in expected).toBe(!more.includes('--no-series'));
      rmSync(runs, { recursive: true });
      const built = spawnSync(process.execPath, [main, ...BACKTEST, ...more], { cwd, encoding: 'utf8' });
      expect(built.status, built.stderr).toBe(0);
      expect(tablesOf(runs)).toEqual(expected);
    },
  );

  it('leaves nothing when it is interrupted, wherever it is', { timeout: 120_000 }, async () => {
    // As soon as so many of its files have begun.
    for (const files of [0, 1, 2, 3]) {
      rmSync(runs, { recursive: true, force: true });
      const child = spawn(process.execPath, [main, ...BACKTEST], { cwd, stdio: 'ignore' });
      const gone = new Promise<number | null>((done) => child.on('close', done));
      const begun = (): number => {
        const name = existsSync(runs) ? readdirSync(runs).find((each) => each.startsWith('.')) : undefined;
        return name === undefined ? -1 : readdirSync(join(runs, name)).length;
      };
      while (child.exitCode === null && begun() < files) await new Promise((done) => setTimeout(done, 1));
      child.kill('SIGINT');
      const code = await gone;
      // The last files are quick: it may be through before it hears.
      expect(files < 2 ? [130] : [130, 0], `after ${files} files`).toContain(code);
      expect(readdirSync(runs).filter((name) => code !== 0 || name.startsWith('.'))).toEqual([]);
    }
  });

  // A limit on the size of files stands for a disk without room.
  it.skipIf(process.platform === 'win32')(
    'says that there was no room, and leaves nothing',
    { timeout: 120_000 },
    () => {
      rmSync(runs, { recursive: true, force: true });
      const limited = 'ulimit -f 2500; exec "$0" "$@"';
      const { status, stdout, stderr } = spawnSync('sh', ['-c', limited, process.execPath, main, ...BACKTEST], {
        cwd,
        encoding: 'utf8',
      });
      expect([status, stdout], stderr).toEqual([2, '']);
      expect(stderr.replace(/\n\s*/g, ' ')).toMatch(/cannot be used, since .*\(EFBIG\)/);
      expect(readdirSync(runs)).toEqual([]);
    },
  );
});
