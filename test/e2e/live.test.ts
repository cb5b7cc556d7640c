import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeSpec } from '../../src/app/backtest/make-spec.js';
import { halt } from '../../src/app/live/session-folder.js';
import { sessionRow } from '../../src/app/live/session-rows.js';
import { isSignedBy } from '../../src/infra/exchanges/replay-server/serve.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import { cli, emptyDir } from './support/cli.js';
import { BARS, playedLive as live, playedPaper, SMA, START } from './support/played-session.js';
import { playedExchange, type PlayedExchange } from '../live-feed/support.js';
import { tapeOf } from '../replay-exchange/support.js';
import { hasPackage } from '../support/optional-package.js';

const KEYS = { BINANCE_API_KEY: 'key', BINANCE_API_SECRET: 'a-secret' };
const exchangeOf = (env: Readonly<Record<string, string>> = KEYS): Promise<PlayedExchange> =>
  playedExchange([tapeOf(BARS)], START, [], env, {
    balances: { spot: { USDT: 10_000 }, usdm: { USDT: 10_000 } },
    keys: new Map([
      ['key', { canTrade: true, canWithdraw: false }],
      ['reader', { canTrade: false, canWithdraw: false }],
    ]),
    verify: (payload, signature) => isSignedBy('a-secret', payload, signature),
  });

const fillsOf = ({ service }: PlayedExchange): string[] =>
  service.exchange.futures.orders.trades.map(({ side, quantity, price }) => `${side} ${quantity} at ${price}`);

describe.skipIf(!hasPackage('ccxt'))('live, on a replay exchange', () => {
  it('decides as paper does on the same bars, and the exchange holds what it says', async () => {
    const exchange = await exchangeOf();
    const { result, events } = await live(exchange, 150);
    expect(events).toEqual([]);
    expect(result).toMatchObject({ end: { code: 'interrupted' }, moments: 150, blocked: null });
    expect(result.venue).toEqual({ market: 'usdm', mode: 'rehearsal', stop: 0.3 });
    expect(result.fills).toBeGreaterThan(4);
    const { account } = exchange.service.exchange.futures;
    expect(account.positions('BTCUSDT').reduce((sum, { amount }) => sum + amount, 0)).toBeCloseTo(
      result.positions.BTCUSDT!,
      9,
    );

    const paper = await exchangeOf();
    const same = await playedPaper(paper, 150);
    const wanted = (cwd: string, name: string): unknown[] =>
      readJournalFile(join(cwd, 'sessions', name, 'journal.log'))!.records.flatMap(({ kind, data }) =>
        kind === 'decision' ? [(data as { orders: unknown }).orders] : [],
      );
    expect(wanted(exchange.cwd, 'live')).toEqual(wanted(paper.cwd, 'paper'));
    // The exchange takes whole steps; the rest is the same.
    expect(result.equity / same.equity).toBeCloseTo(1, 3);
    expect(await sessionRow(exchange.cwd, 'live')).toMatchObject({ kind: 'live', moments: 150 });
  });

  it('goes on where it was, as often as it is ended', async () => {
    const whole = await exchangeOf();
    await live(whole, 120);
    const parts = await exchangeOf();
    for (const bars of [1, 30, 49, 40]) await live(parts, bars);
    expect(fillsOf(parts)).toEqual(fillsOf(whole));
  });

  it('trades the same where it follows its orders on the websocket of the exchange', async () => {
    const plain = await exchangeOf();
    await live(plain, 60);
    const exchange = await exchangeOf();
    let streams = 0;
    exchange.state.before = () => {
      const answer = exchange.service.control({ method: 'GET', path: '/replay/state', params: {}, body: '' });
      if (typeof answer === 'string') throw new Error(answer);
      streams = Math.max(streams, (answer.body as { readonly user_streams: number }).user_streams);
    };
    const { result, events } = await live(exchange, 60, { streams: true });
    expect(events).toEqual([]);
    expect(result).toMatchObject({ moments: 60, blocked: null });
    expect(streams).toBe(1);
    expect(fillsOf(exchange)).toEqual(fillsOf(plain));
    expect(fillsOf(exchange).length).toBeGreaterThan(2);
  });

  it('refuses at the start, with the remedy: no key, a key that may not trade, a margin account, other settings', async () => {
    await expect(live(await exchangeOf({}), 1)).rejects.toMatchObject({ code: 'live.keys', kind: 'input' });
    const reader = await exchangeOf({ ...KEYS, BINANCE_API_KEY: 'reader' });
    await expect(live(reader, 1)).rejects.toMatchObject({ code: 'live.key-may-not-trade', kind: 'input' });
    const exchange = await exchangeOf();
    const margin = await makeSpec({ ...SMA, execution: { instrument: 'margin' } }, exchange.cwd, exchange.runtime);
    await expect(live(exchange, 1, { spec: margin })).rejects.toMatchObject({ code: 'live.instrument' });
    const rich = await makeSpec(
      { ...SMA, execution: { instrument: 'perp', initialEquity: 20_000 } },
      exchange.cwd,
      exchange.runtime,
    );
    await expect(live(exchange, 1, { spec: rich, name: 'rich' })).rejects.toMatchObject({ code: 'live.capital' });
    // What was refused has not begun: the same name takes what the remedy says.
    await live(exchange, 1, { name: 'rich' });
    await live(exchange, 1);
    await expect(live(exchange, 1, { stop: 0.2 })).rejects.toMatchObject({ code: 'session.changed' });
    expect(fillsOf(exchange)).toEqual([]);
  });

  it('a halt sends no order, and leaves the position its stop', async () => {
    const exchange = await exchangeOf();
    const wishes = { ...SMA, strategy: 'buy-and-hold', params: {} };
    const spec = await makeSpec(wishes, exchange.cwd, exchange.runtime);
    await live(exchange, 5, { spec });
    await halt(join(exchange.cwd, 'sessions', 'live'), 'test');
    const [fills, stops] = [fillsOf(exchange), exchange.service.exchange.algos.open('BTCUSDT').length];
    expect([fills.length, stops]).toEqual([1, 1]);
    const { result } = await live(exchange, 10, { spec });
    expect(result.moments).toBe(15);
    expect(fillsOf(exchange)).toEqual(fills);
    expect(exchange.service.exchange.algos.open('BTCUSDT')).toHaveLength(1);
  });
});

describe('real money', () => {
  it.each([['--live'], ['--i-understand']])('takes two words, not one: %s', async (word) => {
    const { code, stderr } = await cli(['live', '--symbol', 'BTC/USDT', word], { cwd: emptyDir() });
    expect(code).toBe(2);
    expect(stderr).toContain('Real money takes both --live and --i-understand');
  });

  it('needs a symbol, and a key', async () => {
    const bare = await cli(['live'], { cwd: emptyDir() });
    expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining('needs a --symbol')]);
    const keyless = await cli(['live', '--symbol', 'BTC/USDT', '--strategy', 'sma-cross'], { cwd: emptyDir() });
    expect([keyless.code, keyless.stderr]).toEqual([2, expect.stringContaining('BINANCE_API_KEY')]);
  });
});
