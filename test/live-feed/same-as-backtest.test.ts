import { describe, expect, it } from 'vitest';
import { runSpec } from '../../src/app/backtest/run-backtest.js';
import { demoMarket, writeDemoFiles } from '../../src/app/data/write-demo.js';
import { runPaper } from '../../src/app/live/paper.js';
import { HOUR } from '../../src/core/time.js';
import { normaliseFunding } from '../../src/engine/funding.js';
import { tapeOf } from '../replay-exchange/support.js';
import { playedExchange } from './support.js';
import { happened, requestOf, traded, type Wishes } from './trades.js';

const HOURS = 14 * 24;

/** The demo market on the exchange, and as files. */
async function demoOf(symbols: readonly string[], hours: number, env = {}) {
  const markets = symbols.map((symbol) => demoMarket(symbol, hours));
  const tape = markets.map(({ bars, funding }) => tapeOf(bars, { funding: normaliseFunding(bars.symbol, funding) }));
  const exchange = await playedExchange(tape, markets[0]!.bars.openTime[0]!, [], env);
  const files = await writeDemoFiles({ folder: exchange.cwd, symbols, days: hours / 24 });
  const named = (kind: string): string[] => files.filter((each) => each.kind === kind).map(({ file }) => file);
  return { exchange, bars: markets.map(({ bars }) => bars), data: named('bars'), funding: named('funding') };
}

const SMA: Wishes = { strategy: 'sma-cross', params: { fast: 5, slow: 20 }, execution: { instrument: 'perp' } };
const THREE: Wishes = {
  ...SMA,
  params: { fast: 5, slow: 20, size: 0.4 },
  execution: {
    instrument: 'perp',
    limits: { maxExposure: 0.9, maxNetExposure: 0.5, maxGroupExposure: 0.6, groupBars: 60, maxChangePerDecision: 0.2 },
  },
};
const REGIME: Wishes = { strategy: 'llm-regime', execution: { instrument: 'perp' } };
const BASELINE = { LLM_MODEL: 'baseline' };

describe('a session on the bars of an exchange', () => {
  it.each<[string, Wishes]>([
    ['sma-cross', SMA],
    ['llm-regime', REGIME],
    ['three symbols with limits on the sum', THREE],
  ])('decides, fills, pays and stands as a backtest of the same bars, to the last bit: %s', async (_what, wishes) => {
    const symbols = wishes === THREE ? ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'] : ['BTCUSDT'];
    const { exchange, bars, data, funding } = await demoOf(symbols, HOURS, BASELINE);
    // Ended and begun again in between, without missing a bar.
    for (const until of [70, 71]) await traded(exchange, bars, wishes, until);
    const live = await traded(exchange, bars, wishes);
    const request = await requestOf(exchange, wishes, data, funding);
    const signal = new AbortController().signal;
    const played = await runPaper({ ...request, name: 'stored', prices: null, speed: null, signal }, exchange.runtime);
    expect(live.moments).toBe(HOURS);
    expect(live.fills).toBeGreaterThan(4);
    const [ours, theirs] = [happened(exchange.cwd, 'live'), happened(exchange.cwd, 'stored')];
    expect(ours.faults).toEqual([]);
    expect(ours.decisions).toEqual(theirs.decisions);
    expect(ours.opinions).toEqual(theirs.opinions);
    expect(ours.booked).toEqual(theirs.booked);
    expect({ ...live, session: '', folder: '', end: null }).toEqual({ ...played, session: '', folder: '', end: null });
    const { result } = await runSpec(request.spec, { cwd: exchange.cwd }, exchange.runtime);
    expect([...result.equity]).toEqual(ours.booked.map(({ equity }) => equity));
    expect(ours.opinions.length > 0).toBe(wishes === REGIME);
    expect(ours.booked.flatMap(({ funding: paid }) => paid).length).toBeGreaterThan(1);
  });

  it('shows its indicators the bars before its start, and trades from the bar on that was open then', async () => {
    const { bars } = demoMarket('BTCUSDT', 120);
    const exchange = await playedExchange([tapeOf(bars)], bars.openTime[100]!);
    const live = await traded(exchange, [bars], SMA);
    expect(live.moments).toBe(20);
    const { warmUp, booked } = happened(exchange.cwd, 'live');
    const { openTime } = bars;
    expect(warmUp).toEqual(Array.from({ length: 100 }, (_, k) => ({ symbol: 'BTCUSDT', ...bars.row(k) })));
    expect(booked.map(({ time }) => time)).toEqual([...openTime.subarray(100)]);
  });

  it.each<[string, Wishes]>([
    ['sma-cross', SMA],
    ['llm-regime', REGIME],
  ])(
    'that was away takes every bar it missed, fills nothing in the past and enters on no old bar: %s',
    async (_, wishes) => {
      const { bars } = demoMarket('BTCUSDT', 150);
      const exchange = await playedExchange([tapeOf(bars)], bars.openTime[0]!, [], BASELINE);
      await traded(exchange, [bars], wishes, 60);
      const away = bars.openTime[130]! + 600_000;
      exchange.service.advance(away);
      await traded(exchange, [bars], wishes);
      const { booked, decisions, opinions, faults } = happened(exchange.cwd, 'live');
      expect(booked.map(({ time }) => time)).toEqual([...bars.openTime]);
      expect(faults).toEqual([]);
      const missed = (time: number): boolean => time > bars.openTime[60]! && time + 3 * HOUR < away;
      const old = decisions.filter(({ time }) => missed(time));
      expect(old.length).toBeGreaterThan(60);
      for (const { available_at: from } of old) expect(from).toBeGreaterThanOrEqual(away);
      const refused = old.flatMap(({ orders }) => orders.flatMap((order) => order.refused?.code ?? []));
      if (wishes === SMA) expect(refused.length).toBeGreaterThan(1);
      expect(new Set(refused).size <= 1 && refused.every((code) => code === 'stale_data')).toBe(true);
      const fillsMeanwhile = booked
        .filter(({ time }) => time > bars.openTime[61]! && time + HOUR < away)
        .flatMap(({ fills }) => fills);
      expect(fillsMeanwhile).toEqual([]);
      if (wishes !== REGIME) return;
      const asked = opinions.map(({ decidedAt }) => decidedAt);
      expect(asked.some((time) => missed(time - HOUR))).toBe(false);
      // What was owed is asked as soon as a bar comes in time.
      const first = decisions.find(({ time }) => time > bars.openTime[60]! && away - (time + HOUR) <= 2 * HOUR)!;
      expect(asked).toContain(first.time + HOUR);
    },
  );

  it('is refused where it is begun again with another exchange, and leaves it as it was', async () => {
    const { bars } = demoMarket('BTCUSDT', 40);
    const exchange = await playedExchange([tapeOf(bars)], bars.openTime[0]!);
    await traded(exchange, [bars], SMA, 5);
    const request = await requestOf(exchange, SMA, ['BTCUSDT:1h']);
    const prices = { kind: 'exchange', exchange: 'binanceusdm', symbols: ['BTCUSDT'], interval: '1h' } as const;
    const again = runPaper(
      {
        ...request,
        name: 'live',
        speed: 1,
        prices: { ...prices, symbols: [...prices.symbols] },
        signal: new AbortController().signal,
      },
      exchange.runtime,
    );
    await expect(again).rejects.toThrow('was begun with other settings (feed)');
  });
});
