import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { builtCommands } from './support/built.js';
import { emptyDir } from './support/cli.js';

const RECORDER = new URL('support/record-loads.mjs', import.meta.url).href;

let program: string;
beforeAll(() => {
  program = join(builtCommands(), 'main.js');
}, 120_000);

interface Loaded {
  /** Files of the program. */
  readonly own: readonly string[];
  /** Packages, those that others need included. */
  readonly packages: readonly string[];
}

/** What a command loads until it ends. */
function loadedBy(argv: readonly string[], cwd = emptyDir()): Loaded {
  const record = join(emptyDir(), 'loads.txt');
  const { status, stderr } = spawnSync(process.execPath, ['--import', RECORDER, program, ...argv], {
    cwd,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', RECORD_LOADS: record },
  });
  expect(status, stderr).toBe(0);
  const files = readFileSync(record, 'utf8')
    .trim()
    .split('\n')
    .filter((url) => /^file:.*\.[cm]?js$/.test(url));
  const paths = [...new Set(files)].map((url) => fileURLToPath(url).replaceAll('\\', '/'));
  // The built program of the tests may lie below node_modules itself.
  const own = paths.filter((path) => path.includes('/dist/') && !/.*\/node_modules\/(?!\.cache\/)/.test(path));
  const packages = paths
    .filter((path) => !own.includes(path))
    .map((path) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? path);
  return { own, packages: [...new Set(packages)].sort() };
}

/** What tells the language of the help and of errors: a few lines of the settings, read without their parser. */
const TELLS_THE_LANGUAGE = ['app/config/language.js', 'app/config/text-file.js'];

/** What costs most to load, and small commands have no use for. */
const HEAVY = ['@ai-sdk/openai', 'ccxt', 'libsql', 'p-queue', 'pino', 'sucrase', 'trading-signals', 'undici', 'yaml'];

it.each([['--version'], ['--help'], ['help']])('%s loads the list of commands and none of them', (argument) => {
  const { own, packages } = loadedBy([argument]);
  expect(packages).toEqual(['commander', 'picocolors']);
  const below = own.map((path) => path.split('/dist/')[1]!).filter((path) => /^(app|infra|engine|evaluation|strategies)\//.test(path)); // prettier-ignore
  expect(below).toEqual(TELLS_THE_LANGUAGE);
  expect(own.filter((path) => path.endsWith('/command.js'))).toEqual([]);
  expect(own.length).toBeGreaterThan(5);
  expect(own.length).toBeLessThan(40);
});

it('the help of a command loads that command alone', () => {
  const { own } = loadedBy(['size', '--help']);
  const commands = own.filter((path) => /\/commands\/.*\/(?:command|options)\.js$/.test(path));
  expect(commands.map((path) => path.split('/').at(-2))).toEqual(['size']);
});

it('size and data list load nothing that asks, records or backtests', () => {
  const cwd = emptyDir();
  writeFileSync(join(cwd, 'regime.json'), '{"prob_bull": 0.7, "prob_bear": 0.1}');
  for (const argv of [
    ['size', '--regime', 'regime.json'],
    ['data', 'list'],
  ]) {
    const { own, packages } = loadedBy(argv, cwd);
    expect(
      packages.filter((name) => HEAVY.includes(name)),
      argv[0],
    ).toEqual([]);
    expect(own.filter((path) => /\/dist\/(engine|evaluation|strategies|report\/html)\//.test(path))).toEqual([]);
    expect(packages, 'the settings need it').toContain('zod');
  }
});
