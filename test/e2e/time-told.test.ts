import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { regimeDocument } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { startOpenAIServer } from '../servers/openai.js';
import { cli, emptyDir, type CliRun } from './support/cli.js';

vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);
const DAYS = 60;
const MODEL = 'ollama/llama3.1:8b';

let cwd: string;
let ollama: FakeOllama;
let controller: AbortController;

beforeEach(async () => {
  cwd = emptyDir();
  controller = new AbortController();
  const rows = ['time,open,high,low,close,volume'];
  for (let i = 0; i < DAYS * 24; i++) {
    const [open, close] = [i, i + 1].map((k) => 100 + 15 * Math.sin(k / 60)) as [number, number];
    rows.push(`${START + i * HOUR},${open},${Math.max(open, close) + 0.2},${Math.min(open, close) - 0.2},${close},500`);
  }
  writeFileSync(join(cwd, 'BTCUSDT.csv'), `${rows.join('\n')}\n`);
  // One slot, as Ollama has it where nobody says otherwise.
  ollama = await startOllamaServer({ models: ['llama3.1:8b'] });
});
afterEach(() => ollama.close());

const answer = (): string => JSON.stringify(regimeDocument({ base_asset: 'BTCUSDT' }));

/** Every answer takes a while; Ctrl-C comes with the given question. Of those about the refused ones nothing is valid. */
function slowly(delayMs: number, stopAt: number, refused: readonly number[] = []): void {
  const own = controller;
  ollama.answerWith((call) => {
    if (call >= stopAt) own.abort(new Error('interrupted'));
    return { content: refused.includes(call) ? 'I cannot say.' : answer(), delayMs };
  });
}

const run = (argv: readonly string[], more: Record<string, string> = {}): Promise<CliRun> =>
  cli(argv, {
    cwd,
    env: { OLLAMA_BASE_URL: ollama.url, LOG_LEVEL: 'silent', NEWS_CAP: 'off', ...more },
    signal: controller.signal,
  });
const EVALUATE = ['evaluate', '--data', 'BTCUSDT.csv', '--every', '1', '--model', MODEL, '--no-attribution'];
const flat = ({ stderr }: CliRun): string => stderr.replace(/\s+/g, ' ');

describe('the time that asking takes', () => {
  it('evaluate tells after the first answers how long the rest takes, what it costs and how many were refused', async () => {
    slowly(150, 12);
    const told = flat(await run(EVALUATE));
    const found =
      /ollama\/llama3\.1:8b: ([\d.]+) answers a minute, none was refused\. The other (\d+) will take about (\d+ min|\d+ s) and cost nothing\. Ctrl-C keeps what is answered\./.exec(
        told,
      );
    expect(found, told).not.toBeNull();
    // 150 ms and what the program itself takes: not more than 400 a minute, and hardly less than 60.
    expect(Number(found![1])).toBeLessThanOrEqual(400);
    expect(Number(found![1])).toBeGreaterThan(20);
    expect(Number(found![2])).toBeGreaterThan(600);
    expect(told.match(/will take about/g)).toHaveLength(1);
  });

  it('backtest tells the same', async () => {
    slowly(150, 14, [0, 1, 2, 3]);
    const argv = ['backtest', '--data', 'BTCUSDT.csv', '--strategy', 'llm-regime', '--param', 'horizon_bars=1'];
    const told = flat(await run([...argv, '--model', MODEL]));
    expect(told).toMatch(/2 of 3 \(67 %\) were refused\. The other \d+ will take about \d+ (min|s|h)/);
  });

  it('what it costs comes from what the answers cost', async () => {
    const openai = await startOpenAIServer();
    openai.answerWith((call) => {
      if (call >= 12) controller.abort(new Error('interrupted'));
      return { content: answer(), delayMs: 150 };
    });
    const paid = { OPENAI_BASE_URL: `${openai.url}/v1`, LLM_PRICES: 'openai/local=10:10' };
    const told = flat(await run([...EVALUATE.slice(0, 5), '--model', 'openai/local', '--no-attribution'], paid));
    await openai.close();
    const cost = Number(/will take about .* and cost about \$([\d.,]+)\./.exec(told)?.[1]?.replace(',', ''));
    const rest = Number(/The other (\d+) will/.exec(told)?.[1]);
    // About 1,000 prompt tokens and 150 of the answer at $10 a million.
    expect(cost / rest, told).toBeGreaterThan(0.005);
    expect(cost / rest).toBeLessThan(0.03);
  });

  it('nothing is told of what the record answers', async () => {
    slowly(0, 100_000);
    const argv = [...EVALUATE.slice(0, 4), '24', ...EVALUATE.slice(5), '--samples', '100'];
    expect((await run(argv)).code).toBe(0);
    const again = await run(argv);
    expect(again.code).toBe(0);
    expect(again.stderr).not.toContain('will take');
  });
});

describe('questions under way at once', () => {
  it('are one at a server of one slot, once two have been tried', async () => {
    const waiting: number[] = [];
    ollama.answerWith((call) => {
      waiting.push(ollama.chats.length - call - 1);
      return { content: answer(), delayMs: 150 };
    });
    const argv = [...EVALUATE.slice(0, 4), '12', ...EVALUATE.slice(5), '--samples', '100'];
    expect((await run(argv)).code).toBe(0);
    expect(Math.max(...waiting)).toBeLessThanOrEqual(3);
    expect(waiting.slice(12).filter((line) => line > 0).length).toBeLessThanOrEqual(waiting.length / 4);
  });

  it('wait for one another without being late: only the time of the server counts', async () => {
    ollama.answerWith(() => ({ content: answer(), delayMs: 450 }));
    const argv = ['evaluate', '--data', 'BTCUSDT.csv', '--every', '48', '--model', MODEL, '--no-attribution'];
    const { code, stdout, stderr } = await run([...argv, '--samples', '100', '--concurrency', '4', '--json'], {
      LLM_TIMEOUT_MS: '1200',
    });
    expect(code, stderr).toBe(0);
    const { forecasters } = JSON.parse(stdout) as { forecasters: { answered: number; failed: number }[] };
    expect(forecasters[0]).toMatchObject({ failed: 0 });
    expect(forecasters[0]!.answered).toBeGreaterThan(8);
  });

  it('are several at a server that answers several', async () => {
    await ollama.close();
    ollama = await startOllamaServer({ models: ['llama3.1:8b'], parallel: 16 });
    let most = 0;
    ollama.answerWith(() => {
      most = Math.max(most, ollama.busy);
      return { content: answer(), delayMs: 250 };
    });
    const argv = [...EVALUATE.slice(0, 4), '12', ...EVALUATE.slice(5), '--samples', '100'];
    expect((await run(argv)).code).toBe(0);
    expect(most).toBeGreaterThanOrEqual(4);
    expect(most).toBeLessThanOrEqual(8);
  });
});
