import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { evaluationSchema } from '../../src/evaluation/evaluate/schema.js';
import { regimeDocument } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { startOpenAIServer } from '../servers/openai.js';
import { cli, emptyDir, filesUnder, type CliRun } from './support/cli.js';

// Several commands in each: seconds alone, more where tests of other folders run beside it.
vi.setConfig({ testTimeout: 60_000 });

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);
const DAYS = 45;
const DECISIONS = (DAYS - 31) * 2 + 1;

let cwd: string;
let ollama: FakeOllama;
beforeEach(async () => {
  cwd = emptyDir();
  writeBars('BTCUSDT.csv');
  const answers = () => JSON.stringify(regimeDocument({ base_asset: 'BTCUSDT' }));
  ollama = await startOllamaServer({ models: ['llama3.1:8b', 'other:1b'], answers, parallel: 8 });
});
afterEach(() => ollama.close());

function writeBars(file: string, hours = 1, keep: (i: number) => boolean = () => true): void {
  const rows = ['time,open,high,low,close,volume'];
  for (let i = 0; i < (DAYS * 24) / hours; i++) {
    const [open, close] = [i, i + 1].map((k) => 100 + 15 * Math.sin((k * hours) / 60)) as [number, number];
    const [high, low] = [Math.max(open, close) + 0.2, Math.min(open, close) - 0.2];
    if (keep(i)) rows.push(`${START + i * hours * HOUR},${open},${high},${low},${close},500`);
  }
  writeFileSync(join(cwd, file), `${rows.join('\n')}\n`);
}

const env = (): Record<string, string> => ({ OLLAMA_BASE_URL: ollama.url, LOG_LEVEL: 'silent' });
const ARGV = ['evaluate', '--every', '12', '--samples', '100', '--no-attribution'];
const MODEL = ['--model', 'ollama/llama3.1:8b'];
const evaluate = (more: readonly string[], data = 'BTCUSDT.csv'): Promise<CliRun> =>
  cli([...ARGV, '--data', data, ...more], { cwd, env: env() });
const said = ({ stderr }: CliRun): string => stderr.trim().replace(/\n\s*/g, ' ');

/** Stopped with this exit code, and nothing that looks like an evaluation is left behind. */
function stopped(run: CliRun, code: number): string {
  expect(run.code, run.stdout + run.stderr).toBe(code);
  expect(run.stdout).toBe('');
  expect(filesUnder(cwd).filter((path) => path.startsWith('user_data/evaluations/'))).toEqual([]);
  return said(run);
}

describe('evaluate stops before anything is asked', () => {
  it.each<[string, string[], string]>([
    [
      'a horizon longer than the data',
      ['--horizon', '2000'],
      'The horizon of 2000 h is longer than the data, which span 1079 h',
    ],
    [
      'decisions after the data',
      ['--from', '2025-01-01'],
      'There is no decision in the chosen period: the bars go from 2024-01-01',
    ],
    ['an empty period', ['--from', '2024-02-10', '--to', '2024-02-09'], '--from must lie before --to'],
    [
      'decisions whose windows are open',
      ['--from', '2024-02-14T06:00'],
      'None of the 2 decisions can be scored: the data end before',
    ],
    ['no hours', ['--every', '0'], '--every is 0: it must be a number of hours above 0'],
    ['a part of a minute', ['--every', '0.0001'], 'in whole minutes'],
    ['a strategy nobody knows', ['--attribution', '--strategy', 'magic'], 'magic'],
    [
      'dates of models that are not there',
      ['--model-dates', 'dates.json'],
      'dates.json (--model-dates) cannot be read',
    ],
    ['observations that are not there', ['--observations', 'none.jsonl'], 'none.jsonl (--observations) is not there'],
    ['a prompt nobody wrote', ['--prompt', 'nothing'], 'There is no prompt "nothing"'],
    ['half a registration', ['--hypothesis', 'It works.'], '--hypothesis belongs to --register'],
  ])('%s', async (_what, more, message) => {
    const argv = more[0] === '--attribution' ? more.slice(1) : ['--no-attribution', ...more];
    const run = await cli(['evaluate', '--data', 'BTCUSDT.csv', '--every', '12', ...MODEL, ...argv], {
      cwd,
      env: env(),
    });
    expect(stopped(run, 2)).toContain(message);
    expect(ollama.requests).toEqual([]);
  });

  it('bars that are too coarse, and several symbols', async () => {
    writeBars('BTCUSDT-4h.csv', 4);
    expect(stopped(await evaluate(MODEL, 'BTCUSDT-4h.csv'), 2)).toContain(
      'A label of 24 h is made of hourly bars or of bars of at most 1 h, and these are 4 h long',
    );
    writeBars('ETHUSDT.csv');
    expect(stopped(await evaluate([...MODEL, '--data', 'ETHUSDT.csv']), 2)).toContain(
      'about one symbol, and the bars are of BTCUSDT, ETHUSDT',
    );
    expect(ollama.requests).toEqual([]);
  });

  it('observations of which none is of use', async () => {
    writeFileSync(join(cwd, 'empty.jsonl'), '\n');
    expect(stopped(await evaluate([...MODEL, '--observations', 'empty.jsonl']), 2)).toContain('is empty');
    const at = START + HOUR;
    const times = { observed_at: at, available_at: at, retrieved_at: at };
    const other = { series: 'funding_rate', symbol: 'ETHUSDT', value: 0.0001, source: 'test', ...times };
    writeFileSync(join(cwd, 'eth.jsonl'), `${JSON.stringify(other)}\n`);
    expect(stopped(await evaluate([...MODEL, '--observations', 'eth.jsonl']), 2)).toContain(
      'holds 1 observations, and none of them is about BTCUSDT',
    );
    expect(ollama.requests).toEqual([]);
  });
});

describe('evaluate stops in the middle', () => {
  it('a model that never answers', async () => {
    ollama.answerWith(() => 'I cannot say.');
    expect(stopped(await evaluate(MODEL), 3)).toContain('ollama/llama3.1:8b gave no opinion for any of the first');
  });

  it('Ctrl-C, also in a probe', async () => {
    for (const after of [5, DECISIONS + 3]) {
      const controller = new AbortController();
      let call = 0;
      ollama.answerWith(() => {
        if (call++ === after) controller.abort(new Error('interrupted'));
        return {
          content: JSON.stringify(regimeDocument({ base_asset: 'BTCUSDT', prob_bull: 0.5, prob_bear: 0.5 })),
          delayMs: 5,
        };
      });
      const argv = [...ARGV, '--data', 'BTCUSDT.csv', ...MODEL, '--probe', '10', '--out', `out-${after}`];
      const run = await cli(argv, { cwd, env: env(), signal: controller.signal });
      const text = stopped(run, 130);
      expect(text).toMatch(/Interrupted after \d+ of \d+ decisions; their answers are kept\. To go on with the rest:/);
      expect(text.endsWith(`llm-trading ${argv.join(' ')}`), text).toBe(true);
      expect(readdirSync(cwd)).not.toContain(`out-${after}`);
    }
  });

  it('a ledger of another prompt or another model, said as such', async () => {
    expect((await evaluate(MODEL)).code).toBe(0);
    const folders = (): string[] => readdirSync(join(cwd, 'user_data/evaluations'));
    const before = folders();
    await cli(['prompt', 'new', 'mine'], { cwd, env: env() });
    const file = join(cwd, 'user_data/prompts/mine.md');
    writeFileSync(file, readFileSync(file, 'utf8').replace('You judge', 'You weigh'));
    const miss = await evaluate([...MODEL, '--prompt', 'mine', '--replay']);
    expect(miss.code).toBe(3);
    expect(said(miss)).toMatch(/was never asked one of these questions with mine@[0-9a-f]{12}/);
    expect(said(miss)).toMatch(new RegExp(`only calls with regime-2-compact@[0-9a-f]{12} \\(${DECISIONS} calls\\)`));
    expect(said(await evaluate(['--model', 'ollama/other:1b', '--replay']))).toContain(
      `none of ollama/other:1b, but of ollama/llama3.1:8b (${DECISIONS} calls)`,
    );
    expect(said(await evaluate([...MODEL, '--horizon', '12', '--replay']))).toContain(
      'with that prompt, so that the question differs: other data, fields, horizon or settings',
    );
    expect(folders()).toEqual(before);
  });
});

describe('a budget of an evaluation', () => {
  const KEY = 'sk-test-0123456789';
  const answers = () => JSON.stringify(regimeDocument({ base_asset: 'BTCUSDT' }));

  it('is compared with the estimate of everything before the first question', async () => {
    const openai = await startOpenAIServer({ models: ['gpt-4o-mini-2024-07-18'], answers, apiKey: KEY });
    try {
      const given = { OPENAI_BASE_URL: `${openai.url}/v1`, OPENAI_API_KEY: KEY, LOG_LEVEL: 'silent' };
      const ask = (more: readonly string[], settings: Record<string, string> = {}): Promise<CliRun> =>
        cli(
          [...ARGV, '--data', 'BTCUSDT.csv', '--model', 'openai/gpt-4o-mini-2024-07-18', '--concurrency', '2', ...more],
          {
            cwd,
            env: { ...given, ...settings },
          },
        );
      const most = (text: string): number => Number(/cost up to \$([\d.]+)/.exec(text)![1]);
      const plain = most(stopped(await ask(['--budget', '0.0001']), 4));
      const probed = most(stopped(await ask(['--budget', '0.0001', '--probe', '20']), 4));
      expect(probed, 'a probe is priced too').toBeGreaterThan(2 * plain);
      expect(openai.chats).toEqual([]);

      // The estimate fits, but a limit of the run's ends it half-way.
      const ended = stopped(await ask(['--budget', '5'], { LLM_BUDGET_USD_PER_RUN: '0.009' }), 4);
      const before = openai.chats.length;
      expect(before).toBeGreaterThan(0);
      expect(before).toBeLessThan(DECISIONS);
      expect(ended).toContain(`asked for ${before} of ${DECISIONS} decisions, then a limit refused`);
      expect(ended).toContain('are recorded, so that going on asks only for the rest');
      const rest = await ask(['--budget', '5', '--json']);
      expect(openai.chats, 'what was answered is not paid again').toHaveLength(DECISIONS);
      const [one] = evaluationSchema.parse(JSON.parse(rest.stdout)).forecasters;
      expect(one!.cost_usd).toBeGreaterThan(0);
      expect(one!.verdict.sentence).toContain('cost ');
    } finally {
      await openai.close();
    }
  });

  it('cannot be kept where a price is not known', async () => {
    const openai = await startOpenAIServer({ models: ['local-7b'], answers, apiKey: KEY });
    try {
      const run = await cli([...ARGV, '--data', 'BTCUSDT.csv', '--model', 'openai/local-7b', '--budget', '5'], {
        cwd,
        env: { OPENAI_BASE_URL: `${openai.url}/v1`, OPENAI_API_KEY: KEY, LOG_LEVEL: 'silent' },
      });
      expect(stopped(run, 4)).toContain('The price of openai/local-7b is not known');
      expect(openai.chats).toEqual([]);
    } finally {
      await openai.close();
    }
  });
});

describe('prices that are missing', () => {
  it('leave decisions unscored, counted with their reason', async () => {
    const gap = (i: number): boolean => i < 35 * 24 || i >= 35 * 24 + 6;
    writeBars('BTCUSDT.csv', 1, gap);
    const run = await evaluate(['--model', 'baseline', '--json']);
    expect(run.code, run.stderr).toBe(0);
    const { decisions, forecasters, warnings } = evaluationSchema.parse(JSON.parse(run.stdout));
    const count = (reason: string): number => decisions.unscored.find((one) => one.reason === reason)?.n ?? 0;
    expect(decisions.n).toBe(DECISIONS);
    expect(count('under 95 % of the bars of its window are there')).toBe(2);
    expect(decisions.scored + decisions.unscored.reduce((sum, { n }) => sum + n, 0)).toBe(DECISIONS);
    expect(warnings.join(' ')).toContain('6 bars of BTCUSDT are missing in one gap');
    const [one] = forecasters;
    const lost = one!.excluded.reduce((sum, { n }) => sum + n, 0);
    expect((one!.headline?.scores.sample.n ?? 0) + lost).toBe(DECISIONS);
  });
});
