import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBlockchainComServer } from '../../../test/servers/blockchain-com.js';
import type { DataServer } from '../../../test/servers/data-server.js';
import { httpAt, requestFor, TEST_NOW } from '../../../test/support/collect.js';
import { createBlockchainComSource } from './blockchain-com.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const TODAY = Date.UTC(2025, 5, 10);

let server: DataServer;
beforeEach(async () => {
  server = await startBlockchainComServer({ now: () => TEST_NOW });
});
afterEach(() => server.close());
const collect = (symbol = 'BTCUSDT') =>
  createBlockchainComSource({ http: httpAt(), baseUrl: server.url }).collect(requestFor(symbol));
const withValues = (change: (values: { x: unknown; y: unknown }[]) => unknown): void =>
  server.setTrouble((body) => ({
    ...(body as object),
    values: change((body as { values: { x: number; y: number }[] }).values),
  }));

describe('Blockchain.com', () => {
  it('asks for one chart, unsampled, and gives every finished day', async () => {
    const { observations, failures } = await collect();
    expect(failures).toEqual([]);
    expect(server.requests).toEqual(['/charts/n-unique-addresses?timespan=45days&format=json&sampled=false']);
    expect(observations).toHaveLength(45);
    expect(observations.map(({ observed_at }) => observed_at)).toEqual(
      observations.map((_, i) => TODAY - (45 - i) * DAY),
    );
    expect(observations[0]).toMatchObject({ series: 'unique_addresses', symbol: 'BTC', source: 'blockchain-com' });
  });

  it('is known 36 h after the start of the day, or when it arrived if that was earlier', async () => {
    const { observations } = await collect();
    expect(observations[0]!.available_at).toBe(observations[0]!.observed_at + 36 * HOUR);
    expect(observations.at(-1)!.available_at).toBe(TODAY - DAY + 36 * HOUR);
    const early = Date.UTC(2025, 5, 10, 3);
    const source = createBlockchainComSource({ http: httpAt(() => early), baseUrl: server.url });
    expect((await source.collect(requestFor('BTCUSDT', early))).observations.at(-1)?.available_at).toBe(early);
  });

  it('sends nothing for another asset', async () => {
    expect(await collect('ETHUSDT')).toMatchObject({
      observations: [],
      failures: [{ series: ['unique_addresses'], code: 'source.not-applicable' }],
    });
    expect(server.requests).toEqual([]);
  });

  it('reads scientific notation and text', async () => {
    withValues((values) => values.map((point, i) => ({ ...point, y: i % 2 === 0 ? '5.2E5' : 5.2e5 })));
    expect(new Set((await collect()).observations.map(({ value }) => value))).toEqual(new Set([520_000]));
  });

  it('reads the milliseconds of the website, too', async () => {
    const good = await collect();
    withValues((values) => values.map(({ x, y }) => ({ x: Number(x) * 1_000, y })));
    expect((await collect()).observations).toEqual(good.observations);
  });

  it.each<[string, unknown, string]>([
    ['null', { x: 1_746_057_600, y: null }, 'y: expected a decimal number, got null'],
    ['a negative count', { x: 1_746_057_600, y: -1 }, 'y: expected a count above 0'],
    ['zero', { x: 1_746_057_600, y: 0 }, 'y: expected a count above 0'],
    ['no x', { y: 1 }, 'x: expected a moment in time, got nothing'],
    ['a future day', { x: 1_777_593_600, y: 1 }, 'lies in the future'],
    ['a time within the day', { x: 1_746_057_601, y: 1 }, 'x: expected the start of a UTC day'],
    ['a text', 'x', 'the row'],
  ])('rejects a point with %s and keeps the rest', async (_, point, words) => {
    withValues((values) => values.map((old) => (old.x === 1_746_057_600 ? point : old)));
    const { observations, failures } = await collect();
    expect(observations).toHaveLength(44);
    expect(failures).toMatchObject([{ series: ['unique_addresses'], code: 'source.rows-rejected' }]);
    expect(failures[0]!.reason).toContain(words);
  });

  it.each<[string, Parameters<DataServer['setTrouble']>[0], string, string]>([
    ['not-found', { status: 200, body: { status: 'not-found', values: [] } }, 'http.body.schema', 'field status'],
    [
      'its website format',
      { status: 200, body: { metric1: 'x', 'hash-rate': [] } },
      'http.body.schema',
      'field status',
    ],
    ['no point', { status: 200, body: { status: 'ok', values: [] } }, 'source.nothing', 'has no finished day'],
    ['HTML', { status: 200, body: '<html>' }, 'http.body.json', 'got HTML'],
  ])('reports %s', async (_, trouble, code, words) => {
    server.setTrouble(trouble);
    const { observations, failures } = await collect();
    expect(observations).toEqual([]);
    expect(failures).toMatchObject([{ source: 'blockchain-com', series: ['unique_addresses'], code }]);
    expect(failures[0]!.reason).toContain(words);
  });

  it('keeps charts apart: a second request waits for its turn, and fails alone where there is no time for it', async () => {
    const http = httpAt();
    const charts = ['n-transactions', 'hash-rate'] as const;
    const source = createBlockchainComSource({ http, baseUrl: server.url, charts });
    const { observations, failures } = await source.collect({
      ...requestFor('BTCUSDT'),
      signal: AbortSignal.timeout(500),
    });
    expect(new Set(observations.map(({ series }) => series))).toEqual(new Set(['transactions']));
    expect(failures).toMatchObject([{ series: ['hash_rate'], code: 'http.aborted' }]);
    expect(server.requests).toHaveLength(1);
  });
});
