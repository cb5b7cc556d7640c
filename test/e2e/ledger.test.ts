import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { regimeDocument, type AnswerSource } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { cli, emptyDir, type CliRun } from './support/cli.js';

/** The last of three questions gets no answer; the first answer tries to steer the terminal. */
const answers: AnswerSource = (_call, body) => {
  const text = JSON.stringify(body.messages);
  if (text.includes('horizon_hours: 96')) return { status: 500, body: '{"error":"boom"}' };
  const reasoning_short = text.includes('horizon_hours: 24') ? 'Quiet \u001b[31mred\u001b[0m market' : 'Thin books';
  return JSON.stringify(regimeDocument({ base_asset: 'BTCUSDT', reasoning_short }));
};

let cwd: string;
let ollama: FakeOllama;
const run = (argv: readonly string[], columns?: number): Promise<CliRun> =>
  cli(argv, {
    cwd,
    env: { OLLAMA_BASE_URL: ollama.url, LOG_LEVEL: 'silent', NEWS_CAP: 'off', LLM_PROMPT: 'regime-1' },
    ...(columns === undefined ? {} : { columns }),
  });
const json = async (...argv: string[]) => {
  const { stdout, stderr, code } = await run([...argv, '--json']);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout);
};
interface Listed {
  readonly key: string;
  readonly finish: string;
  readonly model: string;
}
const calls = async (...argv: string[]): Promise<Listed[]> => (await json('ledger', 'list', ...argv)).calls;

beforeAll(async () => {
  cwd = emptyDir();
  const models = [{ name: 'llama3.2', digest: 'a80c4f17acd55265'.padEnd(64, '0') }, 'qwen3:8b'];
  ollama = await startOllamaServer({ models, answers });
  for (const [hours, model] of [
    ['24', 'llama3.2'],
    ['48', 'qwen3:8b'],
    ['96', 'llama3.2'],
  ] as const) {
    await run(['cycle', '--demo', '--horizon-hours', hours, '--model', model]);
  }
}, 60_000);
afterAll(() => ollama.close());

describe('ledger list', () => {
  it('shows the newest first, within the width of the terminal', async () => {
    const all = await calls();
    expect(all.map(({ model, finish }) => [model, finish])).toEqual([
      ['ollama/llama3.2', 'failed'],
      ['ollama/qwen3:8b', 'stop'],
      ['ollama/llama3.2', 'stop'],
    ]);
    for (const columns of [80, 120]) {
      const { stdout } = await run(['ledger', 'list'], columns);
      const lines = stdout.trimEnd().split('\n');
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
      expect(lines, 'one line a call').toHaveLength(3 + 4);
    }
  });
  it.each([
    [['--model', 'llama3.2'], 2],
    [['--model', 'ollama/qwen3:8b'], 1],
    [['--finish', 'failed'], 1],
    [['--finish', 'stop', '--model', 'llama3.2'], 1],
    [['--text', '[31mRED'], 1],
    [['--text', 'horizon_hours: 48'], 1],
    [['--variant', 'without-news'], 0],
    [['--variant', 'none'], 3],
    [['--to', '2020-01-01'], 0],
    [['--from', '2020-01-01', '--limit', '2'], 2],
  ])('filters by %j', async (options, count) => {
    expect(await calls(...options)).toHaveLength(count);
  });
  it('says that nothing was recorded, and makes no file', async () => {
    const other = await cli(['ledger', 'list']);
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('No model call has been recorded yet');
  });
});

describe('ledger show', () => {
  it('shows prompts, answer and verdict of a call by the beginning of its key, and nothing that steers the terminal', async () => {
    const [failed, , first] = await calls();
    const shown = await json('ledger', 'show', first!.key.slice(0, 8));
    expect(shown).toMatchObject({ key: first!.key, assessment: { prob_bull: 0.62 }, failure: null });
    expect(shown.user).toContain('horizon_hours: 24');
    const text = (await run(['ledger', 'show', first!.key], 80)).stdout;
    expect(text).toContain('You judge the market regime');
    expect(text).toContain('Quiet');
    expect(text).not.toContain('\u001b');
    expect(text).toContain('✔ bull · 62 % bull');
    expect((await run(['ledger', 'show', failed!.key], 80)).stdout).toMatch(/✖ .*boom/);
  });
  it.each(['ffffffffffff', 'ab', '../x'])('says that there is no call %s', async (key) => {
    const { code, stderr } = await run(['ledger', 'show', key]);
    expect(code).toBe(2);
    expect(stderr).toContain(`begins with "${key}"`);
  });
});

describe('ledger stats', () => {
  it('counts calls by day and model', async () => {
    const { days } = await json('ledger', 'stats');
    expect(days).toMatchObject([
      { model: 'ollama/llama3.2', calls: 2, failed: 1, cost_usd: 0, unpriced: 0 },
      { model: 'ollama/qwen3:8b', calls: 1, failed: 0 },
    ]);
    expect((await run(['ledger', 'stats'], 80)).stdout).toMatch(/│ in all +│ +│ +3 │ +1 │/);
  });
});

describe('ledger export and import', () => {
  const exported = async (): Promise<string[]> => {
    const { code, stderr } = await run(['ledger', 'export', '--out', 'calls.jsonl']);
    expect(code, stderr).toBe(0);
    return readFileSync(join(cwd, 'calls.jsonl'), 'utf8').trimEnd().split('\n');
  };
  const imported = (lines: readonly string[], dir: string): Promise<CliRun> => {
    writeFileSync(join(dir, 'in.jsonl'), `${lines.join('\n')}\n`);
    return cli(['ledger', 'import', 'in.jsonl'], { cwd: dir });
  };

  it('carries every call to another folder, where it is replayed', async () => {
    const lines = await exported();
    expect((await run(['ledger', 'export'])).stdout.trimEnd().split('\n')).toEqual(lines);
    const dir = emptyDir();
    expect((await imported(lines, dir)).stdout).toBe('Imported 3 calls, 0 were there already.\n');
    expect((await imported(lines, dir)).stdout).toBe('Imported 0 calls, 3 were there already.\n');
    const replay = await cli(['cycle', '--demo', '--model', 'llama3.2', '--replay', '--json'], {
      cwd: dir,
      env: { NEWS_CAP: 'off' },
    });
    expect(JSON.parse(replay.stdout)).toMatchObject({ llm_output: { prob_bull: 0.62 }, usage: { replayed: true } });
  });
  it.each([
    ['the answer', (line: string) => line.replace('Quiet', 'Loud')],
    ['the cost', (line: string) => line.replace('"cost_usd":0', '"cost_usd":1')],
    ['the prompt', (line: string) => line.replace('horizon_hours: 24', 'horizon_hours: 25')],
    ['the model', (line: string) => line.replace('"model":"llama3.2"', '"model":"big"')],
    ['the checksum', (line: string) => line.replace(/"checksum":"./, '"checksum":"x')],
    ['its form', (line: string) => line.slice(0, -1)],
  ])('refuses a file in which %s was changed, with its line, and takes nothing of it', async (_what, change) => {
    const lines = await exported();
    const at = lines.findIndex((line) => line.includes('Quiet'));
    const changed = lines.map((line, i) => (i === at ? change(line) : line));
    expect(changed).not.toEqual(lines);
    const dir = emptyDir();
    const { code, stderr } = await imported(changed, dir);
    expect({ code, place: stderr.includes(`in.jsonl:${at + 1} is not a recorded call`) }, stderr).toEqual({
      code: 2,
      place: true,
    });
    expect(JSON.parse((await cli(['ledger', 'list', '--json'], { cwd: dir })).stdout).calls).toEqual([]);
  });
});

describe('ledger prune', () => {
  const copy = async (): Promise<string> => {
    const dir = emptyDir();
    writeFileSync(join(dir, 'in.jsonl'), (await run(['ledger', 'export'])).stdout);
    await cli(['ledger', 'import', 'in.jsonl'], { cwd: dir });
    return dir;
  };
  const left = async (dir: string): Promise<number> =>
    JSON.parse((await cli(['ledger', 'list', '--json'], { cwd: dir })).stdout).calls.length;

  it('only says what would go, until it is told to do it', async () => {
    const dir = await copy();
    const prune = (...more: string[]) => cli(['ledger', 'prune', '--model', 'llama3.2', ...more], { cwd: dir });
    expect((await prune()).stdout).toContain('2 of 3 recorded calls would go.');
    expect(await left(dir)).toBe(3);
    expect((await prune('--yes')).stdout).toContain('Deleted 2 of 3 recorded calls.');
    expect(await left(dir)).toBe(1);
  });
  it('needs to be told which, and combines what it is told', async () => {
    const dir = await copy();
    expect((await cli(['ledger', 'prune', '--yes'], { cwd: dir })).code).toBe(2);
    await cli(['ledger', 'prune', '--yes', '--before', '2020-01-01', '--model', 'llama3.2'], { cwd: dir });
    await cli(['ledger', 'prune', '--yes', '--keep-latest'], { cwd: dir });
    expect(await left(dir)).toBe(3);
  });
});
