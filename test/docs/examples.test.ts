import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
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
    .replace("'../src/index.js'", "'llm-trading-system'")
    .trimEnd();

const blocksOf = (language: string): string[] =>
  read('README.md')
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
