import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, it } from 'vitest';
import { builtCommands } from './support/built.js';
import { emptyDir } from './support/cli.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const { peerDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
  peerDependencies: Record<string, string>;
};
const OPTIONAL = Object.keys(peerDependencies);
const pinned = (name: string): string => `${name}@${peerDependencies[name]!.slice(1)}`;

/** The program where only what it must have is installed: a copy, since Node looks for packages from where a file lies. */
let program: string;
beforeAll(() => {
  const home = emptyDir();
  cpSync(dirname(builtCommands()), join(home, 'dist'), { recursive: true });
  copyFileSync(join(ROOT, 'package.json'), join(home, 'package.json'));
  const packages = join(home, 'node_modules');
  mkdirSync(packages);
  const left = readdirSync(join(ROOT, 'node_modules')).filter((name) => !/^\.|^@ai-sdk$|^ccxt$/.test(name));
  for (const name of left) symlinkSync(join(ROOT, 'node_modules', name), join(packages, name));
  program = join(home, 'dist/cli/main.js');
}, 120_000);

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(argv: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = emptyDir()): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...argv], {
    cwd,
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', NO_COLOR: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

/** One line, as it is whatever the width. */
const told = ({ stderr }: Ended): string => stderr.replace(/\s+/g, ' ').trim();

it('size needs none of them', async () => {
  const cwd = emptyDir();
  writeFileSync(join(cwd, 'regime.json'), '{"prob_bull": 0.7, "prob_bear": 0.1}');
  const ended = await run(['size', '--regime', 'regime.json', '--json'], {}, cwd);
  expect(ended, ended.stderr).toMatchObject({ code: 0 });
  expect(JSON.parse(ended.stdout)).toHaveProperty('position_size');
});

it('a backtest and the demo need none of them', async () => {
  const cwd = emptyDir();
  expect(await run(['data', 'demo', '--out', 'bars', '--days', '30'], {}, cwd)).toMatchObject({ code: 0 });
  const file = readdirSync(join(cwd, 'bars')).find((name) => /BTC.*1h.*\.csv$/.test(name))!;
  const backtest = await run(['backtest', '--data', join('bars', file), '--strategy', 'sma-cross', '--json'], {}, cwd);
  expect(backtest, backtest.stderr).toMatchObject({ code: 0 });
  const demo = await run(['demo', '--json']);
  expect(demo, demo.stderr).toMatchObject({ code: 0 });
});

it('doctor names each that is missing, with the command that installs it, and fails for none', async () => {
  const { code, stdout } = await run(['doctor', '--offline', '--json']);
  expect(code).toBe(0);
  const { checks } = JSON.parse(stdout) as { checks: { status: string; message: string; remedy: string | null }[] };
  for (const name of OPTIONAL) {
    const check = checks.find(({ message }) => message.startsWith(`${name} is not installed (optional)`));
    expect(check, name).toMatchObject({ status: 'skip', remedy: `npm install --no-save ${pinned(name)}` });
  }
});

it.each([
  ['data fetch --exchange okx', ['data', 'fetch', 'BTCUSDT', '--exchange', 'okx', '--days', '2']],
  ['data exchanges', ['data', 'exchanges']],
  ['data pairs --exchange kraken', ['data', 'pairs', '--exchange', 'kraken']],
  ['data intervals --exchange okx', ['data', 'intervals', '--exchange', 'okx']],
  ['snapshot --exchange okx', ['snapshot', '--real-data', '--exchange', 'okx']],
])('%s says that ccxt is missing, and what installs it', async (_, argv) => {
  const ended = await run(argv, { SOURCE_DEADLINE_MS: '2000' });
  expect(ended.code, ended.stderr).toBe(2);
  expect(told(ended)).toContain(
    `The optional package ccxt, which reads exchanges other than Binance, is not installed. To install it: npm install --no-save ${pinned('ccxt')}`,
  );
  expect(ended.stderr, 'a line to copy').toMatch(/^ *npm install \S+ \S+$/m);
  expect(ended.stderr).not.toMatch(/\n\s+at /);
});

it.each([
  ['openai/gpt-5-mini', '@ai-sdk/openai', { OPENAI_API_KEY: 'sk-not-used' }],
  ['openai/local', '@ai-sdk/openai-compatible', { OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' }],
  ['anthropic/claude-sonnet-4-5', '@ai-sdk/anthropic', { ANTHROPIC_API_KEY: 'not-used' }],
  ['google/gemini-2.5-flash', '@ai-sdk/google', { GOOGLE_GENERATIVE_AI_API_KEY: 'not-used' }],
  [
    'azure/mine',
    '@ai-sdk/azure',
    { AZURE_OPENAI_API_KEY: 'not-used', AZURE_OPENAI_ENDPOINT: 'https://mine.openai.azure.com' },
  ],
])('%s says that %s is missing, and what installs it', async (model, name, env) => {
  const ended = await run(['cycle', '--demo', '--model', model], env);
  expect(ended.code, ended.stderr).toBe(2);
  expect(told(ended)).toMatch(`The optional package ${name}, which `);
  expect(told(ended)).toContain(`is not installed. To install it: npm install --no-save ${pinned(name)}`);
  expect(ended.stderr, 'a line to copy').toMatch(/^ *npm install \S+ \S+$/m);
  expect(ended.stderr).not.toMatch(/\n\s+at /);
});
