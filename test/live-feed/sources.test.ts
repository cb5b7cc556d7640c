import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeSpec } from '../../src/app/backtest/make-spec.js';
import { demoMarket } from '../../src/app/data/write-demo.js';
import { runLive } from '../../src/app/live/live.js';
import { runPaper } from '../../src/app/live/paper.js';
import { createRuntime, type Runtime } from '../../src/app/runtime/runtime.js';
import { systemClock } from '../../src/app/runtime/system.js';
import type { SessionFeed } from '../../src/contract/session.js';
import type { Clock } from '../../src/core/ports/clock.js';
import { seededRandom } from '../../src/core/ports/random.js';
import { DAY, isoTime } from '../../src/core/time.js';
import { isSignedBy } from '../../src/infra/exchanges/replay-server/serve.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import { guardLimitsSchema } from '../../src/live/guard/limits.js';
import { readRecord, type RecordOf } from '../../src/live/session/records.js';
import { startWorld, type World } from '../e2e/support/world.js';
import { tapeOf } from '../replay-exchange/support.js';
import { regimeDocument } from '../servers/answers.js';
import { startOllamaServer, type FakeOllama } from '../servers/ollama.js';
import { playedExchange, type PlayedExchange } from './support.js';

/** Of the sources: it passes in real time, however fast the exchange is played. */
const DEADLINE_MS = 1_300;
/** Bars from one decision to the next. */
const EVERY = 4;
const { bars } = demoMarket('BTCUSDT', 24 * 50);
const START = 24 * 46;
/** Those that may be asked as often as a played exchange lets hours pass. */
const FAST = ['coinmetrics', 'fear-greed', 'rss'];

let now = bars.openTime[START]!;
let world: World;
let ollama: FakeOllama;
let exchange: PlayedExchange;
let clock: Clock;
let runtime: Runtime;
/** Called when the model is asked. */
let onAsked: () => void;

const answer = (): string => {
  onAsked();
  return JSON.stringify(regimeDocument({ prob_bull: 0.8, prob_bear: 0.2, confidence_level: 'high' }));
};

beforeAll(async () => {
  world = await startWorld(() => now);
  ollama = await startOllamaServer({ models: ['llama3.2'], answers: answer });
});
afterAll(() => Promise.all([world.close(), ollama.close()]));
beforeEach(async () => {
  onAsked = () => undefined;
  for (const server of Object.values(world.servers)) server.setTrouble();
  exchange = await playedExchange(
    [tapeOf(bars)],
    bars.openTime[START]!,
    [],
    {},
    {
      balances: { spot: {}, usdm: { USDT: 20_000 } },
      keys: new Map([['key', { canTrade: true, canWithdraw: false }]]),
      verify: (payload, signature) => isSignedBy('a-secret', payload, signature),
    },
  );
  clock = { now: () => (now = exchange.clock.now()), sleep: (ms, signal) => exchange.clock.sleep(ms, signal) };
  // Whoever waits for an answer waits in real time, and stamps it with that of the exchange.
  runtime = createRuntime({
    clock: { now: clock.now, sleep: systemClock.sleep },
    random: seededRandom(1),
    cwd: exchange.cwd,
    env: {
      ...world.env,
      EXCHANGE_BASE_URL: exchange.url,
      BINANCE_API_KEY: 'key',
      BINANCE_API_SECRET: 'a-secret',
      USER_DATA_DIR: exchange.cwd,
      OLLAMA_BASE_URL: ollama.url,
      LLM_MODEL: 'ollama/llama3.2',
      LLM_PROMPT: 'regime-1',
      SOURCES_TIMEOUT_MS: String(DEADLINE_MS),
      LOG_LEVEL: 'silent',
    },
  });
});

interface Wishes {
  /** Default: on paper. */
  readonly at?: 'exchange' | 'dry run';
  readonly sources?: SessionFeed['sources'];
  readonly opinions?: number;
  readonly newsCap?: number;
  readonly onOpinion?: (count: number) => void;
  readonly signal?: AbortSignal;
}

/** Trades until so many opinions are there. */
async function traded({ at, sources = 'all', opinions = 2, newsCap, onOpinion, signal: ends }: Wishes = {}) {
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
  const request = {
    name: 'live',
    spec,
    limits: guardLimitsSchema.parse({}),
    prices: { kind: 'exchange', exchange: 'binance', symbols: ['BTCUSDT'], interval: '1h', sources },
    speed: null,
    clock,
    cwd: exchange.cwd,
    signal: ends === undefined ? end.signal : AbortSignal.any([end.signal, ends]),
    onStep: (outcome) => {
      if (outcome.code !== 'booked' || outcome.opinion === null) return;
      count += 1;
      onOpinion?.(count);
      if (count >= opinions) end.abort();
    },
  } satisfies Parameters<typeof runPaper>[0];
  if (at === undefined) await runPaper(request, runtime);
  else await runLive({ ...request, isReal: false, isDryRun: at === 'dry run', adopt: false, stop: 0.1 }, runtime);
}

const journal = () => readJournalFile(join(exchange.cwd, 'sessions', 'live', 'journal.log'))!.records;
const recordsOf = <K extends 'observed' | 'seen' | 'opinion' | 'fault' | 'decision'>(kind: K): RecordOf<K>[] =>
  journal().flatMap((record) => (record.kind === kind ? [readRecord(record, kind)] : []));
const asked = (): number => Object.values(world.servers).reduce((sum, { requests }) => sum + requests.length, 0);
const faults = () => recordsOf('fault').map(({ code, reason }) => `${code} ${reason.split(' ')[0]!}`);

describe('a session on live prices that asks sources', () => {
  it('writes down what they said before it makes a snapshot of it, and shows it to the model', async () => {
    const before = ollama.chats.length;
    await traded();
    const kinds = journal().flatMap(({ kind }) => (kind === 'fault' ? [] : [kind]));
    const first = kinds.indexOf('observed');
    expect(kinds.slice(first - 1, first + 4)).toEqual(['bars', 'observed', 'seen', 'opinion', 'decision']);
    const [observed] = recordsOf('observed');
    const [seen] = recordsOf('seen');
    const [opinion] = recordsOf('opinion');
    expect(seen!.fields).toEqual(
      expect.arrayContaining(['news', 'onchain.mvrv', 'market.return_7d_pct', 'market.spread_bps']),
    );
    const series = new Set(observed!.observations.map((row) => row.series));
    for (const name of ['news', 'ob_imbalance', 'spread_bps', 'mvrv']) expect(series).toContain(name);
    for (const own of ['bar_1h', 'spot_price', 'funding_rate']) expect(series).not.toContain(own);
    // Nobody could act on it before it was there.
    const question = JSON.stringify(ollama.chats[before]!.body);
    expect(question).toContain(`timestamp_utc: ${isoTime(observed!.asOf)}`);
    expect(question).toContain('Bitcoin and Ethereum options expire');
    const latency = Number(opinion!.usage!.latency_ms);
    // The exchange's stream may wake the session up at the very close, and no time passes here while sources answer.
    expect(observed!.asOf).toBeGreaterThanOrEqual(observed!.decidedAt);
    expect(opinion!.availableAt).toBe(observed!.asOf + latency);
  });

  it.each(['exchange', 'dry run'] as const)(
    'shows it to the model of a live session, too, and trades what it says: %s',
    async (at) => {
      await traded({ at, sources: FAST });
      const kinds = journal().flatMap(({ kind }) => (kind === 'fault' || kind === 'paper_bars' ? [] : [kind]));
      const first = kinds.indexOf('observed');
      const then = ['bars', 'observed', 'seen', 'opinion', 'decision', 'booked', 'stop_level', 'order_target'];
      expect(kinds.slice(first - 1, first + 7)).toEqual(then);
      expect(recordsOf('seen')[0]!.fields).toEqual(expect.arrayContaining(['news', 'onchain.mvrv']));
      expect(recordsOf('opinion').map(({ failure }) => failure)).toEqual([null, null]);
      // What it has said is held, with a stop.
      const { futures, algos } = exchange.service.exchange;
      const there = futures.account.positions('BTCUSDT').reduce((sum, { amount }) => sum + amount, 0);
      const filled = kinds.filter((kind) => kind === 'order_fill').length;
      expect(filled).toBeGreaterThan(0);
      if (at === 'exchange') expect([there > 0, algos.open('BTCUSDT')]).toMatchObject([true, [{}]]);
      else expect([there, futures.orders.trades]).toEqual([0, []]);
    },
  );

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
      sources: FAST,
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
    expect(recordsOf('opinion').map(({ failure }) => failure)).toEqual([null, null, null, null]);
  });

  it('shows what a source said last, until that is too old', async () => {
    await traded({
      sources: FAST,
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
    expect(
      new Set(recordsOf('observed').flatMap(({ observations }) => observations.map(({ source }) => source))),
    ).toEqual(new Set(['fear-greed']));
  });

  it('caps what news alone may do, by a second question without them', async () => {
    await traded({ sources: ['rss'], newsCap: 0, opinions: 1 });
    expect(recordsOf('opinion')[0]!.withoutNews).toBeDefined();
    expect(recordsOf('seen')[0]!.fields).toContain('news');
  });

  it('asks nothing again after a restart, of the moment that was cut short neither', async () => {
    // The model is the last thing that a moment waits for: there the process is ended.
    const end = new AbortController();
    onAsked = () => end.abort();
    await traded({ signal: end.signal });
    onAsked = () => undefined;
    const [observed, ...others] = recordsOf('observed');
    expect([others.length, recordsOf('seen').length, recordsOf('opinion').length]).toEqual([0, 1, 0]);
    const before = asked();
    await traded({ opinions: 1 });
    expect(asked()).toBe(before);
    expect(recordsOf('observed')).toEqual([observed]);
    // It is shown the very same.
    expect([recordsOf('seen').length, recordsOf('opinion').length]).toEqual([1, 1]);
    const first = recordsOf('opinion')[0]!;
    expect(first.availableAt).toBeGreaterThanOrEqual(observed!.asOf);
  });

  it.each([
    ['tomorrow', 1, false],
    ['yesterday', -1, true],
  ])('takes no value from the future, and says so: of %s', async (_day, days, isTaken) => {
    world.servers.fearGreed.setTrouble((body) => {
      const { data, ...rest } = body as { readonly data: readonly { readonly timestamp: string }[] };
      const timestamp = String(((Math.floor(exchange.clock.now() / DAY) + days) * DAY) / 1_000);
      return { ...rest, data: [{ ...data[0], value: '99', timestamp }, ...data.slice(2)] };
    });
    await traded({ sources: ['fear-greed'], opinions: 1 });
    const [observed] = recordsOf('observed');
    expect(observed!.observations.some(({ value }) => value === 99)).toBe(isTaken);
    expect(observed!.failures.map(({ code }) => code)).toEqual(isTaken ? [] : ['source.rows-rejected']);
  });
});
