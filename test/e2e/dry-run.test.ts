import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BacktestWishes } from '../../src/app/backtest/make-spec.js';
import type { LiveSessionRequest } from '../../src/app/live/live.js';
import type { JournalRecord } from '../../src/core/ports/journal.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import { cli, emptyDir, filesUnder } from './support/cli.js';
import { BARS, playedLive, playedPaper, PRICES, SMA, START } from './support/played-session.js';
import { playedExchange, type PlayedExchange } from '../live-feed/support.js';
import { barsOf, HOUR, tapeOf, type Ohlcv } from '../replay-exchange/support.js';
import { hasPackage } from '../support/optional-package.js';

const HOLD: BacktestWishes = { ...SMA, strategy: 'buy-and-hold', params: {} };
/** An exchange that was told of no key: whatever is signed is refused. */
async function exchangeOf(env: Readonly<Record<string, string>> = {}, tape = tapeOf(BARS), start = START) {
  const exchange = await playedExchange([tape], start, [], env);
  const asked = new Set<string>();
  exchange.state.before = (path) => asked.add(path);
  return { ...exchange, paths: asked };
}

const dry = (exchange: PlayedExchange, bars: number, wishes = SMA, more: Partial<LiveSessionRequest> = {}) =>
  playedLive(exchange, bars, { name: 'dry', isDryRun: true, ...more }, wishes);

const recordsOf = ({ cwd }: PlayedExchange, name = 'dry'): readonly JournalRecord[] =>
  readJournalFile(join(cwd, 'sessions', name, 'journal.log'))!.records;
/** Everything that is decided, filled and booked. */
const traceOf = (exchange: PlayedExchange): unknown[] =>
  recordsOf(exchange).flatMap(({ kind, data }) =>
    ['decision', 'booked', 'order_fill', 'stop_level', 'cash_flow'].includes(kind) ? [[kind, data]] : [],
  );
/** The same but for the tag of the session in its ids, which is of the moment that it was begun at. */
const plain = (trace: unknown[]): string => JSON.stringify(trace).replaceAll(/llmt-[a-z0-9]+-/g, 'llmt-');

describe.skipIf(!hasPackage('ccxt'))('a dry run', () => {
  it('decides as paper does, goes the way of a live session, and asks for nothing that takes a key', async () => {
    const exchange = await exchangeOf({ BINANCE_API_KEY: 'a-key', BINANCE_API_SECRET: 'a-secret' });
    const { result, events } = await dry(exchange, 150);
    expect(events).toEqual([]);
    expect(result).toMatchObject({ end: { code: 'interrupted' }, moments: 150, blocked: null });
    expect(result.venue).toEqual({ market: 'usdm', mode: 'dry-run', stop: 0.3 });
    expect(result.fills).toBeGreaterThan(4);
    expect([...exchange.paths].sort()).toEqual([
      '/api/v3/exchangeInfo',
      '/fapi/v1/exchangeInfo',
      '/fapi/v1/fundingRate',
      '/fapi/v1/klines',
      '/fapi/v1/ticker/price',
      '/fapi/v1/time',
    ]);
    expect(exchange.service.exchange.futures.orders.trades).toEqual([]);
    const kinds = new Set(recordsOf(exchange).map(({ kind }) => kind));
    for (const kind of ['order_target', 'order_intent', 'order_reply', 'order_fill', 'order_done', 'stop_level'])
      expect(kinds).toContain(kind);

    const paper = await exchangeOf();
    const same = await playedPaper(paper, 150);
    const wanted = (of: PlayedExchange, name: string): unknown[] =>
      recordsOf(of, name).flatMap(({ kind, data }) =>
        kind === 'decision' ? [(data as { orders: unknown }).orders] : [],
      );
    expect(wanted(exchange, 'dry')).toEqual(wanted(paper, 'paper'));
    // It takes whole steps; the rest is the same.
    expect(result.equity / same.equity).toBeCloseTo(1, 3);
  });

  it('goes on where it was, as often as it is ended', async () => {
    const whole = await exchangeOf();
    await dry(whole, 120);
    const parts = await exchangeOf();
    for (const bars of [1, 30, 49, 40]) await dry(parts, bars);
    expect(plain(traceOf(parts))).toBe(plain(traceOf(whole)));
  });

  it('pays the funding of what it holds', async () => {
    const time = Float64Array.from({ length: 30 }, (_, k) => BARS.openTime[0]! + k * 8 * HOUR);
    const funding = { time, rate: time.map(() => 0.001), mark: time.map(() => NaN) };
    const exchange = await exchangeOf({}, tapeOf(BARS, { funding }));
    const { events } = await dry(exchange, 20, HOLD);
    expect(events).toEqual([]);
    const flows = recordsOf(exchange).filter(({ kind }) => kind === 'cash_flow');
    expect(flows.length).toBeGreaterThan(1);
    expect(flows[0]!.data).toMatchObject({ kind: 'funding', symbol: 'BTCUSDT', asset: 'USDT' });
    expect((flows[0]!.data as { amount: number }).amount).toBeLessThan(0);
    expect(recordsOf(exchange).filter(({ kind }) => kind === 'fault')).toEqual([]);
  });

  it('has its stop while no process is there: what price touched then was sold then', async () => {
    // It is bought at 100, with a stop at 90; an hour that nobody sees falls to 85, and it rises again.
    const rows: Ohlcv[] = Array.from({ length: 80 }, (_, k): Ohlcv =>
      k === 66 ? [100, 101, 85, 99] : [100, 101, 99, 100],
    );
    const tape = tapeOf(barsOf(rows));
    const exchange = await exchangeOf({}, tape, tape.bars.openTime[62]);
    const settings = { stop: 0.1 };
    await dry(exchange, 2, HOLD, settings);
    expect((await show(exchange)).stdout).toMatch(/holds 20 BTCUSDT \(stop at 90\.0+\)/);
    exchange.service.advance(tape.bars.openTime[69]! + 1_000);
    const { result } = await dry(exchange, 2, HOLD, settings);
    const fills = recordsOf(exchange).flatMap(({ kind, data }) => (kind === 'order_fill' ? [data] : []));
    expect(fills).toMatchObject([
      { reason: 'order', side: 'buy', quantity: 20, price: 100 },
      { reason: 'stop', side: 'sell', quantity: 20, price: 90, time: tape.bars.openTime[66] },
    ]);
    expect(result.positions).toEqual({ BTCUSDT: 0 });
    expect(result.blocked).toBeNull();
  });

  it('is told apart wherever sessions are shown, and is no other session', async () => {
    const exchange = await exchangeOf();
    await dry(exchange, 2, HOLD);
    const env = { USER_DATA_DIR: exchange.cwd };
    expect((await show(exchange)).stdout).toContain('dry (dry run, ended)');
    expect((await cli(['sessions', 'list'], { env })).stdout).toContain('dry (dry run, ended)');
    expect((await cli(['status', 'dry', '--once'], { env })).stdout).toContain('dry (dry run, buy-and-hold, ended)');
    expect((await cli(['explain', 'dry'], { env })).stdout).toMatch(/^Session dry \(dry run\) against the backtest/);
    await playedPaper(exchange, 2);
    const beside = await cli(['sessions', 'compare', 'dry', 'paper'], { env });
    expect(beside.stdout).toMatch(/│ dry +│ dry run +│ buy-and-hold/);
    expect(beside.stdout).toMatch(/│ paper +│ paper +│ sma-cross/);
    const { stdout } = await cli(['sessions', 'show', 'dry', '--json'], { env });
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'live', venue: { mode: 'dry-run' } });
    // Begun on paper, it does not become one that sends orders.
    const keys = { BINANCE_API_KEY: 'a-key', BINANCE_API_SECRET: 'a-secret' };
    const { runtime } = await exchangeOf(keys);
    await expect(
      dry({ ...exchange, runtime: { ...runtime, config: { ...runtime.config, userDataDir: exchange.cwd } } }, 1, HOLD, {
        isDryRun: false,
      }),
    ).rejects.toMatchObject({ code: 'session.changed' });
  });

  it('symbols of several quote assets are refused', async () => {
    const flat = Array.from({ length: 80 }, (): Ohlcv => [100, 101, 99, 100]);
    const tape = [tapeOf(barsOf(flat)), tapeOf(barsOf(flat, 'ETHUSDC'), { quote: 'USDC' })];
    const exchange = await playedExchange(tape, tape[0]!.bars.openTime[70]!);
    const wishes = { ...SMA, data: ['BTCUSDT:1h', 'ETHUSDC:1h'] };
    const prices = { ...PRICES, symbols: ['BTCUSDT', 'ETHUSDC'] };
    await expect(dry(exchange, 1, wishes, { prices })).rejects.toMatchObject({
      kind: 'input',
      code: 'paper-broker.quotes',
    });
    expect(filesUnder(exchange.cwd).filter((path) => path.includes('dry'))).toEqual([]);
  });
});

const show = ({ cwd }: PlayedExchange) => cli(['sessions', 'show', 'dry'], { env: { USER_DATA_DIR: cwd } });

describe('a dry run, by its command', () => {
  it.each([['--live'], ['--i-understand'], ['--adopt']])('is refused together with %s, and says so', async (word) => {
    const cwd = emptyDir();
    const { code, stderr } = await cli(['live', '--symbol', 'BTC/USDT', '--dry-run', word], { cwd });
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining(`option '--dry-run' cannot be used with option '${word}'`),
    ]);
    expect(filesUnder(cwd)).toEqual([]);
  });

  it('needs no key, and an exchange', async () => {
    const env = { EXCHANGE_BASE_URL: 'http://127.0.0.1:9' };
    const argv = ['live', '--symbol', 'BTC/USDT', '--strategy', 'sma-cross', '--dry-run'];
    const { code, stderr } = await cli(argv, { cwd: emptyDir(), env });
    expect([code, stderr.replaceAll(/\s+/g, ' ')]).toEqual([3, expect.stringContaining('cannot be reached')]);
  });
});
