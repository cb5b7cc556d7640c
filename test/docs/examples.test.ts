import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { sayIn } from '../../src/report/language/say.js';
import { forecastSentence } from '../../src/cli/asking-pace.js';
import { cli, emptyDir } from '../e2e/support/cli.js';
import { startWorld } from '../e2e/support/world.js';
import { read, ROOT } from './documents.js';

const printed: string[] = [];

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  printed.length = 0;
});

const capture = (): void =>
  void vi.spyOn(console, 'log').mockImplementation((...parts) => printed.push(parts.join(' ')));

/** An example as a reader has it: with the package's name where the repository has its path. */
const exampleText = (name: string): string =>
  readFileSync(join(ROOT, 'examples', name), 'utf8')
    .replaceAll("'../src/index.js'", "'llm-trading-system'")
    .replace("'../src/report/index.js'", "'llm-trading-system/report'")
    .trimEnd();

const blocksOf = (language: string, document = 'README.md'): string[] =>
  read(document)
    .blocks.filter((block) => block.language === language)
    .map(({ text }) => text);

it('shows the examples of the folder in the README', () => {
  expect(blocksOf('ts')).toEqual([exampleText('size-an-answer.ts'), exampleText('judge-the-market.ts')]);
});

it('sizes an answer as the README prints it', async () => {
  capture();
  await import('../../examples/size-an-answer.js');
  expect(printed).toHaveLength(1);
  expect(blocksOf('text')).toContain(printed[0]);
});

it('judges the market of the sources', async () => {
  capture();
  const world = await startWorld();
  for (const [name, value] of Object.entries(world.env)) vi.stubEnv(name, value);
  vi.stubEnv('USER_DATA_DIR', mkdtempSync(join(tmpdir(), 'llm-trading-example-')));
  await import('../../examples/judge-the-market.js');
  await world.close();
  expect(printed.join('\n')).toMatch(
    /^baseline\/heuristic-1: (bull|bear|neutral), hold at most 0\.\d+ long or 0\.\d+ short$/,
  );
});

const API = ['backtest-your-idea.ts', 'evaluate-a-model.ts', 'own-text-model.ts'];

it.each(['docs/API.md', 'docs/API.ru.md'])('shows the examples of the folder in %s', (document) => {
  expect(blocksOf('ts', document)).toEqual(API.map(exampleText));
});

it('backtests an idea as the documents print it', async () => {
  capture();
  await import('../../examples/backtest-your-idea.js');
  expect(blocksOf('text', 'docs/API.md')).toEqual([printed.join('\n')]);
});

it('asks a model of one’s own about the market of the sources', async () => {
  capture();
  const world = await startWorld();
  for (const [name, value] of Object.entries(world.env)) vi.stubEnv(name, value);
  vi.stubEnv('USER_DATA_DIR', mkdtempSync(join(tmpdir(), 'llm-trading-example-')));
  await import('../../examples/own-text-model.js');
  await world.close();
  expect(printed.join('\n')).toMatch(/^mine\/always-calm: neutral, hold at most 0\.\d+ long$/);
});

it('evaluates a model and runs a backtest over generated bars', async () => {
  capture();
  const before = process.cwd();
  const cwd = emptyDir();
  await cli(['data', 'demo', '--out', 'demo'], { cwd });
  process.chdir(cwd);
  try {
    await import('../../examples/evaluate-a-model.js');
  } finally {
    process.chdir(before);
  }
  expect(printed[0]).toMatch(/^baseline\/momentum.*: .{40,}/);
  expect(printed.at(-1)).toMatch(/^sma-cross: -?\d+\.\d\d %, \d+ trades$/);
  expect(readFileSync(join(cwd, 'report.html'), 'utf8')).toContain('Backtest: sma-cross');
}, 60_000);

it('tells the pace of a slow server as the document shows it', () => {
  const [seconds, done, total] = [128.6, 3, 730];
  const forecast = {
    perMinute: (done / seconds) * 60,
    secondsLeft: ((total - done) * seconds) / done,
    usdLeft: 0,
    refused: 2 / done,
  };
  const asking = { done, total, failed: 2, recorded: 0, cost_usd: 0 };
  expect(blocksOf('text', 'docs/EVALUATION.md')).toEqual([
    forecastSentence('ollama/llama3.1:8b', asking, forecast, sayIn('en')),
  ]);
});
