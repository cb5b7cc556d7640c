import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeSpec } from '../../src/app/backtest/make-spec.js';
import { demoMarket } from '../../src/app/data/write-demo.js';
import { runPaper } from '../../src/app/live/paper.js';
import { systemClock } from '../../src/app/runtime/system.js';
import type { SessionFeed } from '../../src/contract/session.js';
import type { Clock } from '../../src/core/ports/clock.js';
import { HOUR, MINUTE } from '../../src/core/time.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import { guardLimitsSchema } from '../../src/live/guard/limits.js';
import { readRecord, type RecordOf } from '../../src/live/session/records.js';
import { startWorld, type World } from '../e2e/support/world.js';
import { tapeOf } from '../replay-exchange/support.js';
import { regimeDocument } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { playedExchange, type PlayedExchange } from './support.js';

/** The deadline of sources passes in real time, however fast the exchange is played. */
const DEADLINE_MS = 1_300;
/** Its hour is that of one of the decisions. */
const EVERY = 4;
const { bars } = demoMarket('BTCUSDT', 24 * 50);
const START = 24 * 46;

let now = bars.openTime[START]!;
let world: World;
let ollama: FakeOllama;
let exchange: PlayedExchange;
let clock: Clock;

beforeAll(async () => {
  world = await startWorld(() => now);
  ollama = await startOllamaServer({ models: ['llama3.2'], answers: () => JSON.stringify(regimeDocument()) });
});
afterAll(() => Promise.all([world.close(), ollama.close()]));
beforeEach(async () => {
  for (const server of Object.values(world.servers)) server.setTrouble();
  exchange = await playedExchange([tapeOf(bars)], bars.openTime[START]!, [], {
    ...world.env,
    OLLAMA_BASE_URL: ollama.url,
    LLM_MODEL: 'ollama/llama3.2',
    SOURCES_TIMEOUT_MS: String(DEADLINE_MS),
    SOURCE_TIMEOUT_MS: String(DEADLINE_MS),
    LOG_LEVEL: 'silent',
  });
  clock = {
    now: () => (now = exchange.clock.now()),
    sleep: (ms, signal) => (ms === DEADLINE_MS ? systemClock.sleep(ms, signal) : exchange.clock.sleep(ms, signal)),
  };
});

interface Wishes {
  readonly sources?: SessionFeed['sources'];
  readonly opinions?: number;
  readonly newsCap?: number;
  readonly onOpinion?: (count: number) => void;
  readonly signal?: AbortSignal;
}

/** Trades until so many opinions are there. */
async function traded({ sources = 'all', opinions = 2, newsCap, onOpinion, signal: ends }: Wishes = {}) {
  const runtime = { ...exchange.runtime, clock };
  runtime.config = { ...runtime.config, sources: { ...runtime.config.sources, timeoutMs: DEADLINE_MS } };
  const end = new AbortController();
  const spec = await makeSpec(
    {
      data: ['BTCUSDT:1h'],
      funding: [],
      strategy: 'llm-regime',
      params: { horizon_bars: EVERY },
      execution: { instrument: 'perp' },
      ...(newsCap === undefined ? {} : { newsCap }),
    },
    exchange.cwd,
    runtime,
  );
  let count = 0;
  await runPaper(
    {
      name: 'live',
      spec,
      limits: guardLimitsSchema.parse({}),
      prices: { kind: 'exchange', exchange: 'binance', symbols: ['BTCUSDT'], interval: '1h', sources },
      speed: null,
      cwd: exchange.cwd,
      signal: ends === undefined ? end.signal : AbortSignal.any([end.signal, ends]),
      onStep: (outcome) => {
        if (outcome.code !== 'booked' || outcome.opinion === null) return;
        count += 1;
        onOpinion?.(count);
        if (count >= opinions) end.abort();
      },
    },
    runtime,
  );
}

const journal = () => readJournalFile(join(exchange.cwd, 'sessions', 'live', 'journal.log'))!.records;
const recordsOf = <K extends 'observed' | 'seen' | 'opinion' | 'fault' | 'decision'>(kind: K): RecordOf<K>[] =>
  journal().flatMap((record) => (record.kind === kind ? [readRecord(record, kind)] : []));
const asked = (): number => Object.values(world.servers).reduce((sum, { requests }) => sum + requests.length, 0);
const faults = () => recordsOf('fault').map(({ code, reason }) => `${code} ${reason.split(' ')[0]!}`);

describe('a session on live prices that asks sources', () => {
  it('writes down what they said before it makes a snapshot of it, and shows it to the model', async () => {
    await traded();
    const kinds = journal().map(({ kind }) => kind);
    const first = kinds.indexOf('observed');
    expect(kinds.slice(first - 1, first + 4)).toEqual(['bars', 'observed', 'seen', 'opinion', 'decision']);
    const [observed] = recordsOf('observed');
    const [seen] = recordsOf('seen');
    const [opinion] = recordsOf('opinion');
    expect(seen!.fields).toEqual(
      expect.arrayContaining(['news', 'market.funding_rate', 'market.ob_imbalance_5m', 'onchain.mvrv'].filter((name) => name !== 'market.ob_imbalance_5m')),
    );
    const series = new Set(observed!.observations.map((row) => row.series));
    for (const name of ['news', 'ob_imbalance', 'spread_bps', 'mvrv']) expect(series).toContain(name);
    for (const own of ['bar_1h', 'spot_price', 'funding_rate']) expect(series).not.toContain(own);
    // Nobody could act on it before it was there.
    const latency = Number(opinion!.usage!.latency_ms);
    expect(observed!.asOf).toBeGreaterThan(observed!.decidedAt);
    expect(opinion!.availableAt).toBe(observed!.asOf + latency);
    for (const row of observed!.observations) expect(row.available_at).toBeLessThanOrEqual(observed!.asOf);
    expect(faults()).toEqual([]);
  });

  it('writes an observation once, however often it is told', async () => {
    await traded({ opinions: 3 });
    const [first, ...later] = recordsOf('observed');
    expect(later).toHaveLength(2);
    expect(first!.observations.length).toBeGreaterThan(200);
    for (const { observations } of later) expect(observations.length).toBeLessThan(first!.observations.length / 4);
    const told = recordsOf('observed').flatMap(({ observations }) =>
      observations.map(({ series, symbol, observed_at: at, source, value }) =>
        JSON.stringify([series, symbol, at, source, value]),
      ),
    );
    expect(new Set(told).size).toBe(told.length);
  });

  it.each<[string, Parameters<World['servers']['rss']['setTrouble']>[0], RegExp]>([
    ['a time-out', 'hang', /coinmetrics does not tell .*within/],
    ['a ban', { status: 429, body: 'slow down' }, /coinmetrics does not tell .*429/],
    ['nonsense', { status: 200, body: '<html>welcome</html>' }, /coinmetrics does not tell/],
  ])('goes on without one that fails, and says so once: %s', async (_what, trouble, words) => {
    world.servers.coinmetrics.setTrouble(trouble);
    await traded({
      opinions: 4,
      onOpinion: (count) => {
        if (count === 3) world.servers.coinmetrics.setTrouble();
      },
    });
    expect(faults()).toEqual(['source_down coinmetrics', 'source_back coinmetrics']);
    expect(recordsOf('fault')[0]!.reason).toMatch(words);
    const seen = recordsOf('seen');
    expect(seen.map(({ fields }) => fields.includes('onchain.mvrv'))).toEqual([false, false, false, true]);
    expect(recordsOf('observed')[0]!.failures.map(({ source }) => source)).toContain('coinmetrics');
    expect(recordsOf('opinion').every(({ assessment }) => assessment !== null)).toBe(true);
  });

  it('shows what a source said last, until that is too old', async () => {
    await traded({
      opinions: 3,
      onOpinion: (count) => {
        if (count === 1) world.servers.coinmetrics.setTrouble({ status: 500, body: '' });
      },
    });
    expect(recordsOf('seen').map(({ fields }) => fields.includes('onchain.mvrv'))).toEqual([true, true, true]);
    expect(faults()).toEqual(['source_down coinmetrics']);
  });

  it('asks only those that it is told to', async () => {
    const before = world.servers.coinmetrics.requests.length;
    await traded({ sources: ['fear-greed'] });
    expect(world.servers.coinmetrics.requests).toHaveLength(before);
    expect(new Set(recordsOf('observed').flatMap(({ observations }) => observations.map(({ source }) => source)))).toEqual(
      new Set(['fear-greed']),
    );
  });

  it('caps what news alone may do, by a second question without them', async () => {
    await traded({ sources: ['rss'], newsCap: 0, opinions: 1 });
    expect(recordsOf('opinion')[0]!.withoutNews).toBeDefined();
    expect(recordsOf('seen')[0]!.fields).toContain('news');
  });

  it('asks nothing again after a restart, of the moment that was cut short neither', async () => {
    // The model is the last thing that a moment waits for: there the process is ended.
    const end = new AbortController();
    const states: number[] = [];
    const before = ollama.requests.length;
    const cut = traded({ signal: end.signal, opinions: 9 });
    while (ollama.requests.length === before) await new Promise((resolve) => setImmediate(resolve));
    end.abort();
    await cut;
    states.push(recordsOf('observed').length, recordsOf('opinion').length);
    const was = asked();
    const [observed] = recordsOf('observed');
    await traded({ opinions: 1 });
    if (states[1] === 0) {
      expect(asked()).toBe(was);
      expect(recordsOf('observed')).toEqual([observed]);
    }
    expect(recordsOf('seen')[0]!.sha256).toBe(recordsOf('seen').findLast((seen) => seen.decidedAt === observed!.decidedAt)!.sha256);
    expect(states).toEqual([1, 0]);
  });

  it('never sees what speaks of later than its decision', async () => {
    const future = new Date(now + 10 * HOUR).toISOString().slice(0, 10);
    world.servers.fearGreed.setTrouble((body) => {
      const { data } = body as { data: Record<string, unknown>[] };
      const tomorrow = Math.floor((exchange.clock.now() + 30 * HOUR) / 1000);
      return { ...(body as object), data: [{ ...data[0], value: '99', timestamp: String(tomorrow) }, ...data] };
    });
    await traded({ sources: ['fear-greed'], opinions: 1 });
    const [observed] = recordsOf('observed');
    expect(future).toMatch(/^\d{4}/);
    expect(observed!.observations.length).toBeGreaterThan(5);
    const usable = observed!.observations.filter(({ observed_at: at }) => at <= observed!.asOf);
    expect(usable.some(({ value }) => value === 99)).toBe(false);
    expect(observed!.asOf - observed!.decidedAt).toBeLessThan(5 * MINUTE);
  });
});
