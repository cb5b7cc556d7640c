import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publicationLags } from '../../src/app/observations/publication-lags.js';
import type { Observation } from '../../src/core/observation.js';
import type { HistoryPage, HistorySource } from '../../src/core/ports/history-source.js';
import type { ObservationSource } from '../../src/core/ports/observation-source.js';
import { isRevisable } from '../../src/core/point-in-time.js';
import { LAG_MS } from '../../src/core/publication-lags.js';
import { SERIES } from '../../src/core/series.js';
import { parseSymbol } from '../../src/core/symbol.js';
import { createCcxtSource } from '../../src/infra/exchanges/ccxt/index.js';
import { startOkxServer } from '../servers/okx.js';
import { httpAt, requestFor, TEST_NOW } from '../support/collect.js';
import { realClock } from '../support/llm-clock.js';
import { doubleOf, DOUBLES, environmentOf, sourcesIn } from '../support/source-doubles.js';

const DAY = 86_400_000;
const now = (): number => TEST_NOW;
const clock = { now, sleep: realClock.sleep };
const servers: { readonly url: string; close(): Promise<void> }[] = [];
let live: ObservationSource[] = [];
let past: HistorySource[] = [];

beforeAll(async () => {
  const parts = await Promise.all(
    DOUBLES.map(async (name) => {
      const { start, env } = await doubleOf(name);
      const server = await start(now);
      servers.push(server);
      return env(server.url);
    }),
  );
  const okx = await startOkxServer({ now });
  servers.push(okx);
  const env = environmentOf(parts);
  const http = httpAt();
  live = [
    ...sourcesIn(env, { http, clock }).map(({ create }) => create()),
    createCcxtSource({ exchangeId: 'okx', clock, http, baseUrl: okx.url, paceMs: 1 }),
  ];
  past = sourcesIn(env, { http: httpAt(), clock }).flatMap(({ history }) => (history === null ? [] : [history()]));
});
afterAll(() => Promise.all(servers.map((server) => server.close())));

/** The row of the table that speaks of an observation. */
function ruleOf({ source, series }: Observation) {
  const name = source.startsWith('ccxt-') ? 'ccxt exchanges' : source.startsWith('rss') ? 'rss' : source;
  const rule = publicationLags().find((lag) => lag.source.split(', ').includes(name) && lag.series.includes(series));
  if (rule === undefined) throw new Error(`no publication lag of ${series} from ${source}`);
  return rule;
}

/** The rule's time, or the arrival where that came before it; of a revised series the arrival alone. */
function assertKnowable(observation: Observation): void {
  const { series, observed_at, available_at, retrieved_at } = observation;
  const what = `${observation.source} ${series} of ${new Date(observed_at).toISOString()}`;
  expect(available_at, what).toBeLessThanOrEqual(retrieved_at);
  expect(available_at, what).toBeGreaterThanOrEqual(Math.min(retrieved_at, observed_at + ruleOf(observation).lag_ms));
  // What speaks of an interval is never known before that is over.
  expect(available_at, what).toBeGreaterThanOrEqual(observed_at + SERIES[series].spanMs);
  if (isRevisable(series) || series === 'news') expect(available_at, what).toBe(retrieved_at);
}

const FROM = TEST_NOW - 400 * DAY;
async function readPages(source: HistorySource, from: number): Promise<HistoryPage[]> {
  const pages: HistoryPage[] = [];
  const request = { symbol: parseSymbol('BTCUSDT'), from, to: TEST_NOW, signal: AbortSignal.timeout(30_000) };
  for await (const page of source.history(request)) pages.push(page);
  return pages;
}
/** Asked once: Blockchain.com lets one request through in ten seconds. */
const whole = new Map<string, Promise<HistoryPage[]>>();
function pagesOf(source: HistorySource): Promise<HistoryPage[]> {
  const known = whole.get(source.id) ?? readPages(source, FROM);
  whole.set(source.id, known);
  return known;
}

describe('every source', () => {
  it('live: no value counts before its publication lag, or before it arrived', { timeout: 60_000 }, async () => {
    const seen = new Set<string>();
    for (const source of live) {
      const { observations } = await source.collect(requestFor('BTCUSDT'));
      expect(observations.length, source.id).toBeGreaterThan(0);
      for (const each of observations) {
        assertKnowable(each);
        seen.add(each.series);
      }
    }
    expect([...seen].sort(), 'together they deliver every series').toEqual(Object.keys(SERIES).sort());
  });

  it('history: the same, and nothing outside the range that was asked for', { timeout: 60_000 }, async () => {
    for (const source of past) {
      const pages = await pagesOf(source);
      const observations = pages.flatMap((page) => page.observations);
      expect(observations.length, source.id).toBeGreaterThan(0);
      for (const each of observations) {
        assertKnowable(each);
        expect(source.series).toContain(each.series);
        expect(each.observed_at).toBeGreaterThanOrEqual(FROM);
        expect(each.observed_at).toBeLessThan(TEST_NOW);
      }
      const through = pages.map((page) => page.through);
      expect(Math.max(...through), `${source.id} claims nothing beyond what can be there`).toBeLessThanOrEqual(
        TEST_NOW,
      );
    }
  });

  it('history goes on, and gives the same rows, from where it was interrupted', { timeout: 60_000 }, async () => {
    const source = past[0]!;
    const pages = await pagesOf(source);
    expect(pages.length, 'bars come in pages').toBeGreaterThan(5);
    const rest = await readPages(source, pages[2]!.through);
    expect(rest.flatMap((page) => page.observations)).toEqual(pages.slice(3).flatMap((page) => page.observations));
    const bars = pages.flatMap((page) => page.observations).map(({ observed_at }) => observed_at);
    expect(bars, 'without a hole or a double').toEqual(
      Array.from({ length: bars.length }, (_, i) => bars[0]! + i * 3_600_000),
    );
  });

  it('past rows carry the lag of the table, not the time of the fetch', { timeout: 60_000 }, async () => {
    const all = (await Promise.all(past.map((source) => pagesOf(source)))).flat().flatMap((page) => page.observations);
    const lags = (series: Observation['series']): Set<number> =>
      new Set(
        all
          .filter((each) => each.series === series && each.observed_at < TEST_NOW - 10 * DAY)
          .map(({ observed_at, available_at }) => available_at - observed_at),
      );
    expect(lags('bar_1h')).toEqual(new Set([LAG_MS.hourlyBar]));
    expect(lags('open_interest_base')).toEqual(new Set([LAG_MS.openInterestHistory]));
    expect(lags('unique_addresses')).toEqual(new Set([LAG_MS.chainDay]));
    expect(lags('stablecoin_supply')).toEqual(new Set([LAG_MS.stablecoinPast]));
    expect(lags('fear_greed')).toEqual(new Set([LAG_MS.fearGreed]));
    expect(lags('mvrv'), "CoinMetrics' own completion time").toEqual(new Set([28 * 3_600_000]));
    expect(Math.max(...lags('funding_rate'))).toBeLessThan(60_000);
  });
});
