import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { regimeDocument, type AnswerSource } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { cli, emptyDir, type CliRun } from './support/cli.js';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);

/** By the date of the question: an answer, one that has to be fixed, none at all, a server error, a hang-up. */
const troubled: AnswerSource = (call, body) => {
  const text = JSON.stringify(body.messages);
  const delayMs = 5 + (call % 7);
  // As a server does that is built without grammars: every model learns it from its first call on.
  if (typeof body.format === 'object')
    return { status: 400, body: '{"error":"json schema is not supported"}', delayMs };
  if (text.includes('2024-02-05T00:00')) return { content: 'I cannot say.', delayMs };
  if (text.includes('2024-02-08T00:00'))
    return { status: 500, body: '{"error":"llama runner process has terminated"}', delayMs };
  if (text.includes('2024-02-10T00:00')) return { content: 'hal', ending: 'length', delayMs };
  if (text.includes('2024-02-06T00:00') && !text.includes('# Correction'))
    return { content: '{"prob_bull": 2}', delayMs };
  const bull = Math.round((createHash('sha256').update(text).digest()[0]! / 255) * 100) / 100;
  const answer = regimeDocument({ prob_bull: bull, prob_bear: Math.round((1 - bull) * 100) / 100 });
  return { content: JSON.stringify(answer), delayMs };
};

let cwd: string;
let ollama: FakeOllama;
beforeEach(async () => {
  cwd = emptyDir();
  const rows = ['time,open,high,low,close,volume'];
  for (let i = 0; i < 50 * 24; i++) {
    const [open, close] = [i, i + 1].map((k) => 100 + 15 * Math.sin(k / 60) + k / 100) as [number, number];
    rows.push(`${START + i * HOUR},${open},${Math.max(open, close) + 0.2},${Math.min(open, close) - 0.2},${close},500`);
  }
  writeFileSync(join(cwd, 'BTCUSDT.csv'), `${rows.join('\n')}\n`);
  ollama = await startOllamaServer({ models: ['llama3.2'], answers: troubled, parallel: 8 });
});
afterEach(() => ollama.close());

const backtest = (more: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<CliRun> =>
  cli(
    [
      ...['backtest', '--data', 'BTCUSDT.csv', '--from', '2024-02-01', '--strategy', 'llm-regime'],
      ...['--model', 'llama3.2', ...more],
    ],
    { cwd, env: { OLLAMA_BASE_URL: ollama.url, LOG_LEVEL: 'silent', ...env } },
  );
const resultOf = ({ stdout, stderr }: CliRun): string => {
  const id = /^run +(\S+)$/m.exec(stdout)?.[1];
  expect(id, stderr).toBeDefined();
  return readFileSync(join(cwd, 'user_data', 'runs', id!, 'result.json'), 'utf8');
};

it.each(['hold', 'baseline'])(
  'failures, refused formats and repairs are replayed byte for byte, on_failure %s',
  async (onFailure) => {
    const env = { LLM_ON_FAILURE: onFailure };
    const recorded = resultOf(await backtest(['--record', '--concurrency', '3'], env));
    const { totals, failures } = JSON.parse(recorded).configuration.regime;
    expect(totals.failed).toBe(3);
    expect(failures.every(({ latency_ms }: { latency_ms: number }) => latency_ms >= 5)).toBe(true);
    expect(totals.calls, 'repairs and refused formats are calls').toBeGreaterThan(totals.decisions - 3 + 2);

    await ollama.close();
    const asked = ollama.requests.length;
    for (const concurrency of ['1', '6']) {
      const replayed = resultOf(await backtest(['--replay', '--concurrency', concurrency], env));
      expect(replayed === recorded, `with ${concurrency} at once`).toBe(true);
    }
    expect(ollama.requests).toHaveLength(asked);
  },
);

it('a failed question is asked again by the next recording run, and its answer is replayed from then on', async () => {
  await backtest();
  ollama.answerWith((call, body) => {
    const text = JSON.stringify(body.messages);
    return text.includes('2024-02-08T00:00') ? JSON.stringify(regimeDocument({})) : troubled(call, body);
  });
  const second = resultOf(await backtest());
  expect(JSON.parse(second).configuration.regime.totals.failed).toBe(2);
  await ollama.close();
  expect(resultOf(await backtest(['--replay'])) === second).toBe(true);
});

it('refuses --record and --replay together', async () => {
  const run = await backtest(['--record', '--replay']);
  expect({ code: run.code, asked: ollama.requests.length }).toEqual({ code: 2, asked: 0 });
  expect(run.stderr).toContain('--record');
});

it('what was recorded with the first prompt replays without naming it', async () => {
  const asked = ['--strategy', 'llm-regime', '--prompt', 'regime-1'];
  const recorded = resultOf(await backtest(asked));
  const calls = ollama.chats.length;
  expect(calls).toBeGreaterThan(0);
  expect(resultOf(await backtest(['--replay']))).toBe(recorded);
  expect(ollama.chats).toHaveLength(calls);
});
