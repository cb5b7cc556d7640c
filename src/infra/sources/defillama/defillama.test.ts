import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataServer } from '../../../../test/servers/data-server.js';
import { startDefiLlamaServer } from '../../../../test/servers/defillama.js';
import { httpAt, requestFor, TEST_NOW } from '../../../../test/support/collect.js';
import { createDefiLlamaSource } from './index.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

let server: DataServer;
beforeEach(async () => {
  server = await startDefiLlamaServer({ now: () => TEST_NOW });
});
afterEach(() => server.close());
const collect = () => createDefiLlamaSource({ http: httpAt(), baseUrl: server.url }).collect(requestFor('BTCUSDT'));
type Coin = Record<string, unknown>;
const withCoins = (change: (coins: Coin[]) => unknown): void =>
  server.setTrouble((body) => ({ peggedAssets: change((body as { peggedAssets: Coin[] }).peggedAssets) }));
const changed = (symbol: string, change: Coin): void =>
  withCoins((coins) => coins.map((coin) => (coin.symbol === symbol ? { ...coin, ...change } : coin)));

describe('DefiLlama', () => {
  it('adds up the dollars of now, a day, a week and a month before; euros are none', async () => {
    const { observations, failures } = await collect();
    expect(failures).toEqual([]);
    expect(observations.map(({ observed_at, value }) => [(TEST_NOW - observed_at) / DAY, value])).toEqual([
      [30, 190e9],
      [7, 198e9],
      [1, 199.9e9],
      [0, 200e9],
    ]);
    expect(observations[0]).toMatchObject({ series: 'stablecoin_supply', symbol: '*', source: 'defillama' });
  });

  it('is known on retrieval now, and 25 h after the moment for the past', async () => {
    const { observations } = await collect();
    expect(observations.map((o) => o.available_at)).toEqual([
      TEST_NOW - 30 * DAY + 25 * HOUR,
      TEST_NOW - 7 * DAY + 25 * HOUR,
      TEST_NOW,
      TEST_NOW,
    ]);
  });

  it('drops a total that lacks a large coin: it would look like billions burnt', async () => {
    changed('USDC', { circulatingPrevWeek: {} });
    const { observations, failures } = await collect();
    expect(observations.map(({ observed_at }) => (TEST_NOW - observed_at) / DAY)).toEqual([30, 1, 0]);
    expect(failures).toMatchObject([{ code: 'source.rows-rejected' }]);
    expect(failures[0]!.reason).toContain('more than 1 % of the supply has no circulatingPrevWeek');
  });

  it.each<[string, Coin, string]>([
    ['a negative amount', { circulating: { peggedUSD: -1 } }, 'circulating.peggedUSD: expected an amount of 0 or more'],
    ['text', { circulating: { peggedUSD: 'lots' } }, 'circulating.peggedUSD: expected a decimal number, got "lots"'],
    ['null', { circulating: { peggedUSD: null } }, 'circulating.peggedUSD: expected a decimal number, got null'],
    ['no peg and no symbol', { pegType: undefined, symbol: 5 }, 'symbol:'],
  ])('gives nothing where a coin has %s', async (_, change, words) => {
    changed('USDT', change);
    const { observations, failures } = await collect();
    expect(observations).toEqual([]);
    expect(failures).toMatchObject([{ series: ['stablecoin_supply'], code: 'source.rows-rejected' }]);
    expect(failures[0]!.reason).toContain(words);
  });

  it.each<[string, Parameters<DataServer['setTrouble']>[0], string]>([
    ['no coins', { status: 200, body: { peggedAssets: [] } }, 'source.rows-rejected'],
    ['a wrong root', { status: 200, body: 'null' }, 'http.body.schema'],
    ['a missing field', { status: 200, body: {} }, 'http.body.schema'],
    ['an overflow', { status: 200, body: '{"peggedAssets":[{"circulating":{"peggedUSD":1e309}}]}' }, 'http.body.json'],
    ['403', { status: 403, body: '<html>blocked</html>' }, 'http.status.403'],
  ])('reports %s', async (_, trouble, code) => {
    server.setTrouble(trouble);
    expect(await collect()).toMatchObject({ observations: [], failures: [{ source: 'defillama', code }] });
  });
});
