import { describe, expect, it } from 'vitest';
import { assessmentOf, NO_SCORES } from '../engine/fixtures/opinions.js';
import { backtest, type BacktestOptions } from '../engine/backtester.js';
import { randomBars } from '../engine/fixtures/random-market.js';
import { bars, flatBars, Scripted, START, type Ohlc } from '../engine/fixtures/scripted.js';
import type { Strategy } from './base.js';
import { type Order, type RegimeView } from './base.js';
import { createStrategy, findStrategy, parseParamPair, RegimeScaled, STRATEGIES } from './index.js';
import { HOUR } from '../core/time.js';

const free = { makerFee: 0, takerFee: 0, slippage: { bps: 0 }, initialEquity: 1_000 };
const at = (price: number): Ohlc => [price, price, price, price];
const run = (
  name: string,
  params: Record<string, unknown>,
  rows: readonly Ohlc[],
  options: Partial<BacktestOptions> = {},
) => backtest({ data: [{ bars: bars(rows) }], strategy: createStrategy(name, params), ...free, ...options });
const positions = (result: ReturnType<typeof run>) =>
  [...result.fills].map(({ bar, position }) => [bar, Number(position.toFixed(6))]);

function regime(bar: number, probBull: number | null, more: Partial<RegimeView> = {}): RegimeView {
  const decidedAt = START + (bar + 1) * HOUR;
  return {
    decidedAt,
    availableAt: decidedAt,
    onFailure: 'hold',
    // The label contradicts on purpose: it is never used to trade.
    assessment:
      probBull === null
        ? null
        : assessmentOf(probBull, {
            horizon_hours: 4,
            regime_label: 'neutral',
            confidence_level: 'high',
            scores: NO_SCORES,
          }),
    ...more,
  };
}

describe('buy-and-hold', () => {
  it('buys once', () => {
    expect(positions(run('buy-and-hold', {}, [at(100), at(100), at(50), at(200)]))).toEqual([[1, 10]]);
  });
});

describe('sma-cross', () => {
  const rows = [10, 10, 10, 12, 14, 12, 8, 6, 6].map(at);
  it('is long while the fast average is above the slow one', () => {
    // Averages of 1 and 3 bars: above at closes 12 and 14, below from the second 12 on (38/3 = 12.67).
    const result = run('sma-cross', { fast: 1, slow: 3 }, rows);
    expect([...result.fills].map(({ bar, reason }) => [bar, reason])).toEqual([
      [4, 'order'],
      [6, 'order'],
    ]);
    expect(positions(result).at(-1)).toEqual([6, 0]);
  });
  it('is short below where that is allowed', () => {
    const result = run('sma-cross', { fast: 1, slow: 3, allow_short: true, size: 0.5 }, rows);
    expect(positions(result).map(([bar, position]) => [bar, Math.sign(position!)])).toEqual([
      [3, -1],
      [4, 1],
      [6, -1],
    ]);
  });
});

describe('rsi-mean-reversion', () => {
  it('buys the fall and leaves when it is back', () => {
    const rows = [100, 99, 98, 97, 96, 97, 99, 102, 104].map(at);
    const result = run('rsi-mean-reversion', { period: 2 }, rows);
    expect(positions(result).map(([bar, position]) => [bar, Math.sign(position!)])).toEqual([
      [3, 1],
      [7, 0],
    ]);
  });
  it('shorts the rise where that is allowed', () => {
    const rows = [100, 101, 102, 103, 104, 103, 101, 98].map(at);
    expect(positions(run('rsi-mean-reversion', { period: 2, allow_short: true }, rows))[0]).toMatchObject([
      3,
      expect.closeTo(-1_000 / 103, 5),
    ]);
    const longOnly = positions(run('rsi-mean-reversion', { period: 2 }, rows));
    expect(longOnly.filter(([, position]) => position! < 0)).toEqual([]);
  });
});

describe('donchian-breakout', () => {
  const calm = flatBars(24);
  it('enters above the channel of earlier bars and leaves below the shorter one', () => {
    const rows: Ohlc[] = [...calm, [100, 103, 100, 102], at(103), at(104), at(99), at(99)];
    const result = run('donchian-breakout', { entry: 20, exit: 3, atr_stop: 0 }, rows);
    expect(positions(result).map(([bar, position]) => [bar, Math.sign(position!)])).toEqual([
      [25, 1],
      [28, 0],
    ]);
  });
  it('protects the entry with a stop of so many true ranges', () => {
    const rows: Ohlc[] = [...calm, [100, 110, 100, 110], at(110), [110, 110, 80, 90]];
    const result = run('donchian-breakout', { entry: 20, exit: 10, atr_stop: 2 }, rows);
    // One true range of 10 in 20 bars of Wilder's average: 0.5; the stop lies at 110 − 1.
    expect([...result.fills].at(-1)).toMatchObject({ reason: 'stop', price: expect.closeTo(109, 9) });
  });
  it('follows breakouts downwards where shorts are allowed', () => {
    const rows: Ohlc[] = [...calm, [100, 100, 97, 98], at(97), at(96)];
    expect(positions(run('donchian-breakout', { allow_short: true, atr_stop: 0 }, rows))[0]).toEqual([
      25,
      Number((-1_000 / 97).toFixed(6)),
    ]);
  });
});

describe('volatility-target', () => {
  it('holds target over measured volatility, in steps', () => {
    const rows = Array.from({ length: 40 }, (_, i) => at(i % 2 === 0 ? 100 : 101));
    const perBar = Math.log(1.01);
    const annual = perBar * Math.sqrt(365 * 24);
    const result = run('volatility-target', { target: annual * 0.57, period: 10 }, rows);
    // Returns ±ln 1.01 with mean 0: size 0.57, in steps of 0.1.
    expect(result.fills.row(0).bar).toBe(11);
    expect((result.fills.row(0).position * result.fills.row(0).price) / 1_000).toBeCloseTo(0.5, 9);
    expect(result.fills.length).toBe(1);
  });
  it('gives no order where price stands still', () => {
    expect(run('volatility-target', { period: 5 }, flatBars(20)).fills.length).toBe(0);
  });
});

describe('llm-regime', () => {
  const rows = flatBars(20);
  const trade = (points: RegimeView[], params: Record<string, unknown> = {}, options: Partial<BacktestOptions> = {}) =>
    positions(run('llm-regime', { horizon_bars: 4, ...params }, rows, { regime: { points }, leverage: 2, ...options }));

  it('direction from the lean outside the dead zone, size base · k', () => {
    // D = 0.6: d = (0.6 − 0.1) / 0.9; k = 1 + d.
    const k = 1 + 0.5 / 0.9;
    expect(trade([regime(2, 0.8)])).toEqual([[3, Number((10 * 0.5 * k).toFixed(6))]]);
    expect(trade([regime(2, 0.2)])).toEqual([[3, Number((-10 * 0.5 * k).toFixed(6))]]);
  });
  it('flat inside the dead zone, below the edge, and short only where allowed', () => {
    expect(trade([regime(2, 0.8), regime(6, 0.54)]).at(-1)).toEqual([7, 0]);
    expect(trade([regime(2, 0.8), regime(6, 0.6)], { min_edge: 0.3 }).at(-1)).toEqual([7, 0]);
    expect(trade([regime(2, 0.2)], { allow_short: false })).toEqual([]);
    expect(trade([regime(2, 0.2)], {}, { instrument: 'spot', leverage: 1 })).toEqual([]);
  });
  it('caps the size at the leverage rather than being refused', () => {
    expect(trade([regime(2, 1)], { base_size: 5 })).toEqual([[3, 20]]);
  });
  it('a failed question holds for one horizon, then goes flat', () => {
    const points = [regime(2, 0.8), regime(6, null), regime(10, null)];
    expect(trade(points)).toHaveLength(2);
    expect(trade(points).at(-1)).toEqual([11, 0]);
  });
  it('a good answer ends the expiry; on_failure "flat" goes flat at once', () => {
    expect(trade([regime(2, 0.8), regime(6, null), regime(9, 0.8)])).toHaveLength(1);
    expect(trade([regime(2, 0.8), regime(6, null, { onFailure: 'flat' })]).at(-1)).toEqual([7, 0]);
  });
  it('holds the earned share of its size: nothing earned is flat', () => {
    const k = 1 + (0.6 - 0.1) / 0.9;
    const earned = (share: number) =>
      trade([regime(2, 0.8, { bounds: { withoutNews: null, newsCap: null, earned: share } })]);
    expect(earned(1)).toEqual([[3, Number((10 * 0.5 * k).toFixed(6))]]);
    expect(earned(0.25)).toEqual([[3, Number((10 * 0.5 * 0.25 * k).toFixed(6))]]);
    expect(earned(0)).toEqual([]);
  });
  it('does nothing without a regime', () => {
    expect(trade([])).toEqual([]);
  });
});

describe('regime-scaled', () => {
  const scaled = (inner: Strategy, points: RegimeView[]) =>
    positions(
      backtest({
        data: [{ bars: bars(flatBars(12)) }],
        strategy: new RegimeScaled(inner, { kMax: 2, horizonBars: 4 }),
        regime: { points },
        leverage: 2,
        ...free,
      }),
    );
  const long: Order = { side: 'long', size: 0.5 };

  it('multiplies the size of the wrapped strategy and rescales when the opinion changes', () => {
    const bull = 1 + 0.5 / 0.9;
    // A long against a bearish opinion: k_long = clamp(1 + d) with d = −0.5 / 0.9.
    const bear = 1 - 0.5 / 0.9;
    expect(scaled(new Scripted({ 3: long }), [regime(1, 0.8), regime(5, 0.2)])).toEqual([
      [4, Number((5 * bull).toFixed(6))],
      [6, Number((5 * bear).toFixed(6))],
    ]);
  });
  it('keeps the size of the wrapped strategy where nothing has been earned', () => {
    const earned = (share: number) =>
      scaled(new Scripted({ 3: long }), [
        regime(1, 0.8, { bounds: { withoutNews: null, newsCap: null, earned: share } }),
      ]);
    expect(earned(0)).toEqual([[4, 5]]);
    expect(earned(0.5)).toEqual([[4, Number((5 * (1 + 0.25 / 0.9)).toFixed(6))]]);
  });
  it('holds nothing before the first opinion, then takes up the standing target', () => {
    expect(scaled(new Scripted({ 1: long }), [regime(4, 0.5)])).toEqual([[5, 5]]);
  });
  it('keeps the protective prices of the wrapped strategy', () => {
    const result = backtest({
      data: [{ bars: bars([...flatBars(4), [100, 100, 90, 95]]) }],
      strategy: new RegimeScaled(new Scripted({ 2: { ...long, stop: 95 } }), { kMax: 2, horizonBars: 4 }),
      regime: { points: [regime(1, 0.5)] },
      ...free,
    });
    expect([...result.fills].map((fill) => fill.reason)).toEqual(['order', 'stop']);
  });
});

describe('registry', () => {
  it('every strategy runs with its defaults on random bars and gives the same twice', () => {
    const points = Array.from({ length: 40 }, (_, i) => regime(i * 24, ((i * 37) % 100) / 100));
    for (const { name } of STRATEGIES) {
      const once = () =>
        backtest({ data: [{ bars: randomBars(9, 1_000) }], strategy: createStrategy(name), regime: { points } });
      const result = once();
      expect(result.fills.length, name).toBeGreaterThan(0);
      expect(result.refusals.total, name).toBe(0);
      expect([...once().equity], name).toEqual([...result.equity]);
    }
  });

  it('a scale-free strategy decides the same at any price level', () => {
    const plain = randomBars(9, 1_000);
    const scaled = randomBars(9, 1_000);
    for (const column of ['open', 'high', 'low', 'close'] as const)
      scaled[column].forEach((price, i) => (scaled[column][i] = price * 4));
    for (const name of ['sma-cross', 'rsi-mean-reversion', 'donchian-breakout', 'volatility-target']) {
      const curve = (data: typeof plain) => [
        ...backtest({ data: [{ bars: data }], strategy: createStrategy(name) }).equity,
      ];
      expect(curve(scaled), name).toEqual(curve(plain));
    }
  });

  it('names what is wrong', () => {
    expect(() => findStrategy('moon')).toThrow(/no strategy "moon": choose one of buy-and-hold/);
    expect(() => createStrategy('sma-cross', { fast: 60 })).toThrow(/sma-cross\.fast: fast must be shorter/);
    expect(() => createStrategy('sma-cross', { fast: 'x' })).toThrow(/sma-cross\.fast/);
    expect(() => createStrategy('sma-cross', { fats: 5 })).toThrow(/fats/);
    expect(() => createStrategy('rsi-mean-reversion', { exit: 80 })).toThrow(/oversold < exit < overbought/);
    expect(() => createStrategy('donchian-breakout', { exit: 30 })).toThrow(/exit must not be longer/);
    expect(() => createStrategy('regime-scaled', { strategy: 'moon' })).toThrow(/no strategy "moon"/);
  });

  it('says how often a strategy asks a regime model', () => {
    expect(findStrategy('llm-regime').decisionBars({ horizon_bars: 12 })).toBe(12);
    expect(findStrategy('regime-scaled').decisionBars({})).toBe(24);
    expect(findStrategy('sma-cross').decisionBars({})).toBeNull();
  });

  it('reads name=value pairs as JSON where they are', () => {
    expect(
      ['fast=20', 'allow_short=true', 'strategy=sma-cross', 'params={"fast":5}', 'a=b=c'].map(parseParamPair),
    ).toEqual([
      ['fast', 20],
      ['allow_short', true],
      ['strategy', 'sma-cross'],
      ['params', { fast: 5 }],
      ['a', 'b=c'],
    ]);
    expect(() => parseParamPair('fast')).toThrow(/name=value/);
  });
});
