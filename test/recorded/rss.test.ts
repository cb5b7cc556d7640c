import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { isNewsValue, observationSchema, type Observation } from '../../src/core/observation.js';
import { createRssSource } from '../../src/infra/sources/rss/index.js';
import { parseFeed } from '../../src/infra/sources/rss/parse.js';
import { startRssServer } from '../servers/rss.js';
import { httpAt, requestFor } from '../support/collect.js';
import { hasTestData, SKIP_REASON, testDataPath } from '../support/test-data.js';

/** When the feed was built, by its own `lastBuildDate`. */
const NOW = Date.UTC(2026, 6, 4, 11, 13, 28);

describe.skipIf(!hasTestData)(hasTestData ? 'recorded CoinDesk feed' : `recorded CoinDesk feed: ${SKIP_REASON}`, () => {
  let body = '';
  const collected: Record<string, { observations: readonly Observation[]; failures: readonly unknown[] }> = {};
  beforeAll(async () => {
    ({ body } = JSON.parse(await readFile(testDataPath('data/http/rss-coindesk-2026-07-04.json'), 'utf8')) as {
      body: string;
    });
    const server = await startRssServer({ now: () => NOW, bodies: { coindesk: body } });
    const feeds = [{ id: 'coindesk', url: `${server.url}/coindesk` }];
    for (const symbol of ['BTCUSDT', 'ETHUSDT']) {
      collected[symbol] = await createRssSource({ http: httpAt(() => NOW), feeds }).collect(requestFor(symbol, NOW));
    }
    await server.close();
  });

  it('has 25 items, each with guid, title and address, all but a live ticker with text', () => {
    const items = parseFeed(body);
    expect(items).toHaveLength(25);
    expect(items.filter(({ body: text }) => text.length > 20)).toHaveLength(24);
    for (const { guid, title, link } of items) {
      expect(guid).toMatch(/^[0-9a-f-]{36}$/);
      expect(title).not.toMatch(/[<>]|&\w+;|CDATA/);
      expect(link).toMatch(/^https:\/\/www\.coindesk\.com\//);
    }
  });

  it('gives what is about Bitcoin or the whole market, no XRP, newest on the day of the recording', () => {
    const { observations, failures } = collected.BTCUSDT!;
    expect(failures).toEqual([]);
    const titles = observations.map(({ value }) => (isNewsValue(value) ? value.title : ''));
    expect(observations.filter(({ symbol }) => symbol === 'BTC').length).toBe(11);
    expect(titles.some((title) => title.includes('XRP'))).toBe(false);
    expect(new Date(observations.at(-1)!.observed_at).toISOString()).toBe('2026-07-04T06:48:42.000Z');
    for (const observation of observations) observationSchema.parse(observation);
  });

  it('gives the two about Ether to who asks for it', () => {
    const { observations } = collected.ETHUSDT!;
    expect(observations.filter(({ symbol }) => symbol === 'ETH').length).toBe(2);
  });
});
