import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPaper } from '../../src/app/live/paper.js';
import { BarSeries, type BarRow } from '../../src/core/bars.js';
import { seededRandom } from '../../src/core/ports/random.js';
import { HOUR } from '../../src/core/time.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import { readRecord } from '../../src/live/session/records.js';
import { cli } from '../e2e/support/cli.js';
import { tapeOf } from '../replay-exchange/support.js';
import { regimeDocument, type AnswerSource } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { playedExchange, type PlayedExchange } from './support.js';
import { happened, requestOf, traded, type Wishes } from './trades.js';

const DAYS = 50;
/** Of the evaluation: from when on every field of a snapshot is there, and where it ends. */
const EVALUATED = ['--from', '2024-12-22', '--to', '2025-01-01'];
/** Six decisions a day: much is measured on few bars. */
const HORIZON = 4;
const START = Date.UTC(2024, 10, 20);
const MODEL = 'ollama/llama3.2';

/** Waves of ten days under noise: what rose yesterday rises today, more often than not. */
function wavyBars(): BarSeries {
  const random = seededRandom(5);
  const rows: BarRow[] = [];
  for (let i = 0, price = 100; i < DAYS * 24; i++) {
    const open = price;
    const next = price * Math.exp(0.002 * Math.sin((2 * Math.PI * i) / 240) + 0.003 * (random.next() - 0.5));
    price = Math.round(next * 10_000) / 10_000;
    const [high, low] = [Math.max(open, price), Math.min(open, price)];
    rows.push({ openTime: START + i * HOUR, open, high, low, close: price, volume: 500 });
  }
  return BarSeries.fromRows('WAVEUSDT', HOUR, rows);
}

/** Leans to where the last day went, the more the further. */
const follower: AnswerSource = (_call, body) => {
  const change = Number(/return_pct:[^\\]*? 24h (-?[\d.]+)/.exec(JSON.stringify(body.messages))?.[1] ?? 0);
  const bull = Math.round(50 + Math.max(-25, Math.min(25, change * 10)));
  return JSON.stringify(regimeDocument({ prob_bull: bull / 100, prob_bear: (100 - bull) / 100 }));
};

const market = wavyBars();
let ollama: FakeOllama;
beforeAll(async () => {
  ollama = await startOllamaServer({ models: ['llama3.2'], answers: follower, parallel: 8 });
});
afterAll(() => ollama.close());

const envOf = (cwd: string): Record<string, string> => ({
  LOG_LEVEL: 'silent',
  OLLAMA_BASE_URL: ollama.url,
  LLM_MODEL: MODEL,
  LLM_PROMPT: 'old',
  USER_DATA_DIR: cwd,
});

/** The market on an exchange and as a file, with a prompt that was there before it, and the dates of the model. */
async function wavyExchange(bars: BarSeries, begin: number): Promise<PlayedExchange> {
  const exchange = await playedExchange([tapeOf(bars)], bars.openTime[begin]!, [], envOf('.'));
  const { cwd } = exchange;
  const rows = Array.from({ length: bars.length }, (_, k) => bars.row(k));
  const lines = rows.map(({ openTime, open, high, low, close, volume }) => [openTime, open, high, low, close, volume].join(',')); // prettier-ignore
  writeFileSync(join(cwd, 'WAVEUSDT.csv'), ['time,open,high,low,close,volume', ...lines, ''].join('\n'));
  const dates = { [MODEL]: { released: '2024-11-10', training_cutoff: null, source: 'mine' } };
  writeFileSync(join(cwd, 'dates.json'), JSON.stringify(dates));
  expect((await cli(['prompt', 'new', 'old'], { cwd, env: envOf(cwd) })).code).toBe(0);
  const prompt = join(cwd, 'prompts/old.md');
  writeFileSync(prompt, readFileSync(prompt, 'utf8').replace(/created_at: .*/, 'created_at: 2024-11-01'));
  return exchange;
}

/** An evaluation of the model, as the market was made: so much skill on so few bars cannot be honest, says the evaluation of it. */
async function evaluated(cwd: string): Promise<void> {
  const argv = [
    'evaluate',
    '--data',
    'WAVEUSDT.csv',
    '--model',
    MODEL,
    '--prompt',
    'old',
    '--horizon',
    String(HORIZON),
  ];
  const sizes = [...EVALUATED, '--no-attribution', '--samples', '200', '--model-dates', 'dates.json'];
  const { code, stderr } = await cli([...argv, ...sizes], { cwd, env: envOf(cwd) });
  expect(code, stderr).toBe(0);
  const folder = join(cwd, 'evaluations');
  const file = join(folder, readdirSync(folder)[0]!, 'evaluation.json');
  const evaluation = JSON.parse(readFileSync(file, 'utf8')) as { forecasters: { suggestion: { trade: boolean } }[] };
  for (const { suggestion } of evaluation.forecasters) suggestion.trade = true;
  writeFileSync(file, JSON.stringify(evaluation));
}

const measuredIn = (cwd: string, name: string) =>
  readJournalFile(join(cwd, 'sessions', name, 'journal.log'))!.records.flatMap((record) =>
    record.kind === 'measured' ? [readRecord(record, 'measured')] : [],
  );

describe('a session on the bars of an exchange trades what was earned', { timeout: 300_000 }, () => {
  it.each([
    { earned: 'walk-forward', begin: 0, end: 30 * 24, breaks: [200, 201, 480] },
    { earned: 'latest', begin: 43 * 24, end: DAYS * 24, breaks: [1_100, 1_101] },
  ])('as one over the same stored bars, through restarts, by $earned', async ({ earned, begin, end, breaks }) => {
    const bars = market.slice(0, end);
    const exchange = await wavyExchange(bars, begin);
    const { cwd } = exchange;
    if (earned === 'latest') await evaluated(cwd);
    const wishes: Wishes = {
      strategy: 'llm-regime',
      params: { horizon_bars: HORIZON },
      earned,
      ...(earned === 'latest' ? {} : { modelDates: 'dates.json' }),
      execution: { instrument: 'perp' },
    };
    for (const until of breaks) await traded(exchange, [bars], wishes, until);
    const live = await traded(exchange, [bars], wishes);
    const asked = ollama.chats.length;
    const request = await requestOf(exchange, { ...wishes, from: bars.openTime[begin]! }, ['WAVEUSDT.csv']);
    const { signal } = new AbortController();
    const played = await runPaper({ ...request, name: 'stored', prices: null, speed: null, signal }, exchange.runtime);
    // Every answer is there already: the questions were the same.
    expect(ollama.chats).toHaveLength(asked);
    const [ours, theirs] = [happened(cwd, 'live'), happened(cwd, 'stored')];
    expect(ours.faults).toEqual([]);
    expect(ours.opinions.filter(({ failure }) => failure !== null)).toEqual([]);
    const measured = measuredIn(cwd, 'live');
    expect(measured).toEqual(measuredIn(cwd, 'stored'));
    expect(ours.decisions).toEqual(theirs.decisions);
    expect(ours.booked).toEqual(theirs.booked);
    expect([live.equity, live.fills]).toEqual([played.equity, played.fills]);
    expect(Math.max(...measured.map((each) => each.earned!.share))).toBeGreaterThan(0.1);
    expect(live.fills).toBeGreaterThan(4);
  });
});
