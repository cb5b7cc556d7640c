import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { regimeDocument } from '../servers/answers.js';
import { listen } from '../servers/loopback.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { DOCUMENTS, ROOT, type Block, type Document } from './documents.js';
import { firstDifference, LEFT_OUT, quotedIn, trimmed } from './quoted.js';
import { Shell } from './shell.js';

/** `UPDATE_DOCS=1 npx vitest run test/docs` writes what the commands print into the documents. */
const UPDATE = process.env.UPDATE_DOCS === '1';
const OLLAMA = 'http://127.0.0.1:11434';

/** About the demo snapshot. */
const ANSWER = regimeDocument({ base_asset: 'BTCUSDT', timestamp_utc: '2025-01-15T12:00:00.000Z' });

const documents = DOCUMENTS.filter(({ blocks }) => blocks.some(({ language }) => language === 'console'));
/** The Ollama of the documents: these two models, and an answer to both questions that are put to it. */
let ollama: FakeOllama;
/** Where nobody listens. */
let nowhere: string;

/** The script of the documents needs what not every machine has; the program itself needs neither. */
const hasCurl = spawnSync('curl', ['--version']).error === undefined;
const needsCurl = (block: Block): boolean =>
  quotedIn(block).some(({ command }) => command.startsWith('./check_ollama.sh'));

beforeAll(async () => {
  ollama = await startOllamaServer({
    models: [
      { name: 'llama3.2:latest', digest: 'a80c4f17acd55265'.padEnd(64, '0') },
      { name: 'qwen3:8b', size: 5_200_000_000, contextLength: 40_960 },
    ],
    answers: (_call, { format }) =>
      JSON.stringify(format).includes('ultramarine') ? '{"probe":"ultramarine"}' : JSON.stringify(ANSWER),
  });
  const closed = await listen(() => Promise.resolve());
  nowhere = closed.url;
  await closed.close();
});
afterAll(() => ollama.close());

/** `console ollama`: a server is there; `console no-ollama`: none is, though one is configured; else none is configured. */
function serverOf({ info }: Block): string | null {
  if (info.includes('ollama')) return ollama.url;
  return info.includes('no-ollama') ? nowhere : null;
}

async function printedBy(shell: (server: string | null) => Shell, block: Block): Promise<string[][]> {
  const server = serverOf(block);
  const printed: string[][] = [];
  const own = shell(server);
  for (const { command } of quotedIn(block)) {
    const text = await own.run(command);
    // Some messages name the host alone.
    const shown = server === null ? text : text.replaceAll(new URL(server).host, new URL(OLLAMA).host);
    printed.push(trimmed(shown.split('\n')));
  }
  return printed;
}

function update({ path, text }: Document, changes: ReadonlyMap<Block, string>): void {
  const lines = text.split('\n');
  for (const [block, content] of [...changes].sort(([a], [b]) => b.line - a.line)) {
    lines.splice(block.line, block.text.split('\n').length, ...content.split('\n'));
  }
  writeFileSync(join(ROOT, path), lines.join('\n'));
}

const UPDATE_HINT = 'Write it again with: UPDATE_DOCS=1 npx vitest run test/docs';

describe.each(documents.map((document) => [document.path, document] as const))('%s', (_path, document) => {
  /** What both tests below want changed: the file is written anew from its first text. */
  const changes = new Map<Block, string>();

  async function check(blocks: readonly Block[]): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'llm-trading-docs-'));
    cpSync(join(ROOT, 'examples'), join(folder, 'examples'), { recursive: true });
    // One folder for all blocks: a reader types them one after the other.
    const shell = (server: string | null): Shell =>
      new Shell({ cwd: folder, env: server === null ? {} : { OLLAMA_BASE_URL: server } });
    const wrong: string[] = [];
    for (const block of blocks) {
      const quoted = quotedIn(block);
      const printed = await printedBy(shell, block);
      const different = quoted.flatMap(({ command, output }, i) => {
        const difference = firstDifference(output, printed[i]!);
        return difference === null ? [] : [`${document.path}:${block.line} $ ${command}: ${difference}`];
      });
      if (different.length === 0) continue;
      // What was left out by hand is chosen by hand again.
      if (UPDATE && !block.text.includes(LEFT_OUT)) {
        changes.set(block, quoted.map(({ command }, i) => [`$ ${command}`, ...printed[i]!].join('\n')).join('\n\n'));
      } else wrong.push(...different);
    }
    rmSync(folder, { recursive: true });
    if (changes.size > 0) update(document, changes);
    expect(wrong, `${wrong.join('\n')}\n${UPDATE_HINT}`).toEqual([]);
  }

  const blocks = document.blocks.filter(({ language }) => language === 'console');
  it('quotes what its commands print', { timeout: 120_000 }, () => check(blocks.filter((block) => !needsCurl(block))));

  const withCurl = blocks.filter(needsCurl);
  if (withCurl.length > 0) {
    it('quotes what its scripts print', { timeout: 120_000 }, async ({ skip }) => {
      skip(!hasCurl, 'curl is not installed, and check_ollama.sh needs it');
      await check(withCurl);
    });
  }
});

it('tells a wrong quotation from a right one', () => {
  const printed = ['one', 'two 12 ms', 'three', 'four'];
  expect(firstDifference(['one', 'two 9 ms', LEFT_OUT, 'four'], printed)).toBeNull();
  expect(firstDifference(['one', LEFT_OUT], printed)).toBeNull();
  expect(firstDifference(['one', 'two 9 ms', 'three'], printed)).toContain('leaves out');
  expect(firstDifference(['one', 'too 9 ms', LEFT_OUT], printed)).toContain('line 2');
  expect(firstDifference(['one', LEFT_OUT, 'five'], printed)).toContain('is not printed');
  expect(firstDifference(['o…e', LEFT_OUT, 'f…'], printed)).toBeNull();
  expect(firstDifference(['one…', LEFT_OUT], printed)).toContain('line 1');
});
