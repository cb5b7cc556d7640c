import { readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readRun } from '../../src/app/runs/read-run.js';
import { regimeDocument, type AnswerSource } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { startOpenAIServer } from '../servers/openai.js';
import { hasTestData, SKIP_REASON, testDataPath } from '../support/test-data.js';
import { recordedHistory } from '../support/recorded-history.js';
import { cli, emptyDir, filesUnder, type CliRun } from './support/cli.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const START = Date.UTC(2024, 0, 1);
const DAYS = 50;
/** The run begins after a month that trends are measured on. */
const FROM = '2024-02-01';
const DECISIONS = 19;

/** An opinion that depends on the whole prompt and on nothing else: another question gets another answer. */
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
    const [open, close] = [i, i + 1].map((k) => 100 + 15 * Math.sin(k / 60) + k / 100) as [number, number];
    rows.push(`${START + i * HOUR},${open},${Math.max(open, close) + 0.2},${Math.min(open, close) - 0.2},${close},500`);
  }
  writeFileSync(join(cwd, 'BTCUSDT.csv'), `${rows.join('\n')}\n`);
  ollama = await startOllamaServer({ models: ['llama3.2'], answers: opinionated, parallel: 8 });
});
afterEach(async () => {
  await ollama.close();
});

const ARGV = ['backtest', '--data', 'BTCUSDT.csv', '--from', FROM, '--strategy', 'llm-regime'];
const env = (): Record<string, string> => ({ OLLAMA_BASE_URL: ollama.url, LOG_LEVEL: 'silent' });
const backtest = (more: readonly string[] = [], given: Readonly<Record<string, string>> = env()): Promise<CliRun> =>
  cli([...ARGV, '--model', 'llama3.2', ...more], { cwd, env: given });

const idOf = ({ stdout, stderr }: CliRun): string => {
  const id = /^run +(\S+)$/m.exec(stdout)?.[1];
  expect(id, stderr).toBeDefined();
  return id!;
};
const fileOf = (id: string, name: string): string => readFileSync(join(cwd, 'user_data', 'runs', id, name), 'utf8');
const resultOf = (id: string) => JSON.parse(fileOf(id, 'result.json'));
const runFolders = (): string[] => filesUnder(cwd).filter((path) => /^user_data\/runs\/[^/]+$/.test(path));

describe('a backtest that asks a model', () => {
  it('is recorded, and replayed byte for byte with the server gone', async () => {
    const first = await backtest(['--csv']);
    const id = idOf(first);
    expect(ollama.chats).toHaveLength(DECISIONS);
    expect(first.stdout).toContain(`ollama/llama3.2 · ${DECISIONS} decisions · ${DECISIONS} calls · 0 failed`);
    const result = resultOf(id);
    expect(result.regime).toHaveLength(DECISIONS);
    expect(
      result.regime.every(
        (point: { decided_at: number; available_at: number }) => point.available_at > point.decided_at,
      ),
    ).toBe(true);
    expect(result.trade_count).toBeGreaterThan(3);
    expect(result.configuration.regime).toMatchObject({
      model: 'ollama/llama3.2',
      totals: { decisions: DECISIONS, calls: DECISIONS, failed: 0, cost_usd: 0 },
      failures: [],
    });

    const asked = ollama.requests.length;
    await ollama.close();
    const replay = await backtest(['--replay', '--csv']);
    const repeated = await cli(['backtest', '--repeat', id], { cwd, env: env() });
    const replayed = idOf(replay);
    for (const file of ['result.json', 'report.html', 'config.json', 'trades.csv', 'equity.csv']) {
      expect(fileOf(replayed, file), file).toBe(fileOf(id, file));
    }
    expect(repeated.code, repeated.stdout + repeated.stderr).toBe(0);
    expect(ollama.requests, 'nobody was asked').toHaveLength(asked);
  });

  it('costs nothing a second time, and only the rest where the run grows', async () => {
    await backtest(['--to', '2024-02-11']);
    expect(ollama.chats).toHaveLength(10);
    const again = await backtest(['--to', '2024-02-11', '--concurrency', '1']);
    expect(ollama.chats, 'a rerun is answered by the ledger').toHaveLength(10);
    expect(idOf(again)).toBeDefined();
    await backtest();
    expect(ollama.chats).toHaveLength(DECISIONS);
  });

  it('asks as many at once as it may, whatever the order of the answers, with the same outcome', async () => {
    let most = 0;
    ollama.answerWith((call, body) => {
      most = Math.max(most, ollama.busy);
      const answer = opinionated(call, body);
      return { content: answer as string, delayMs: 300 + ((call * 37) % 50) };
    });
    const wide = resultOf(idOf(await backtest(['--concurrency', '6'])));
    expect(most).toBe(6);
    ollama.answerWith(opinionated);
    const other = emptyDir();
    writeFileSync(join(other, 'BTCUSDT.csv'), readFileSync(join(cwd, 'BTCUSDT.csv')));
    const narrow = await cli([...ARGV, '--model', 'llama3.2', '--concurrency', '1', '--json'], {
      cwd: other,
      env: env(),
    });
    const opinions = (points: { label: string; prob_bull: number }[]) =>
      points.map(({ label, prob_bull }) => [label, prob_bull]);
    const id = JSON.parse(narrow.stdout).run as string;
    const alone = JSON.parse(readFileSync(join(other, 'user_data/runs', id, 'result.json'), 'utf8'));
    expect(opinions(alone.regime)).toEqual(opinions(wide.regime));
  });

  it('trades an opinion only after its recorded latency', async () => {
    ollama.answerWith((call, body) => ({ content: opinionated(call, body) as string, delayMs: 40 }));
    const id = idOf(await backtest(['--concurrency', '8']));
    const { result } = await readRun(join(cwd, 'user_data/runs'), id);
    for (const { decided_at, available_at } of result.regime!)
      expect(available_at - decided_at).toBeGreaterThanOrEqual(40);
    // 40 ms too late for the open of the next bar, the order waits a whole bar for the one after.
    expect(result.counters.delayed_fills).toBeGreaterThan(3);
    const decided = new Set(result.regime!.map(({ decided_at }) => decided_at + HOUR));
    const opened = result.trades.map(({ open_time }) => open_time);
    expect(opened.every((time) => decided.has(time))).toBe(true);
  });

  it('leaves a gap where no valid answer comes, and repeats it without asking', async () => {
    ollama.answerWith((call, body) => {
      const text = JSON.stringify(body.messages);
      if (text.includes('2024-02-08T00:00'))
        return { status: 500, body: '{"error":"llama runner process has terminated"}' };
      return text.includes('2024-02-05T00:00') ? 'I cannot say.' : opinionated(call, body);
    });
    const run = await backtest(['--to', '2024-02-12']);
    const id = idOf(run);
    const result = resultOf(id);
    expect(
      result.regime
        .filter(({ label }: { label: string | null }) => label === null)
        .map(({ decided_at }: { decided_at: number }) => new Date(decided_at).toISOString().slice(0, 10)),
    ).toEqual(['2024-02-05', '2024-02-08']);
    expect(run.stdout.replace(/\n\s*/g, ' ')).toContain(
      'The model had no opinion for 2 of 11 decisions: on_failure is "hold". What those calls cost is not known.',
    );
    expect(result.configuration.regime.failures.map(({ reason }: { reason: string }) => reason)).toEqual([
      expect.stringContaining('Two answers were refused'),
      expect.stringContaining('ollama/llama3.2'),
    ]);
    const asked = ollama.requests.length;
    const repeated = await cli(['backtest', '--repeat', id], { cwd, env: env() });
    expect(repeated.code, repeated.stdout + repeated.stderr).toBe(0);
    expect(ollama.requests).toHaveLength(asked);
    const replay = await backtest(['--to', '2024-02-12', '--replay']);
    expect(fileOf(idOf(replay), 'result.json'), 'a replay fails where the run did').toBe(fileOf(id, 'result.json'));
    expect(ollama.requests).toHaveLength(asked);
  });

  it.each(['flat', 'baseline'])('on_failure %s', async (onFailure) => {
    ollama.answerWith((call, body) =>
      JSON.stringify(body.messages).includes('2024-02-05T00:00') ? 'I cannot say.' : opinionated(call, body),
    );
    const result = resultOf(idOf(await backtest(['--to', '2024-02-12'], { ...env(), LLM_ON_FAILURE: onFailure })));
    const totals = result.configuration.regime.totals;
    expect(totals).toMatchObject({ failed: 1, answered_by_baseline: onFailure === 'baseline' ? 1 : 0 });
    expect(result.warnings.join(' ')).toContain(
      onFailure === 'baseline' ? 'the statistical baseline answered instead' : 'on_failure is "flat"',
    );
  });
});

describe('a cap on what news may do', () => {
  /** News make the model sure; without them it is not. */
  const excitable: AnswerSource = (_call, body) =>
    JSON.stringify(
      regimeDocument(
        JSON.stringify(body.messages).includes('newest first')
          ? { prob_bull: 0.97, prob_bear: 0.03 }
          : { prob_bull: 0.6, prob_bear: 0.4 },
      ),
    );
  const DAY_WITH_NEWS = Date.UTC(2024, 1, 5);
  const argv = ['--to', '2024-02-12', '--observations', 'news.jsonl', '--news-cap', '0.25'];
  beforeEach(() => {
    const at = DAY_WITH_NEWS - 2 * HOUR;
    const value = { source: 'Wire', title: 'Up', body: null, url: null, sentiment: null, impact_score: null };
    const times = { observed_at: at, available_at: at, retrieved_at: at };
    const news = { series: 'news', symbol: 'BTC', value, source: 'test', ...times };
    writeFileSync(join(cwd, 'news.jsonl'), `${JSON.stringify(news)}\n`);
  });

  it('asks twice where there are news, trades no more than the cap allows, and repeats without a call', async () => {
    ollama.answerWith(excitable);
    const free = resultOf(idOf(await backtest(argv.slice(0, -2))));
    const once = ollama.chats.length;
    expect(once).toBe(11);
    const capped = idOf(await backtest(argv));
    const extra = ollama.chats.length - once;
    expect(extra, 'one more for each decision that had the news').toBeGreaterThan(0);
    const result = resultOf(capped);
    expect(result.configuration.regime).toMatchObject({
      news_cap: 0.25,
      news_failures: [],
      totals: { decisions: 11, calls: 11 + extra, asked_without_news: extra, news_failed: 0 },
    });
    expect(result.final_equity).not.toBe(free.final_equity);
    const asked = ollama.requests.length;
    await ollama.close();
    const repeated = await cli(['backtest', '--repeat', capped], { cwd, env: env() });
    expect(repeated.code, repeated.stdout + repeated.stderr).toBe(0);
    expect(resultOf(idOf(await backtest([...argv, '--replay'])))).toEqual(result);
    expect(ollama.requests).toHaveLength(asked);
  });

  it('takes the answer without the news where that with them fails, and repeats it', async () => {
    ollama.answerWith((call, body) =>
      JSON.stringify(body.messages).includes('newest first') ? 'I cannot say.' : excitable(call, body),
    );
    const run = await backtest(argv);
    const id = idOf(run);
    const { regime } = resultOf(id).configuration;
    expect(regime.totals).toMatchObject({ failed: 0 });
    expect(regime.totals.news_failed).toBeGreaterThan(0);
    expect(regime.news_failures).toHaveLength(regime.totals.news_failed);
    expect(run.stdout.replace(/\n\s*/g, ' ')).toMatch(/The question with news failed for \d of 11 decisions/);
    await ollama.close();
    const repeated = await cli(['backtest', '--repeat', id], { cwd, env: env() });
    expect(repeated.code, repeated.stdout + repeated.stderr).toBe(0);
  });

  it('is refused where the temperature is not 0, before anything is asked', async () => {
    const run = await backtest(argv, { ...env(), LLM_TEMPERATURE: '0.5' });
    expect(run.code).toBe(2);
    expect(run.stderr.replace(/\n\s*/g, ' ')).toContain('A news cap needs temperature 0, and it is 0.5');
    expect(ollama.chats).toEqual([]);
  });
});

describe('what stops it', () => {
  const stopped = async (run: CliRun, code: number): Promise<string> => {
    expect({ code: run.code, stdout: run.stdout }, run.stderr).toEqual({ code, stdout: '' });
    expect(runFolders(), 'no half-written run').toEqual([]);
    return run.stderr.trim().replace(/\n\s*/g, ' ');
  };

  it('a replay of what was never asked', async () => {
    const text = await stopped(await backtest(['--replay']), 3);
    expect(text).toContain('was never asked this before');
    expect(ollama.requests).toEqual([]);
  });

  it('a model that has not one valid answer', async () => {
    ollama.answerWith(() => 'I cannot say.');
    const text = await stopped(await backtest(), 3);
    expect(text).toMatch(/ollama\/llama3\.2 gave no opinion for any of the first \d+ of 19 decisions/);
    expect(ollama.chats.length, 'and the rest is not asked').toBeLessThan(DECISIONS * 2);
  });

  it('a budget that cannot be kept, since the price is not known', async () => {
    await ollama.close();
    ollama = await startOllamaServer({ models: ['big:671b-cloud'], answers: opinionated });
    const run = await cli([...ARGV, '--model', 'big:671b-cloud'], {
      cwd,
      env: { ...env(), LLM_BUDGET_USD_PER_RUN: '1' },
    });
    expect(await stopped(run, 4)).toMatch(
      /asked for 0 of 19 decisions, then a limit refused: The price of .* is not known/,
    );
    expect(ollama.chats).toEqual([]);
  });

  it('a budget that ends: what was answered is kept, and a rerun asks only for the rest', async () => {
    const openai = await startOpenAIServer({
      models: ['gpt-5-mini'],
      answers: opinionated,
      apiKey: 'sk-test-0123456789',
    });
    try {
      const given = { OPENAI_BASE_URL: `${openai.url}/v1`, OPENAI_API_KEY: 'sk-test-0123456789', LOG_LEVEL: 'silent' };
      const ask = (budget: string): Promise<CliRun> =>
        cli([...ARGV, '--model', 'openai/gpt-5-mini', '--concurrency', '2'], {
          cwd,
          env: { ...given, LLM_BUDGET_USD_PER_RUN: budget },
        });
      const text = await stopped(await ask('0.02'), 4);
      const before = openai.chats.length;
      expect(before).toBeGreaterThan(2);
      expect(before).toBeLessThan(DECISIONS);
      expect(text).toContain(
        `asked for ${before} of 19 decisions, then a limit refused: The next model call could bring`,
      );
      expect(text).toContain(`the ${before} answers are recorded, so that going on asks only for the rest`);
      const rest = await ask('1');
      expect(openai.chats).toHaveLength(DECISIONS);
      const result = resultOf(idOf(rest));
      expect(result.costs.model_calls).toBeGreaterThan(0);
      expect(result.costs.model_calls).toBeLessThan(0.1);
      expect(rest.stdout).toMatch(/model calls \$0\.0\d+/);
    } finally {
      await openai.close();
    }
  });

  it('Ctrl-C in the middle of the questions says the command that goes on, which asks only for the rest', async () => {
    const controller = new AbortController();
    ollama.answerWith((call, body) => {
      if (call === 5) controller.abort(new Error('interrupted'));
      return { content: opinionated(call, body) as string, delayMs: 20 };
    });
    const run = await cli([...ARGV, '--model', 'llama3.2'], { cwd, env: env(), signal: controller.signal });
    const text = await stopped(run, 130);
    const kept = Number(/Interrupted after (\d+) of 19 decisions/.exec(text)?.[1]);
    expect(kept, text).toBeGreaterThan(2);
    const asked = ollama.chats.length;
    expect(asked).toBeLessThan(DECISIONS);
    ollama.answerWith(opinionated);
    const command = /llm-trading (.*)$/.exec(text)![1]!;
    const rest = await cli(command.split(' '), { cwd, env: env() });
    expect(rest.code, rest.stderr).toBe(0);
    expect(ollama.chats).toHaveLength(asked + DECISIONS - kept);
  });

  it('fills at a close that no model can have answered by', async () => {
    expect(await stopped(await backtest(['--fill', 'close']), 2)).toContain('before it can have answered');
    expect(ollama.chats).toEqual([]);
  });

  it('a wrong observation, by file and line', async () => {
    writeFileSync(join(cwd, 'o.jsonl'), '{"series":"fear_greed"}\n');
    const run = await backtest(['--observations', 'o.jsonl']);
    expect(await stopped(run, 2)).toContain('o.jsonl:1 is not an observation, symbol:');
  });
});

describe('look-ahead with a model', () => {
  const lookahead = (more: readonly string[]): Promise<CliRun> =>
    cli(['lookahead', ...ARGV.slice(1), '--model', 'llama3.2', '--cuts', '6', ...more], { cwd, env: env() });

  it('asks each question once, however many reruns', async () => {
    const run = await lookahead([]);
    expect(run.code, run.stdout + run.stderr).toBe(0);
    expect(ollama.chats).toHaveLength(DECISIONS);
  });
});

describe.skipIf(!hasTestData)(`on recorded data${hasTestData ? '' : ` (skipped: ${SKIP_REASON})`}`, () => {
  it(
    'June 2022 with its funding, chain, mood and news: recorded, replayed byte for byte',
    { timeout: 120_000 },
    async () => {
      const from = Date.UTC(2022, 5, 1);
      const observations = recordedHistory().filter(
        ({ series, observed_at }) =>
          series !== 'bar_1h' && observed_at >= from - 40 * DAY && observed_at < from + 31 * DAY,
      );
      writeFileSync(join(cwd, 'o.jsonl'), observations.map((each) => JSON.stringify(each)).join('\n'));
      const argv = [
        ...['backtest', '--data', testDataPath('data/bars/binance-spot-BTCUSDT-1h-2022-2024.csv')],
        ...['--from', '2022-06-01', '--to', '2022-07-01', '--observations', 'o.jsonl', '--strategy', 'llm-regime'],
        ...['--model', 'llama3.2', '--concurrency', '4', '--param', 'horizon_bars=12'],
      ];
      const first = await cli(argv, { cwd, env: env() });
      const id = idOf(first);
      expect(ollama.chats).toHaveLength(60);
      const prompts = ollama.chats.map(({ body }) => JSON.stringify(body!.messages).replaceAll('\\n', '\n'));
      for (const field of [
        'price:',
        'return_pct:.* 30d',
        'funding_bps: last',
        'mvrv:',
        'exchange_flow: coins',
        'fear_greed: now',
      ]) {
        const given = new RegExp(`^${field} -?\\d`, 'm');
        expect(prompts.filter((prompt) => !given.test(prompt)).length, `${field} is in every prompt`).toBe(0);
      }
      expect(prompts.every((prompt) => prompt.includes('2022-06-') || prompt.includes('2022-07-01'))).toBe(true);
      await ollama.close();
      const replayed = idOf(await cli([...argv, '--replay'], { cwd, env: env() }));
      expect(fileOf(replayed, 'result.json')).toBe(fileOf(id, 'result.json'));
    },
  );
});
