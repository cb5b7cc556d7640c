import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BAR_COLUMNS, BarSeries } from '../../core/bars.js';
import { LlmTradingError } from '../../core/errors.js';
import type { LedgerEntry } from '../../core/ports/ledger-store.js';
import { BarStore } from './bars/bar-store.js';
import { FundingStore } from './bars/funding-store.js';
import { openLedger } from './ledger/open-ledger.js';
import { openObservations } from './observations/open-observations.js';
import { openTrials } from './trials/open-trials.js';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);
const KEY = { source: 'binance-spot', symbol: 'BTCUSDT', interval: '1h' };

const root = mkdtempSync(join(tmpdir(), 'flipped-'));
afterAll(() => rmSync(root, { recursive: true }));

/** A store of ours in a file: how it is written, and all that anybody reads of it. */
interface Stored {
  readonly file: string;
  readonly write: (folder: string) => Promise<void>;
  readonly read: (folder: string) => Promise<unknown>;
}

const bars = BarSeries.fromRows(
  'BTCUSDT',
  HOUR,
  Array.from({ length: 300 }, (_, i) => ({
    openTime: START + i * HOUR,
    open: 100 + i / 7,
    high: 110 + i / 7,
    low: 90 + i / 7,
    close: 101 + i / 7,
    volume: i / 3,
  })),
);
const columnsOf = (series: BarSeries): unknown => BAR_COLUMNS.map((name) => [...series[name]]);

const call = (i: number): LedgerEntry => ({
  key: `key-${i}`,
  question: `question-${i % 20}`,
  provider: 'ollama',
  model: 'llama3.2',
  model_version: null,
  request: JSON.stringify({ user: `what of ${i}?`.repeat(20) }),
  text: `{"prob_bull":0.${i}}`,
  finish_reason: 'stop',
  prompt_tokens: 100 + i,
  completion_tokens: null,
  latency_ms: i / 3,
  cost_usd: i / 1000,
  created_at: START + i,
  failure: null,
});

async function all<T>(values: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}

const STORES: Readonly<Record<string, Stored>> = {
  'bars in Parquet': {
    file: 'binance-spot/BTCUSDT/1h/2024.parquet',
    write: async (folder) => {
      await new BarStore(folder).merge(KEY, bars);
      await new BarStore(folder).dropCache(KEY);
    },
    read: async (folder) => columnsOf(await new BarStore(folder).load(KEY)),
  },
  'the columns beside them': {
    file: 'binance-spot/BTCUSDT/1h/columns.f64',
    write: async (folder) => {
      await new BarStore(folder).merge(KEY, bars);
    },
    read: async (folder) => columnsOf(await new BarStore(folder).load(KEY)),
  },
  funding: {
    file: 'binance-usdm/BTCUSDT/funding.parquet',
    write: async (folder) => {
      const of = (value: (i: number) => number): Float64Array => Float64Array.from({ length: 200 }, (_, i) => value(i));
      const fresh = {
        symbol: 'BTCUSDT',
        time: of((i) => START + i * 8 * HOUR),
        rate: of((i) => i / 1e5),
        mark: of(Number),
      };
      await new FundingStore(folder).merge('binance-usdm', { ...fresh, interval: of(() => 8 * HOUR) });
    },
    read: async (folder) => {
      const { time, rate, mark, interval } = (await new FundingStore(folder).load('binance-usdm', 'BTCUSDT'))!;
      return [time, rate, mark, interval!].map((column) => [...column]);
    },
  },
  'the ledger of model calls': {
    file: 'ledger.db',
    write: async (folder) => {
      const ledger = await openLedger(join(folder, 'ledger.db'));
      await ledger.putAll(Array.from({ length: 60 }, (_, i) => call(i)));
      await ledger.close();
    },
    read: async (folder) => {
      const ledger = await openLedger(join(folder, 'ledger.db'));
      try {
        const entries = await all(ledger.entries({}, 'oldest'));
        const keys = await Promise.all(Array.from({ length: 60 }, (_, i) => ledger.get(`key-${i}`)));
        const latest = await Promise.all(Array.from({ length: 20 }, (_, i) => ledger.latest(`question-${i}`)));
        return [entries, keys, latest, await ledger.spentSince(0)];
      } finally {
        await ledger.close();
      }
    },
  },
  'the registry of trials': {
    file: 'trials.db',
    write: async (folder) => {
      const trials = await openTrials(join(folder, 'trials.db'));
      for (let i = 0; i < 40; i++) {
        const range = { symbols: ['BTCUSDT'], intervalMs: HOUR, from: START, to: START + 400 * HOUR };
        const days = Int32Array.from({ length: 16 }, (_, day) => day);
        const closes = Float64Array.from(days, (day) => 100 + day + i);
        await trials.start({
          id: `t${i}`,
          range,
          markets: [{ days, closes }],
          kind: 'backtest',
          strategy: 'sma-cross',
          startedAt: START + i,
          details: null,
        });
        const returns = Float64Array.from({ length: 16 }, (_, day) => (day - i) / 100);
        await trials.finish(`t${i}`, { daily: { firstDay: START, returns }, sharpe: i / 9 });
      }
      await trials.close();
    },
    read: async (folder) => {
      const trials = await openTrials(join(folder, 'trials.db'));
      try {
        return await trials.all();
      } finally {
        await trials.close();
      }
    },
  },
  'the history of observations': {
    file: 'history.db',
    write: async (folder) => {
      const store = await openObservations(join(folder, 'history.db'));
      await store.add(
        Array.from({ length: 200 }, (_, i) => ({
          series: 'mvrv' as const,
          symbol: 'BTC',
          value: 1 + i / 100,
          observed_at: START + i * 24 * HOUR,
          available_at: START + i * 24 * HOUR + HOUR,
          source: 'coinmetrics',
          retrieved_at: START + 400 * 24 * HOUR,
        })),
      );
      await store.markCovered('coinmetrics', 'BTC', START, START + 200 * 24 * HOUR);
      await store.close();
    },
    read: async (folder) => {
      const store = await openObservations(join(folder, 'history.db'));
      try {
        const rows = (await all(store.read({}))).flat();
        return [rows, await store.list(), await store.coveredThrough('coinmetrics', 'BTC', START)];
      } finally {
        await store.close();
      }
    },
  },
};

/** Numerical Recipes' generator of 32 bits: the same bits on every machine. */
function draws(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Changes one bit, and neither size nor time. */
function flip(path: string, at: number, bit: number): void {
  const { atime, mtime } = statSync(path);
  const bytes = readFileSync(path);
  bytes[at] = bytes[at]! ^ (1 << bit);
  writeFileSync(path, bytes);
  utimesSync(path, atime, mtime);
}

/** In each of the six files: 210 in all. */
const FLIPS = 35;

describe.each(Object.entries(STORES))('one flipped bit in %s', (name, { file, write, read }) => {
  const folder = join(root, name.replaceAll(' ', '-'));
  const path = join(folder, file);
  let right: unknown;
  beforeAll(async () => {
    mkdirSync(folder);
    await write(folder);
    right = await read(folder);
    await write(folder);
  });

  it('changes nothing that is read, or is told with the file and a remedy', { timeout: 60_000 }, async () => {
    const draw = draws(7);
    const kept = readFileSync(path);
    const { atime, mtime } = statSync(path);
    const wrong: unknown[] = [];
    for (let i = 0; i < FLIPS; i++) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, kept);
      utimesSync(path, atime, mtime);
      const [at, bit] = [draw(kept.length), draw(8)];
      flip(path, at, bit);
      try {
        expect(await read(folder)).toEqual(right);
      } catch (error) {
        const isTold = error instanceof LlmTradingError && error.kind === 'input' && error.message.includes(path);
        if (!isTold || error.remedy === undefined) wrong.push([at, bit, String(error).slice(0, 300)]);
      }
    }
    expect(wrong).toEqual([]);
  });
});
