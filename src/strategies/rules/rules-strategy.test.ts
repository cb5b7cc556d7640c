import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { BarSeries } from '../../core/bars.js';
import { backtest, type BacktestOptions } from '../../engine/backtester.js';
import { randomBars } from '../../engine/fixtures/random-market.js';
import { bars, START, type Ohlc } from '../../engine/fixtures/scripted.js';
import type { RegimeView } from '../base.js';
import { SmaCross } from '../sma-cross.js';
import { loadRules } from './rules-strategy.js';
import { readRules } from './read-rules.js';
import { INDICATOR_KINDS, RESERVED } from './names.js';
import { HOUR } from '../../core/time.js';

const free = { makerFee: 0, takerFee: 0, slippage: { bps: 0 }, initialEquity: 1_000 };
const at = (price: number): Ohlc => [price, price, price, price];
const closes = (...prices: number[]): Ohlc[] => prices.map(at);

async function run(rules: object | string, data: readonly Ohlc[] | BarSeries, options: Partial<BacktestOptions> = {}) {
  const text = typeof rules === 'string' ? rules : JSON.stringify(rules);
  const series = data instanceof BarSeries ? data : bars(data);
  return backtest({ data: [{ bars: series }], strategy: await loadRules(text), ...free, ...options });
}
/** Step and signed position (as a share of equity at entry prices of 100: units) after each fill. */
const fills = (result: Awaited<ReturnType<typeof run>>) =>
  [...result.fills].map(({ bar, position, reason }) => [bar, Number(position.toFixed(4)), reason]);

describe('entering and leaving', () => {
  it('buys after the close at which the condition is true, and sells likewise', async () => {
    const rules = { rules: [{ side: 'long', enter: 'close > 100', exit: 'close < 100', size: 1 }] };
    // True at the close of bar 1, so bought at the open of bar 2; false at bar 3, so sold at bar 4.
    const result = await run(rules, closes(100, 125, 125, 90, 90, 90));
    expect(fills(result)).toEqual([
      [2, 8, 'order'],
      [4, 0, 'order'],
    ]);
  });

  it('does the same as the strategy written by hand', async () => {
    const series = randomBars(5, 2_000);
    const yaml = readFileSync(new URL('../../../examples/rules/sma-cross.yaml', import.meta.url), 'utf8');
    const ruled = await run(yaml, series);
    const written = backtest({
      data: [{ bars: series }],
      strategy: new SmaCross({ fast: 20, slow: 50, size: 1, allow_short: false }),
      ...free,
    });
    // The one by hand may enter at the very first value, where there is nothing yet to cross.
    const first = [...ruled.fills][0]!.bar;
    const expected = [...written.fills]
      .filter(({ bar }) => bar >= first)
      .map(({ bar, position }) => [bar, position > 0]);
    expect([...ruled.fills].map(({ bar, position }) => [bar, position > 0])).toEqual(expected);
    expect(ruled.fills.length).toBeGreaterThan(20);
  });

  it('asks the rules in their order, and only the one that opened closes', async () => {
    const rules = {
      rules: [
        { name: 'first', side: 'long', enter: 'close > 150', exit: 'close < 50', size: 0.5 },
        { name: 'second', side: 'long', enter: 'close > 110', exit: 'close < 105', size: 0.25 },
      ],
    };
    const result = await run(rules, closes(100, 120, 120, 160, 100, 100, 100, 160, 160, 100, 100));
    // The second opens at bar 2 and closes at 5; the first opens at 8 and is not closed by a close of 100.
    expect(fills(result).map(([bar, position]) => [bar, Number(position) > 0])).toEqual([
      [2, true],
      [5, false],
      [8, true],
    ]);
  });

  it('hands over from one side to the other at one close', async () => {
    const rules = {
      rules: [
        { side: 'long', enter: 'close > 100', exit: 'close < 100', size: 1 },
        { side: 'short', enter: 'close < 100', exit: 'close > 100', size: 1 },
      ],
    };
    const result = await run(rules, closes(125, 125, 80, 80, 125, 125));
    expect(fills(result).map(([bar, position]) => [bar, Math.sign(Number(position))])).toEqual([
      [1, 1],
      [3, -1],
      [5, 1],
    ]);
  });

  it('turns a position round only where that is asked for', async () => {
    const rules = (reverse: boolean) => ({
      reverse,
      rules: [
        { side: 'long', enter: 'close > 110', size: 1 },
        { side: 'short', enter: 'close < 90', size: 1 },
      ],
    });
    const prices = closes(100, 120, 120, 80, 80, 80);
    expect((await run(rules(false), prices)).fills.length).toBe(1);
    expect(fills(await run(rules(true), prices)).map(([bar, position]) => [bar, Math.sign(Number(position))])).toEqual([
      [2, 1],
      [4, -1],
    ]);
  });

  it('waits after a position was closed', async () => {
    const rules = { cooldown_bars: 2, rules: [{ side: 'long', enter: 'close > 0', max_bars: 2, size: 1 }] };
    const result = await run(rules, closes(...Array.from({ length: 12 }, () => 100)));
    // Held at the closes of bars 1 and 2, sold at 3; closes 3 and 4 are waited for, close 5 enters at 6.
    expect(fills(result).map(([bar]) => bar)).toEqual([1, 3, 6, 8, 11]);
  });

  it('refuses to be short on spot before it begins', async () => {
    const rules = { rules: [{ name: 'down', side: 'short', enter: 'close > 0', size: 1 }] };
    await expect(run(rules, closes(1, 1), { instrument: 'spot' })).rejects.toThrow(
      'The rule "down" sells short, which plain spot cannot.',
    );
  });
});

describe('conditions', () => {
  /** Bars (rows) at whose close the condition is true: a rule that is in for one bar each time. */
  async function trueAt(condition: unknown, rows: readonly Ohlc[], indicators: object = {}): Promise<number[]> {
    const rules = { indicators, rules: [{ side: 'long', enter: condition, max_bars: 1, size: 0.01 }] };
    const found: number[] = [];
    // One run for each bar: what is true before it must not keep the rule busy.
    for (let i = 0; i < rows.length; i++) {
      const only = { ...rules, rules: [{ ...rules.rules[0], enter: { all: [condition, { time: clockOf(i) }] } }] };
      const result = await run(only, [...rows, rows.at(-1)!]);
      if ([...result.fills].some(({ bar, position }) => bar === i + 1 && position > 0)) found.push(i);
    }
    return found;
  }
  const clockOf = (row: number) => {
    const hour = (new Date(START).getUTCHours() + row + 1) % 24;
    const text = (value: number) => `${String(value % 24).padStart(2, '0')}:00`;
    return { from: text(hour), to: text(hour + 1) };
  };

  it('crosses only where the other side was not left before', async () => {
    const rows = closes(99, 101, 102, 100, 101, 99, 101);
    expect(await trueAt('close crosses above 100', rows)).toEqual([1, 4, 6]);
    expect(await trueAt('close crosses below 100', rows)).toEqual([5]);
  });

  it('looks back', async () => {
    expect(await trueAt('close > close[2] * 1.05', closes(100, 100, 104, 106, 106, 106))).toEqual([3]);
  });

  it('is not true, and neither is its opposite, while a number is not known', async () => {
    const rows = closes(1, 2, 3, 4, 5, 6);
    const slow = { slow: { sma: 3 } };
    expect(await trueAt('close > slow', rows, slow)).toEqual([2, 3, 4, 5]);
    expect(await trueAt({ not: 'close > slow' }, rows, slow)).toEqual([]);
    expect(await trueAt({ not: 'close < slow' }, rows, slow)).toEqual([2, 3, 4, 5]);
    expect(await trueAt({ any: ['close < 2', { not: 'close > slow' }] }, rows, slow)).toEqual([0]);
    expect(await trueAt({ not: { all: ['close > 100', 'close > slow'] } }, rows, slow)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await trueAt('0 / (close - close) > -1', rows), '0 / 0 is not a number').toEqual([]);
    expect(await trueAt({ not: 'prob_bull > 0.5' }, rows), 'no model').toEqual([]);
    expect(await trueAt({ not: 'profit > 1' }, rows), 'no position').toEqual([]);
  });

  it('knows its functions', async () => {
    expect(await trueAt('max(close, 3) - min(close, 3) >= abs(-2)', closes(1, 2, 3, 4, 5))).toEqual([0, 4]);
  });

  it('sees a coarser timeframe once its bar is complete', async () => {
    // Closes 1, 2, 3 …: the 4 h bar of rows 0–3 closes at 4 and is known at the close of row 3.
    const rows = closes(...Array.from({ length: 10 }, (_, i) => i + 1));
    expect(await trueAt('four > 0', rows, { four: { sma: 1, timeframe: '4h' } })).toEqual([3, 4, 5, 6, 7, 8, 9]);
    expect(await trueAt('four > 4', rows, { four: { sma: 1, timeframe: '4h' } })).toEqual([7, 8, 9]);
    expect(await trueAt('four crosses above 4', rows, { four: { sma: 1, timeframe: '4h' } })).toEqual([7]);
  });

  it('knows days and hours, also over midnight', async () => {
    // START is a Monday, 00:00; row i closes at hour i + 1.
    const rows = closes(...Array.from({ length: 24 }, () => 100));
    expect(await trueAt({ time: { from: '22:00', to: '02:00' } }, rows)).toEqual([0, 21, 22, 23]);
    expect(await trueAt({ time: { from: '08:00', to: '10:00' } }, rows)).toEqual([7, 8]);
    expect(await trueAt({ time: { days: ['tue'] } }, rows)).toEqual([23]);
  });
});

describe('protective prices and size', () => {
  const long = (more: object) => ({ rules: [{ side: 'long', enter: 'close > 0', size: 1, ...more }] });

  it('a stop is a fraction of the close at which the entry was decided', async () => {
    const result = await run(long({ stop: 0.1 }), [at(100), at(100), [100, 100, 85, 95], at(95)]);
    expect([...result.trades].map(({ exit_price, exit_reason }) => [exit_price, exit_reason])).toEqual([[90, 'stop']]);
  });

  it('or a price', async () => {
    const rules = {
      indicators: { range: { atr: 2 } },
      ...long({ enter: 'range > 0', take_profit: { price: 'close + 2 * range' }, stop: { price: 50 } }),
    };
    const wide: Ohlc = [100, 105, 95, 100];
    // A range of 10 is known at the close of bar 1: the target is 120, whatever the range does later.
    const result = await run(rules, [wide, wide, at(100), [100, 121, 100, 110], at(110)]);
    expect([...result.trades].map(({ exit_price, exit_reason }) => [exit_price, exit_reason])).toEqual([
      [120, 'take_profit'],
    ]);
  });

  it('trails', async () => {
    const result = await run(long({ trailing_stop: 0.1 }), [
      at(100),
      at(100),
      [100, 200, 100, 200],
      [200, 200, 170, 170],
      at(170),
    ]);
    expect([...result.trades].map(({ exit_price, exit_reason }) => [exit_price, exit_reason])).toEqual([
      [180, 'trailing_stop'],
    ]);
  });

  it('no entry where a protective price is unknown or on the wrong side', async () => {
    for (const more of [
      { stop: { price: 'close + 1' } },
      { take_profit: { price: 'close - 1' } },
      { stop: { price: 'entry_price' } },
    ]) {
      expect((await run(long(more), closes(100, 100, 100))).fills.length, JSON.stringify(more)).toBe(0);
    }
    const short = { rules: [{ side: 'short', enter: 'close > 0', size: 1, stop: { price: 'close - 1' } }] };
    expect((await run(short, closes(100, 100, 100))).fills.length).toBe(0);
  });

  it('adds to a winner, so often and no more', async () => {
    const rules = long({ size: 0.2, enter: 'close >= 100', add: { when: 'profit > 0', size: 0.1, times: 2 } });
    const result = await run(rules, closes(100, 100, 110, 110, 110, 110, 110));
    // In at 1 with 0.2; profit is seen at the close of 2, so 0.3 at 3, 0.4 at 4, and no more.
    expect(fills(result).map(([bar]) => bar)).toEqual([1, 3, 4]);
    const equity = 1_000 + 2 * 10;
    expect([...result.fills].at(-1)!.position).toBeCloseTo((0.4 * equity) / 110, 9);
  });

  it('an addition that was refused is asked for again at its own size', async () => {
    const rules = long({ size: 0.8, add: { when: 'close > 105', size: 0.3, times: 3 } });
    const result = await run(rules, closes(100, 100, 110, 110, 110, 110, 110));
    expect(result.fills.length).toBe(1);
    expect([...result.refusals.samples].map(({ reason, detail }) => [reason, /([\d.]+) ×/.exec(detail)?.[1]])).toEqual(
      Array.from({ length: 3 }, () => ['over_leverage', '1.1']),
    );
  });

  it('a refused turn to the other side leaves the old rule in charge, and closes where its exit was due', async () => {
    const rules = {
      rules: [
        { side: 'long', enter: 'close > 100', exit: 'close crosses below 100', size: 1 },
        { side: 'short', enter: 'close < 100', size: 5 },
      ],
    };
    const result = await run(rules, closes(125, 125, 80, 80, 80, 80));
    expect(fills(result).map(([bar, position]) => [bar, Math.sign(Number(position))])).toEqual([
      [1, 1],
      [4, 0],
    ]);
    expect(result.refusals.total).toBeGreaterThan(0);
  });
});

describe('the regime', () => {
  const opinion = (bar: number, probBull: number | null): RegimeView => ({
    decidedAt: START + (bar + 1) * HOUR,
    availableAt: START + (bar + 1) * HOUR,
    onFailure: 'hold',
    assessment:
      probBull === null
        ? null
        : {
            horizon_hours: 4,
            base_asset: 'BTCUSDT',
            prob_bull: probBull,
            prob_bear: 1 - probBull,
            regime_label: 'neutral',
            confidence_level: 'high',
            scores: {
              global_sentiment: null,
              btc_sentiment: null,
              altcoin_sentiment: null,
              onchain_pressure: null,
              liquidity_risk: 0.2,
              news_risk: null,
              trend_strength: null,
            },
            factors_summary: [],
            reasoning_short: '',
            timestamp_utc: null,
          },
  });

  it('is known from its decision on, and a failed one expires', async () => {
    const rules = {
      regime_horizon_bars: 2,
      rules: [
        { side: 'long', enter: { all: ['prob_bull > 60%', 'liquidity_risk < 0.5'] }, exit: 'prob_bull < 40%', size: 1 },
      ],
    };
    const prices = closes(...Array.from({ length: 12 }, () => 100));
    const points = [opinion(1, 0.5), opinion(3, 0.7), opinion(6, null)];
    const result = await run(rules, prices, { regime: { points } });
    // In at 4; the question at the close of 6 fails, two bars later (close of 8) the opinion has expired: out at 9.
    expect(fills(result).map(([bar]) => bar)).toEqual([4, 9]);
  });
});

const EXAMPLES = fileURLToPath(new URL('../../../examples/rules/', import.meta.url));

describe('the description of the language', () => {
  const description = readFileSync(`${EXAMPLES}README.md`, 'utf8');

  it.each([...INDICATOR_KINDS, ...RESERVED].filter((word) => word !== 'crosses'))('speaks of %s', (word) => {
    expect(description.split(/[^a-z_]+/)).toContain(word);
  });

  it('shows a file that works', () => {
    const [, example] = /```yaml\n([^]*?)```/.exec(description)!;
    expect(readRules(example!).rules).toHaveLength(1);
  });
});

describe.each(readdirSync(EXAMPLES).filter((name) => name.endsWith('.yaml')))('examples/rules/%s', (name) => {
  const text = readFileSync(`${EXAMPLES}${name}`, 'utf8');
  const points = Array.from({ length: 40 }, (_, k) => k).map((k): RegimeView => ({
    decidedAt: START + k * 50 * HOUR,
    availableAt: START + k * 50 * HOUR,
    onFailure: 'hold',
    assessment: {
      horizon_hours: 24,
      base_asset: 'BTCUSDT',
      prob_bull: k % 2 === 0 ? 0.8 : 0.3,
      prob_bear: k % 2 === 0 ? 0.2 : 0.7,
      regime_label: k % 2 === 0 ? 'bull' : 'bear',
      confidence_level: 'high',
      scores: {
        global_sentiment: 0,
        btc_sentiment: 0,
        altcoin_sentiment: 0,
        onchain_pressure: 0,
        liquidity_risk: 0.1,
        news_risk: 0.1,
        trend_strength: 0.5,
      },
      factors_summary: [],
      reasoning_short: '',
      timestamp_utc: null,
    },
  }));

  it('trades, the same twice, and sees no future', async () => {
    const series = randomBars(3, 3_000);
    const strategy = await loadRules(text, name);
    const whole = backtest({ data: [{ bars: series }], strategy, regime: { points }, ...free });
    const again = backtest({ data: [{ bars: series }], strategy, regime: { points }, ...free });
    expect(whole.trades.length).toBeGreaterThan(5);
    expect([...again.fills]).toEqual([...whole.fills]);
    const half = backtest({ data: [{ bars: series.slice(0, 1_500) }], strategy, regime: { points }, ...free });
    const early = [...whole.fills].filter(({ bar }) => bar < 1_500);
    expect([...half.fills]).toEqual(early);
  });
});
