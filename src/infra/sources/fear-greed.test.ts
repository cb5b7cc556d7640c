import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataServer } from '../../../test/servers/data-server.js';
import { startFearGreedServer } from '../../../test/servers/fear-greed.js';
import { httpAt, requestFor, TEST_NOW } from '../../../test/support/collect.js';
import { createFearGreedSource } from './fear-greed.js';

const DAY = 86_400_000;
const TODAY = Date.UTC(2025, 5, 10);
const MAY_20 = '1747699200';

let server: DataServer;
beforeEach(async () => {
  server = await startFearGreedServer({ now: () => TEST_NOW });
});
afterEach(() => server.close());
const collect = (now = TEST_NOW) =>
  createFearGreedSource({ http: httpAt(() => now), baseUrl: server.url }).collect(requestFor('ETHUSDT', now));
type Row = Record<string, unknown>;
const withRow = (change: (row: Row) => unknown): void =>
  server.setTrouble((body) => ({
    ...(body as object),
    data: (body as { data: Row[] }).data.map((row) => (row.timestamp === MAY_20 ? change(row) : row)),
  }));

describe('Fear & Greed', () => {
  it('gives a month, oldest first, the whole market, from ten minutes into each day', async () => {
    const { observations, failures } = await collect();
    expect(failures).toEqual([]);
    expect(server.requests).toEqual(['/fng/?limit=31&format=json']);
    expect(observations.map(({ observed_at }) => observed_at)).toEqual(
      Array.from({ length: 31 }, (_, i) => TODAY - (30 - i) * DAY),
    );
    for (const { symbol, value, observed_at, available_at } of observations) {
      expect(symbol).toBe('*');
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(100);
      expect(available_at).toBe(observed_at + 600_000);
    }
  });

  it('was known when it arrived where that was before the ten minutes', async () => {
    const early = TODAY + 60_000;
    expect((await collect(early)).observations.at(-1)).toMatchObject({ observed_at: TODAY, available_at: early });
  });

  it.each<[string, (row: Row) => unknown, string]>([
    ['a value over 100', (row) => ({ ...row, value: '101' }), 'value: expected 0 to 100'],
    ['a negative value', (row) => ({ ...row, value: '-1' }), 'value: expected 0 to 100'],
    ['an empty value', (row) => ({ ...row, value: '' }), 'value: expected a decimal number, got ""'],
    ['words', (row) => ({ ...row, value: 'Fear' }), 'got "Fear"'],
    ['null', (row) => ({ ...row, value: null }), 'got null'],
    ['no timestamp', (row) => ({ ...row, timestamp: undefined }), 'timestamp: expected a moment in time'],
    ['a formatted date within a day', (row) => ({ ...row, timestamp: '2025-05-20T10:00:00Z' }), 'start of a UTC day'],
    ['the far future', (row) => ({ ...row, timestamp: '1893456000' }), 'lies in the future'],
    [
      'another value of a day that is there',
      (row) => ({ value: '1', timestamp: String(Number(row.timestamp) + 86_400) }),
      'two different values',
    ],
  ])('rejects a row with %s and keeps the rest', async (_, change, words) => {
    withRow(change);
    const { observations, failures } = await collect();
    expect(observations.length).toBeGreaterThanOrEqual(29);
    expect(observations.map(({ observed_at }) => observed_at)).not.toContain(Number(MAY_20) * 1_000);
    expect(failures).toMatchObject([{ series: ['fear_greed'], code: 'source.rows-rejected' }]);
    expect(failures[0]!.reason).toContain(words);
  });

  it.each<[string, Parameters<DataServer['setTrouble']>[0], string]>([
    [
      'an error inside a good reply',
      { status: 200, body: { data: [], metadata: { error: 'x' } } },
      'http.vendor-error',
    ],
    ['no rows', { status: 200, body: { data: [], metadata: { error: null } } }, 'source.nothing'],
    ['a wrong root', { status: 200, body: [1] }, 'http.body.schema'],
    ['404', { status: 404, body: 'gone' }, 'http.status.404'],
  ])('reports %s', async (_, trouble, code) => {
    server.setTrouble(trouble);
    expect(await collect()).toMatchObject({ observations: [], failures: [{ source: 'fear-greed', code }] });
  });
});
