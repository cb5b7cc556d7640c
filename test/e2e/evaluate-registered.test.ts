import type { ForwardReport } from '../../src/contract/forward-test.js';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { register } from '../../src/app/forward-test/register.js';
import type { Registered } from '../../src/app/forward-test/registrations.js';
import { createRuntime } from '../../src/app/runtime/runtime.js';
import { regimeDocument, type AnswerSource } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { cli, emptyDir, type CliRun } from './support/cli.js';

// Several commands in each: seconds alone, more where tests of other folders run beside it.
vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);
const DAYS = 62;
/** When the test is registered: the decisions of 20 days come later, the last two of them still open. */
const REGISTERED = Date.UTC(2024, 1, 12, 1);
const LATER = 40;

const opinionated: AnswerSource = (_call, body) => {
  const hash = createHash('sha256').update(JSON.stringify(body.messages)).digest();
  const bull = Math.round((hash[0]! / 255) * 100) / 100;
  return JSON.stringify(regimeDocument({ prob_bull: bull, prob_bear: Math.round((1 - bull) * 100) / 100 }));
};

let cwd: string;
let ollama: FakeOllama;
beforeEach(async () => {
  cwd = emptyDir();
  const rows = ['time,open,high,low,close,volume'];
  for (let i = 0; i < DAYS * 24; i++) {
    const [open, close] = [i, i + 1].map((k) => 100 + 15 * Math.sin(k / 60)) as [number, number];
    rows.push(`${START + i * HOUR},${open},${Math.max(open, close) + 0.2},${Math.min(open, close) - 0.2},${close},500`);
  }
  writeFileSync(join(cwd, 'BTCUSDT.csv'), `${rows.join('\n')}\n`);
  ollama = await startOllamaServer({ models: ['llama3.1:8b'], answers: opinionated, parallel: 8 });
});
afterEach(() => ollama.close());

const env = (): Record<string, string> => ({ OLLAMA_BASE_URL: ollama.url, LOG_LEVEL: 'silent' });
const evaluate = (more: readonly string[], given = env()): Promise<CliRun> =>
  cli(['evaluate', '--data', 'BTCUSDT.csv', ...more], { cwd, env: given });
const said = ({ stderr }: CliRun): string => stderr.trim().replace(/\n\s*/g, ' ');
const REGISTER = ['--register', '--hypothesis', 'It beats climatology.', '--every', '12'];

/** Registered at a moment of the past, by a clock that says so. */
function registered(more: { readonly prompts?: readonly string[]; readonly models?: readonly string[] } = {}) {
  const clock = { now: () => REGISTERED, sleep: () => Promise.resolve() };
  const runtime = createRuntime({ env: env(), cwd, clock });
  return register(
    {
      data: ['BTCUSDT.csv'],
      funding: [],
      cwd,
      horizonHours: 24,
      everyHours: 12,
      models: more.models ?? ['ollama/llama3.1:8b'],
      fields: 'common',
      hypothesis: 'It beats climatology.',
      alpha: 0.05,
      ...(more.prompts === undefined ? {} : { prompts: more.prompts }),
    },
    runtime,
  );
}
async function reported(more: readonly string[] = []): Promise<ForwardReport> {
  const run = await evaluate(['--registered', '1', '--json', ...more]);
  expect(run.code, run.stderr).toBe(0);
  return JSON.parse(run.stdout) as ForwardReport;
}

describe('registering', () => {
  it('freezes everything by hash, asks nothing, and is the same only for the same', async () => {
    const run = await evaluate([...REGISTER, '--model', 'ollama/llama3.1:8b']);
    expect(run.code, run.stderr).toBe(0);
    const hash = /[0-9a-f]{64}/.exec(run.stdout)![0];
    expect(run.stdout).toContain('Registered as number 1');
    expect(run.stdout).toContain('ollama/llama3.1:8b, version digest-of-llama3.1:8b');
    expect(ollama.chats).toEqual([]);
    const second = await evaluate([...REGISTER, '--model', 'baseline', '--alpha', '0.01', '--json']);
    const { number, registration } = JSON.parse(second.stdout) as Registered;
    expect(number).toBe(2);
    expect(registration).toMatchObject({
      model: { id: 'baseline/heuristic-1', version: null },
      prompt: null,
      symbol: 'BTCUSDT',
      horizon_hours: 24,
      step_hours: 12,
      alpha: 0.01,
    });
    expect(registration.settings.fields).toContain('market.return_30d_pct');
    const list = (await cli(['evaluate', '--registered'], { cwd, env: env() })).stdout;
    expect(list).toContain(hash.slice(0, 12));
    expect(list).toContain('baseline/heuristic-1');
    expect(said(await evaluate(['--registered', '3']))).toContain('There is no registration "3"');
  });

  it.each<[string, string[], string]>([
    ['an alias that its vendor may repoint', ['--model', 'openai/gpt-4o'], 'cannot be registered: it is an alias'],
    ['a model in a cloud', ['--model', 'ollama/big:1t-cloud'], 'is served from a cloud'],
    ['an ensemble', ['--model', '2*ollama/llama3.1:8b+baseline/logistic'], 'is an ensemble'],
    [
      'two models',
      ['--model', 'baseline', '--model', 'ollama/llama3.1:8b'],
      'one model with one prompt, and these are 2',
    ],
    ['a probe', ['--model', 'baseline', '--probe'], '--probe cannot be given here'],
    ['no chance at all', ['--model', 'baseline', '--alpha', '0'], '--alpha is 0'],
  ])('refuses %s', async (_what, more, message) => {
    const run = await evaluate([...REGISTER, ...more], { ...env(), OPENAI_API_KEY: 'sk-test-0123456789' });
    expect(run.code).toBe(2);
    expect(said(run)).toContain(message);
    expect((await cli(['evaluate', '--registered'], { cwd, env: env() })).stdout).toContain('Nothing is registered');
    expect(ollama.chats).toEqual([]);
  });

  it('refuses a prompt whose day lies ahead, and a claim without words', async () => {
    await cli(['prompt', 'new', 'mine'], { cwd, env: env() });
    const file = join(cwd, 'user_data/prompts/mine.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/created_at: .*/, 'created_at: 2999-01-01'));
    const ahead = await evaluate([...REGISTER, '--model', 'ollama/llama3.1:8b', '--prompt', 'mine']);
    expect(said(ahead)).toContain('created_at is 2999-01-01, which is still ahead');
    expect(said(await evaluate(['--register', '--model', 'baseline']))).toContain('--hypothesis is missing');
  });
});

describe('a registered forward test', () => {
  it('scores later decisions alone, once their windows have closed, and the same again without a server', async () => {
    await registered();
    const first = await reported();
    expect(first.decisions_later).toBe(LATER);
    expect(first.pending).toEqual({ n: 2, next_matures_at: START + DAYS * 24 * HOUR + 12 * HOUR });
    expect(ollama.chats, 'pending ones are not asked').toHaveLength(LATER - 2);
    const asked = ollama.chats.map(({ body }) => /next 24 hours from (\S+Z)/.exec(JSON.stringify(body))![1]!).sort();
    expect(asked[0], 'the first after the registration').toBe('2024-02-12T12:00:00.000Z');
    const { result } = first;
    expect(result.decisions, 'windows of 24 h every 12 h').toBe((LATER - 2) / 2);
    expect(result.excluded.overlapping).toBe((LATER - 2) / 2);
    expect(result.excluded['other-model'] + result.excluded['other-settings']).toBe(0);
    expect(result.lower).toBeLessThan(result.brier_difference!);
    expect(result.upper).toBeGreaterThan(result.brier_difference!);
    await ollama.close();
    const again = await reported(['--replay']);
    expect(again).toEqual(first);
    const text = (await evaluate(['--registered', '1', '--replay'])).stdout;
    expect(text).toContain('2 pending: their windows are open, the next closes at 2024-03-03 12:00 UTC.');
    expect(text).toContain(`${LATER} decisions since the registration; ${result.decisions} of them count.`);
  });

  it('a baseline needs neither server nor prompt', async () => {
    await registered({ models: ['baseline/momentum'] });
    const { result, calls } = await reported();
    expect(result.decisions).toBe((LATER - 2) / 2);
    expect(calls).toBe(0);
    expect(ollama.requests).toEqual([]);
  });

  it('refuses another build, other settings, another prompt and another symbol, each by name', async () => {
    await cli(['prompt', 'new', 'mine'], { cwd, env: env() });
    const file = join(cwd, 'user_data/prompts/mine.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/created_at: .*/, 'created_at: 2024-01-01'));
    await registered({ prompts: ['mine'] });
    const refused = async (more: Record<string, string> = {}): Promise<string> => {
      const run = await evaluate(['--registered', '1'], { ...env(), ...more });
      expect(run.code, run.stdout + run.stderr).toBe(4);
      return said(run);
    };
    expect(await refused({ LLM_TEMPERATURE: '0.7' })).toContain(
      'what is sent with each question is not what was registered',
    );
    expect(await refused({ LLM_NUM_CTX: '8192' })).toContain('what is sent with each question');
    ollama.setModels([{ name: 'llama3.1:8b', digest: 'another' }]);
    expect(await refused()).toContain('is now another, and digest-of-llama3.1:8b was registered');
    ollama.setModels(['llama3.1:8b']);
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('You judge', 'You weigh'));
    expect(await refused()).toMatch(/the prompt mine has the hash [0-9a-f]{12}, and [0-9a-f]{12} was registered/);
    writeFileSync(file, text);
    writeFileSync(join(cwd, 'ETHUSDT.csv'), readFileSync(join(cwd, 'BTCUSDT.csv')));
    const eth = await cli(['evaluate', '--registered', '1', '--data', 'ETHUSDT.csv'], { cwd, env: env() });
    expect(eth.code).toBe(4);
    expect(said(eth)).toContain('it is about BTCUSDT, and the bars are of ETHUSDT');
    expect(ollama.chats).toEqual([]);
    expect((await reported()).result.decisions, 'as registered it goes on').toBeGreaterThan(10);
  });

  it('keeps the calls that it needs from being pruned', async () => {
    await registered();
    await reported();
    const prune = ['ledger', 'prune', '--before', '2090-01-01', '--json'];
    const planned = await cli(prune, { cwd, env: env() });
    expect(planned.code, planned.stderr).toBe(0);
    const plan = JSON.parse(planned.stdout) as {
      calls: number;
      kept_as_needed: number;
    };
    expect(plan).toMatchObject({ calls: 0, kept_as_needed: LATER - 2 });
    const done = await cli([...prune, '--yes'], { cwd, env: env() });
    expect(done.code).toBe(0);
    const asked = ollama.chats.length;
    await reported(['--replay']);
    expect(ollama.chats).toHaveLength(asked);
  });
});
