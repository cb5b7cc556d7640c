import { describe, expect, it } from 'vitest';
import type { BarSeries } from '../../src/core/bars.js';
import { HOUR, MINUTE, SECOND } from '../../src/core/time.js';
import { demoMarket } from '../../src/app/data/write-demo.js';
import { tapeOf } from '../replay-exchange/support.js';
import { feedOf, playedExchange, take } from './support.js';

const { bars: BTC } = demoMarket('BTCUSDT', 120);
const { bars: ETH } = demoMarket('ETHUSDT', 120);
const START = 48;
const at = (row: number): number => BTC.openTime[row]!;
const begun = (faults: Parameters<typeof playedExchange>[2] = [], bars: BarSeries = BTC) =>
  playedExchange([tapeOf(bars)], at(START), faults);
const rowsOf = (bars: BarSeries, from: number, to: number) =>
  Array.from({ length: to - from }, (_, k) => ({ symbol: bars.symbol, ...bars.row(from + k) }));
const never = new AbortController().signal;

describe('bars of an exchange', () => {
  it('come once each, in order, as they close, after the history that was asked for', async () => {
    const exchange = await begun();
    const { feed, faults } = await feedOf(exchange, ['BTCUSDT']);
    expect(await feed.begin(40, never)).toEqual(rowsOf(BTC, START - 40, START));
    for (let row = START; row < START + 20; row++) {
      const { time, bars } = await feed.next(row === START ? -Infinity : at(row - 1), never);
      expect([time, bars]).toEqual([at(row), rowsOf(BTC, row, row + 1)]);
      const age = feed.now() - (at(row) + HOUR);
      expect(age).toBeGreaterThanOrEqual(2 * SECOND);
      expect(age).toBeLessThan(5 * SECOND);
    }
    expect(faults).toEqual([]);
  });

  it('are fetched for the time in which nobody asked, with their own times', async () => {
    const exchange = await begun();
    const first = await feedOf(exchange, ['BTCUSDT']);
    await first.feed.begin(0, never);
    await take(first.feed, 3);
    exchange.service.advance(at(START + 30) + 10 * MINUTE);
    const seen = rowsOf(BTC, START, START + 3);
    const again = await feedOf(exchange, ['BTCUSDT']);
    await again.feed.begin(10, never);
    again.feed.remember(seen);
    const asked = exchange.asked();
    expect(await take(again.feed, 27, at(START + 2))).toEqual(rowsOf(BTC, START + 3, START + 30));
    // The time, a page of bars, a page of funding, and the funding of the last bar, which may not have been told then.
    expect(exchange.asked() - asked).toBe(4);
    expect(await take(again.feed, 1, at(START + 29))).toEqual(rowsOf(BTC, START + 30, START + 31));
    expect(again.faults).toEqual([]);
  });

  it('are never given before they have ended, though the exchange shows them', async () => {
    const exchange = await begun();
    let unfinished = 0;
    exchange.state.tamper = (rows, now) => {
      const last = Number(rows.at(-1)?.[0]);
      if (last + HOUR > now) unfinished++;
      return rows;
    };
    const { feed } = await feedOf(exchange, ['BTCUSDT'], { settleMs: -20 * MINUTE });
    await feed.begin(0, never);
    expect(await take(feed, 5)).toEqual(rowsOf(BTC, START, START + 5));
    expect(unfinished).toBeGreaterThan(5);
  });

  it('wait for one that the exchange shows late, and go on', async () => {
    const exchange = await begun();
    const late = at(START + 1);
    exchange.state.tamper = (rows, now) =>
      rows.filter(([open]) => Number(open) < late || now >= late + HOUR + 40 * SECOND);
    const { feed, faults } = await feedOf(exchange, ['BTCUSDT']);
    await feed.begin(0, never);
    expect(await take(feed, 2)).toEqual(rowsOf(BTC, START, START + 2));
    const waited = feed.now() - (late + HOUR);
    expect(waited).toBeGreaterThanOrEqual(40 * SECOND);
    expect(waited).toBeLessThan(3 * MINUTE);
    expect(faults).toEqual([]);
  });

  it('may be missing: the session goes on without, and is told how many', async () => {
    const exchange = await begun();
    const [from, to] = [at(START + 2), at(START + 5)];
    exchange.state.tamper = (rows) => rows.filter(([open]) => Number(open) < from || Number(open) >= to);
    const { feed, faults } = await feedOf(exchange, ['BTCUSDT']);
    await feed.begin(0, never);
    expect(await take(feed, 3)).toEqual([...rowsOf(BTC, START, START + 2), ...rowsOf(BTC, START + 5, START + 6)]);
    expect(faults.at(-1)).toMatchObject({ code: 'bar_missing', time: from });
    expect(faults.at(-1)!.reason).toContain('3 bars of BTCUSDT');
    // Then they are there after all: too late.
    exchange.state.tamper = (rows) => rows;
    expect(await take(feed, 1, at(START + 5))).toEqual(rowsOf(BTC, START + 6, START + 7));
    const late = faults.filter(({ code }) => code === 'bar_too_late').map(({ time }) => time);
    expect(late).toEqual([at(START + 3), at(START + 4)]);
  });

  it('may come twice, half-built or as they were, and out of order', async () => {
    const exchange = await begun();
    exchange.state.tamper = (rows) => {
      const halves = rows.map((row) => [...row.slice(0, 4), row[1]!, '0.001', ...row.slice(6)]);
      return [...halves, ...rows, ...rows].reverse();
    };
    const { feed, faults } = await feedOf(exchange, ['BTCUSDT']);
    await feed.begin(0, never);
    expect(await take(feed, 6)).toEqual(rowsOf(BTC, START, START + 6));
    expect(faults).toEqual([]);
  });

  it('stay as they were given where the exchange changes them afterwards, which is told once', async () => {
    const exchange = await begun();
    const changed = at(START + 1);
    exchange.state.tamper = (rows, now) =>
      now < changed + 2 * HOUR
        ? rows
        : rows.map((row) => (row[0] === changed ? [...row.slice(0, 4), '12345.5', ...row.slice(5)] : row));
    const { feed, faults } = await feedOf(exchange, ['BTCUSDT']);
    await feed.begin(0, never);
    expect(await take(feed, 6)).toEqual(rowsOf(BTC, START, START + 6));
    expect(faults.map(({ code, time }) => [code, time])).toEqual([['bar_changed', changed]]);
    expect(faults[0]!.reason).toContain(`close ${BTC.close[START + 1]} is 12345.5 now`);
  });

  it.each([
    ['a price of zero', 3, '0'],
    ['a high below the low', 2, '1'],
    ['a close a hundred times off', 4, String(BTC.close[START + 2]! * 100)],
    ['no number', 4, 'NaN'],
  ])('that cannot be one are left out: %s', async (_what, column, value) => {
    const exchange = await begun();
    const broken = at(START + 2);
    exchange.state.tamper = (rows) =>
      rows.map((row) =>
        row[0] === broken ? row.map((cell, k) => (k === column || (column === 4 && k === 2) ? value : cell)) : row,
      );
    const { feed, faults } = await feedOf(exchange, ['BTCUSDT']);
    await feed.begin(0, never);
    expect(await take(feed, 3)).toEqual([...rowsOf(BTC, START, START + 2), ...rowsOf(BTC, START + 3, START + 4)]);
    expect(faults.map(({ code, time }) => [code, time])).toEqual([
      ['bar_unsound', broken],
      ['bar_missing', broken],
    ]);
  });

  it('of several symbols make up one moment; one without its bar holds the others up for a little while only', async () => {
    const exchange = await playedExchange([tapeOf(BTC), tapeOf(ETH)], at(START));
    const { feed, faults } = await feedOf(exchange, ['BTCUSDT', 'ETHUSDT']);
    await feed.begin(2, never);
    expect(await take(feed, 2)).toEqual([...rowsOf(BTC, START, START + 1), ...rowsOf(ETH, START, START + 1)]);
    const gone = at(START + 1);
    const price = ETH.close[START + 1]!;
    exchange.state.tamper = (rows) =>
      Math.abs(Number(rows[0]![4]) / price - 1) < 0.5 ? rows.filter(([open]) => open !== gone) : rows;
    const { bars } = await feed.next(at(START), never);
    expect(bars).toEqual(rowsOf(BTC, START + 1, START + 2));
    expect(feed.now() - (gone + HOUR)).toBeLessThan(2 * MINUTE);
    expect(faults.map(({ code, time }) => [code, time])).toEqual([['bar_missing', gone]]);
    expect(faults[0]!.reason).toContain('ETHUSDT');
    expect(await take(feed, 2, gone)).toEqual([
      ...rowsOf(BTC, START + 2, START + 3),
      ...rowsOf(ETH, START + 2, START + 3),
    ]);
  });
});

describe('an exchange', () => {
  it.each([
    ['cuts connections', { do: 'drop' }],
    ['answers with a page of HTML', { do: 'status', status: 502, body: '<html>bad gateway</html>' }],
    ['answers with something else', { do: 'status', status: 300, body: '[]' }],
    ['refuses by its own words', { do: 'refuse', code: -1000, msg: 'An unknown error occurred', status: 500 }],
  ])('that %s is asked again, with one word about it, and no bar is lost', async (_what, fault) => {
    const exchange = await begun();
    const { feed, faults } = await feedOf(exchange, ['BTCUSDT']);
    await feed.begin(0, never);
    await take(feed, 1);
    const times = 12;
    await fetch(`${exchange.url}/replay/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ on: { path: '/fapi/v1/klines' }, times, ...fault }]),
    });
    expect(await take(feed, 3, at(START))).toEqual(rowsOf(BTC, START + 1, START + 4));
    expect(faults.map(({ code }) => code)).toEqual(['feed_down', 'feed_back']);
    expect(faults[0]!.reason).toMatch(/klines|binance/);
  });

  it.each([429, 418])('that bans is not asked while the ban lasts: %i', async (status) => {
    const exchange = await begun();
    const { feed, faults } = await feedOf(exchange, ['BTCUSDT']);
    await feed.begin(0, never);
    await take(feed, 1);
    const retry = {
      on: {},
      do: 'status',
      status,
      body: '{"code":-1003,"msg":"Too many requests"}',
      retry_after: 30,
    };
    await fetch(`${exchange.url}/replay/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([retry]),
    });
    const asked = exchange.asked();
    expect(await take(feed, 1, at(START))).toEqual(rowsOf(BTC, START + 1, START + 2));
    // The one that was refused, then the time, the bars and their funding.
    expect(exchange.asked() - asked).toBe(4);
    expect(faults.map(({ code }) => code)).toEqual(['feed_down', 'feed_back']);
  });

  it('that answers, but has stopped, is told of once for each bar that is waited for', async () => {
    const exchange = await begun();
    const stops = at(START + 2);
    const goesOn = stops + 5 * HOUR;
    exchange.state.tamper = (rows, now) => rows.filter(([open]) => now >= goesOn || Number(open) < stops);
    const { feed, faults } = await feedOf(exchange, ['BTCUSDT']);
    await feed.begin(0, never);
    expect(await take(feed, 3)).toEqual(rowsOf(BTC, START, START + 3));
    expect(faults.map(({ code, time }) => [code, time])).toEqual([['feed_stale', stops]]);
    expect(feed.now()).toBeGreaterThanOrEqual(goesOn);
  });

  it('whose clock runs ahead does not make bars end early', async () => {
    const exchange = await begun([{ at: at(START + 2) - 30 * SECOND, do: 'drift', ms: 20 * SECOND }]);
    const { feed, faults } = await feedOf(exchange, ['BTCUSDT']);
    await feed.begin(0, never);
    expect(await take(feed, 6)).toEqual(rowsOf(BTC, START, START + 6));
    expect(faults.map(({ code }) => code)).toEqual(['clock_drift']);
    expect(faults[0]!.reason).toContain('20.0 s');
  });

  it.each([-1, 1])(
    'is believed where this machine’s clock is set by %d h, for later bars show that one has ended',
    async (hours) => {
      const exchange = await begun();
      const { feed, faults } = await feedOf(exchange, ['BTCUSDT']);
      await feed.begin(0, never);
      await take(feed, 1);
      exchange.state.localOff = hours * HOUR;
      expect(await take(feed, 4, at(START))).toEqual(rowsOf(BTC, START + 1, START + 5));
      expect(exchange.service.exchange.now() - (at(START + 4) + HOUR)).toBeLessThan(5 * MINUTE);
      expect(faults.map(({ code }) => code)).toEqual(['clock_drift']);
    },
  );
});

it('waits no longer once it is told to end', async () => {
  const exchange = await begun();
  const { feed } = await feedOf(exchange, ['BTCUSDT'], {
    clock: {
      ...exchange.clock,
      sleep: (_ms, signal) =>
        new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason as Error))),
    },
  });
  await feed.begin(0, never);
  const end = new AbortController();
  const next = feed.next(-Infinity, end.signal);
  end.abort(new Error('told to end'));
  await expect(next).rejects.toThrow('told to end');
});
