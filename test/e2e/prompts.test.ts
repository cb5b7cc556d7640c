import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { regimeDocument } from '../servers/answers.js';
import { SHIPPED_PROMPT_IDENTITY } from '../../src/core/prompts/shipped.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { cli, emptyDir, type CliRun } from './support/cli.js';

let cwd: string;
let ollama: FakeOllama;
beforeEach(async () => {
  cwd = emptyDir();
  const answers = () => JSON.stringify(regimeDocument({ base_asset: 'BTCUSDT' }));
  ollama = await startOllamaServer({ models: ['llama3.2'], answers, parallel: 8 });
});
afterEach(() => ollama.close());

const run = (argv: readonly string[], more: { columns?: number; env?: Record<string, string> } = {}): Promise<CliRun> =>
  cli(argv, {
    cwd,
    ...(more.columns === undefined ? {} : { columns: more.columns }),
    env: { OLLAMA_BASE_URL: ollama.url, LOG_LEVEL: 'silent', NEWS_CAP: 'off', ...more.env },
  });
const said = ({ stderr }: CliRun): string => stderr.trim().replace(/\n\s*/g, ' ');
const fileOf = (id: string): string => join(cwd, 'user_data', 'prompts', `${id}.md`);
const change = (id: string, from: string, to: string): void => {
  const text = readFileSync(fileOf(id), 'utf8');
  expect(text).toContain(from);
  writeFileSync(fileOf(id), text.replace(from, to));
};
const CYCLE = ['cycle', '--demo', '--model', 'llama3.2'];
const promptOf = async (...argv: string[]) =>
  JSON.parse((await run([...CYCLE, '--json', ...argv])).stdout).model.prompt;

describe('a prompt of one’s own', () => {
  it('begins as a copy, is sent in its own words, and is part of the answer’s identity', async () => {
    expect(await promptOf()).toBe(SHIPPED_PROMPT_IDENTITY);
    expect((await run(['prompt', 'new', 'mine'])).stdout).toContain('Wrote user_data/prompts/mine.md');
    expect((await run(['prompt', 'new', 'mine'])).code, 'nothing is overwritten').toBe(2);
    change('mine', 'You judge the market regime', 'You weigh the market regime');
    const own = await promptOf('--prompt', 'mine');
    expect(own).toMatch(/^mine@[0-9a-f]{12}$/);
    expect(JSON.stringify(ollama.chats.at(-1)!.body)).toContain('You weigh the market regime');
    expect(ollama.chats, 'another prompt is another question').toHaveLength(2);
    const text = (await run([...CYCLE, '--prompt', 'mine'])).stdout;
    expect(text).toContain(`prompt ${own}`);
    const diff = (await run(['prompt', 'diff', 'regime-2-compact', 'mine'])).stdout;
    expect(diff).toMatch(/^-You judge the market regime.*\n(?:[^+].*\n)*\+You weigh the market regime/m);
    expect((await run(['prompt', 'diff', 'mine', 'mine'])).stdout).toContain('say the same');
    expect((await run(['prompt', 'show', 'mine'])).stdout).toBe(readFileSync(fileOf('mine'), 'utf8'));
  });

  it('must not change once a model was asked with it', async () => {
    await run(['prompt', 'new', 'mine']);
    change('mine', 'You judge', 'You weigh');
    expect((await run(['prompt', '--prompt', 'mine'])).code, 'looking at it is not a use of it').toBe(0);
    change('mine', 'You weigh', 'You ponder');
    const first = await promptOf('--prompt', 'mine');
    change('mine', 'You ponder', 'You guess');
    for (const more of [[], ['--replay']]) {
      const changed = await run([...CYCLE, '--prompt', 'mine', ...more]);
      expect(changed.code).toBe(2);
      expect(said(changed)).toMatch(/mine changed since it was first used on \d{4}-\d\d-\d\d: give it a new id/);
    }
    expect((await run(['prompt', 'list'])).stdout).toContain('changed since it was first used');
    change('mine', 'You guess', 'You ponder');
    expect(await promptOf('--prompt', first), 'the hash may be named').toBe(first);
    expect(said(await run([...CYCLE, '--prompt', 'mine@000000000000']))).toContain(
      'is not what mine@000000000000 names',
    );
  });

  it.each([
    ['no front matter', 'Judge.', ':1: a prompt begins with its front matter'],
    [
      'an unknown field',
      '---\nid: mine\ncreated_at: 2026-01-01\ndescription: x\nmodel: y\n---\n',
      ':5: there is no field model',
    ],
    [
      'a wrong day',
      '---\nid: mine\ncreated_at: 2026-02-30\ndescription: x\n---\n',
      ':3: created_at: must be the UTC day',
    ],
    [
      'no user section',
      '---\nid: mine\ncreated_at: 2026-01-01\ndescription: x\n---\n## System\nJudge.\n',
      'the section "## User" is missing',
    ],
    [
      'text outside',
      '---\nid: mine\ncreated_at: 2026-01-01\ndescription: x\n---\nJudge.\n',
      ':6: nothing may stand before',
    ],
    [
      'an unknown placeholder',
      '---\nid: mine\ncreated_at: 2026-01-01\ndescription: x\n---\n\n## System\n\nJudge.\n\n## User\n\n{{market}}\n{{nws}}\n',
      ':14: there is no placeholder {{nws}}',
    ],
    [
      'another id',
      '---\nid: other\ncreated_at: 2026-01-01\ndescription: x\n---\n## System\nJudge.\n## User\n{{market}}\n',
      'says that its id is "other"',
    ],
    [
      'a day ahead',
      '---\nid: mine\ncreated_at: 2999-01-01\ndescription: x\n---\n## System\nJudge.\n## User\n{{market}}\n',
      'which is still ahead',
    ],
  ])('says what is wrong with its file: %s', async (_what, text, message) => {
    mkdirSync(join(cwd, 'user_data', 'prompts'), { recursive: true });
    writeFileSync(fileOf('mine'), text);
    const wrong = await run([...CYCLE, '--prompt', 'mine']);
    expect(wrong.code).toBe(2);
    expect(said(wrong)).toContain(message);
    expect(ollama.chats).toEqual([]);
  });

  it.each(['nobody', '../x', 'Regime-1'])('says that there is no prompt %s', async (id) => {
    const wrong = await run([...CYCLE, '--prompt', id]);
    expect({ code: wrong.code, asked: ollama.chats.length }).toEqual({ code: 2, asked: 0 });
  });
});

describe('prompt in a backtest', () => {
  it('is recorded with its hash, and a repetition asks with exactly that', async () => {
    await run(['data', 'demo', '--out', 'demo', '--days', '60']);
    await run(['prompt', 'new', 'mine']);
    change('mine', 'You judge', 'You weigh');
    const argv = ['backtest', '--data', 'demo/demo-BTCUSDT-1h.csv', '--from', '2025-01-05', '--strategy', 'llm-regime'];
    const first = await run([...argv, '--model', 'llama3.2', '--prompt', 'mine']);
    const id = /^run +(\S+)$/m.exec(first.stdout)?.[1] ?? '';
    const result = JSON.parse(readFileSync(join(cwd, 'user_data', 'runs', id, 'result.json'), 'utf8'));
    expect(result.configuration.regime.settings['llm.prompt']).toMatch(/^mine@[0-9a-f]{12}$/);
    const again = await run(['backtest', '--repeat', id]);
    expect(again.code, again.stdout + again.stderr).toBe(0);
    change('mine', 'You weigh', 'You guess');
    const changed = await run(['backtest', '--repeat', id]);
    expect({ code: changed.code, text: said(changed) }).toEqual({
      code: 2,
      text: expect.stringContaining('is not what mine@'),
    });
  });
});

describe('prompt try', () => {
  const argv = ['prompt', 'try', '--dates', '2025-01-06,2025-01-08T12:00', '--data', 'demo/demo-BTCUSDT-1h.csv'];

  it('makes the prompts of chosen dates and asks nobody unless a model is named', async () => {
    await run(['data', 'demo', '--out', 'demo', '--days', '60']);
    const { stdout } = await run(argv, { env: { LLM_MODEL: 'llama3.2' } });
    expect(stdout).toContain('BTCUSDT, next 24 hours from 2025-01-06T00:00:00.000Z');
    expect(stdout).toContain('BTCUSDT, next 24 hours from 2025-01-08T12:00:00.000Z');
    expect(ollama.requests).toEqual([]);
    const asked = await run([...argv, '--model', 'llama3.2', '--json']);
    const tried = JSON.parse(asked.stdout);
    expect(tried.prompt).toBe(SHIPPED_PROMPT_IDENTITY);
    expect(
      tried.dates.map((one: { decision: { assessment: { prob_bull: number } } }) => one.decision.assessment.prob_bull),
    ).toEqual([0.62, 0.62]);
    const sent = ollama.chats.map(({ body }) => (body!.messages as { content: string }[])[1]!.content);
    expect(sent, 'what is shown is what is sent').toEqual(tried.dates.map(({ user }: { user: string }) => user));
    await ollama.close();
    const replayed = await run([...argv, '--model', 'llama3.2', '--replay'], { columns: 80 });
    expect(replayed.stdout.replace(/\n */g, ' ')).toContain('from the ledger');
    expect(Math.max(...replayed.stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('refuses a date of which nothing is known, and a trial without data', async () => {
    await run(['data', 'demo', '--out', 'demo', '--days', '60']);
    const early = await run(['prompt', 'try', '--dates', '2020-01-01', '--data', 'demo/demo-BTCUSDT-1h.csv']);
    expect(said(early)).toContain('Nothing is known of the price of BTCUSDT at 2020-01-01 00:00 UTC');
    expect(said(await run(['prompt', 'try', '--dates', '2025-01-06']))).toContain('name bars with --data');
  });
});
