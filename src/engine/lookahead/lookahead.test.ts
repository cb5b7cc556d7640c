import { describe, expect, it } from 'vitest';
import { assessmentOf } from '../fixtures/opinions.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import { createStrategy, STRATEGIES } from '../../strategies/registry.js';
import {
  Strategy,
  type AccountState,
  type Bar,
  type Indicator,
  type IndicatorInput,
  type Order,
  type StrategyContext,
} from '../../strategies/base.js';
import { randomBars, RandomTrader } from '../fixtures/random-market.js';
import { Scripted } from '../fixtures/scripted.js';
import type { SymbolData } from '../data-feed.js';
import { findLookahead } from './find-lookahead.js';
import { replaced, truncated } from './other-future.js';
import { HOUR } from '../../core/time.js';

const bars = randomBars(7, 3_000);
const data = [{ bars }];

/** Uses the close of a bar that is not there yet, through an indicator of its own that reads beyond its row. */
class Peeker extends Strategy {
  private ahead!: Indicator;

  constructor(
    private readonly barsAhead: number,
    private readonly every = 1,
  ) {
    super();
  }

  override init(context: StrategyContext): void {
    const { barsAhead } = this;
    this.ahead = context.indicator(() => ({
      advance(input: IndicatorInput, from: number, to: number, out: Float64Array, mask: number) {
        for (let i = from; i < to; i++) out[i & mask] = input.close[i + barsAhead] ?? NaN;
      },
    }));
  }

  onBar(bar: Bar, _account: AccountState, context: StrategyContext): Order | null {
    if (bar.index % this.every !== 0) return null;
    return this.ahead.value > bar.close ? context.long(1) : context.flat();
  }
}

describe('a strategy that looks ahead', () => {
  it.each([1, 5, 100])('by %d bars is caught, with bar, time, before and after', async (ahead) => {
    const report = await findLookahead({ backtest: { data, strategy: new Peeker(ahead) } });
    expect(report.changed).toBeGreaterThan(0);
    const [first] = report.changes;
    expect(first).toMatchObject({ symbol: 'BTCUSDT', time: bars.openTime[first!.bar] });
    expect(first!.cut_time! - bars.closeTime(first!.bar), 'the bar had closed before the cut').toBeGreaterThanOrEqual(
      0,
    );
    expect(first!.before).not.toBe(first!.after);
    for (const change of report.changes) {
      expect(change.kind).not.toBe('repeated');
      expect(['long 1', 'flat']).toContain(change.before);
    }
  });

  it('is caught where it rarely acts, since cuts lie where it acts', async () => {
    const report = await findLookahead({ backtest: { data, strategy: new Peeker(1, 250) }, cuts: 8 });
    expect(report.changed).toBeGreaterThan(0);
    expect(report.changes.every(({ bar }) => bar % 250 === 0)).toBe(true);
  });

  it('is caught where it only looks at volume', async () => {
    class VolumePeeker extends Strategy {
      private ahead!: Indicator;
      override init(context: StrategyContext): void {
        this.ahead = context.indicator(() => ({
          advance(input: IndicatorInput, from: number, to: number, out: Float64Array, mask: number) {
            for (let i = from; i < to; i++) out[i & mask] = input.volume[i + 1] ?? 0;
          },
        }));
      }
      onBar(bar: Bar, _account: AccountState, context: StrategyContext): Order | null {
        return this.ahead.value > bar.volume ? context.long(1) : context.flat();
      }
    }
    const report = await findLookahead({ backtest: { data, strategy: new VolumePeeker() } });
    expect(report.changes.some(({ kind }) => kind === 'replaced')).toBe(true);
  });

  it('is caught among several symbols, by the symbol it looks ahead in', async () => {
    class OneSymbol extends Peeker {
      override onBar(bar: Bar, account: AccountState, context: StrategyContext): Order | null {
        return bar.symbol === 'ETHUSDT' ? super.onBar(bar, account, context) : null;
      }
    }
    const two = [{ bars: randomBars(1, 400) }, { bars: randomBars(2, 400, 'ETHUSDT') }];
    const report = await findLookahead({ backtest: { data: two, strategy: new OneSymbol(1) } });
    expect(report.changed).toBeGreaterThan(0);
    expect(new Set(report.changes.map(({ symbol }) => symbol))).toEqual(new Set(['ETHUSDT']));
  });

  it('is caught where it remembers a run before', async () => {
    const seen: number[] = [];
    class Remembers extends Strategy {
      onBar(bar: Bar): Order | null {
        const known = seen[bar.index + 1];
        seen[bar.index] = bar.close;
        return known === undefined ? null : { side: known > bar.close ? 'long' : 'flat', size: 1 };
      }
    }
    const report = await findLookahead({ backtest: { data, strategy: new Remembers() } });
    expect(report.changes[0]).toMatchObject({ kind: 'repeated', cut_time: null, bar: 0, before: 'no order' });
    expect(report.changed).toBeGreaterThan(2_900);
    expect(report.changes).toHaveLength(100);
  });

  it('is caught where its regime was made with the future', async () => {
    const assessment = (up: boolean): RegimeAssessment => assessmentOf(up ? 0.8 : 0.2);
    const regimeFor = (ahead: number) => (some: readonly SymbolData[]) => {
      const { close, length } = some[0]!.bars;
      const points = Array.from({ length: Math.floor(length / 24) }, (_, k) => {
        const row = 24 * (k + 1) - 1;
        const at = some[0]!.bars.closeTime(row);
        const up = (close[Math.min(length - 1, row + ahead)] ?? 0) >= close[Math.max(0, row - 24)]!;
        return { decidedAt: at, availableAt: at, assessment: assessment(up), onFailure: 'hold' as const };
      });
      return Promise.resolve({ points });
    };
    const check = async (ahead: number) => {
      const regime = await regimeFor(ahead)(data);
      const strategy = createStrategy('llm-regime', {});
      return findLookahead({ backtest: { data, strategy, regime }, regimeFor: regimeFor(ahead) });
    };
    expect((await check(0)).changed).toBe(0);
    expect((await check(24)).changed).toBeGreaterThan(0);
  });
});

describe('an honest strategy', () => {
  it.each(STRATEGIES.filter(({ name }) => !name.includes('regime')).map(({ name }) => name))(
    '%s is clean',
    async (name) => {
      const report = await findLookahead({ backtest: { data, strategy: createStrategy(name) }, cuts: 10 });
      expect(report).toMatchObject({ bars: 3_000, changed: 0, changes: [] });
      expect(report.decisions).toBeGreaterThan(0);
      expect(report.cuts.length).toBeGreaterThan(7);
      expect(report.reruns).toBe(2 * report.cuts.length + 1);
    },
  );

  it('that sends orders of every kind is clean', async () => {
    const report = await findLookahead({ backtest: { data, strategy: new RandomTrader(3) }, cuts: 12 });
    expect(report.changed).toBe(0);
  });

  it('is left as it was: its own method shows again', async () => {
    const strategy = new Scripted({ 3: { side: 'long', size: 1 } });
    await findLookahead({ backtest: { data, strategy }, cuts: 2 });
    expect(Object.hasOwn(strategy, 'onBar')).toBe(false);
  });
});

it('an error of the strategy names the strategy', async () => {
  class Broken extends Strategy {
    onBar(): Order | null {
      throw new Error('no idea');
    }
  }
  await expect(findLookahead({ backtest: { data, strategy: new Broken() } })).rejects.toThrow('Strategy Broken threw');
});

describe('another future', () => {
  const funding = {
    time: Float64Array.from([8, 16, 24], (hour) => bars.openTime[0]! + hour * HOUR),
    rate: Float64Array.of(0.1, 0.2, 0.3),
    mark: Float64Array.of(NaN, NaN, NaN),
  };
  const at = bars.closeTime(11);

  it('keeps the past bit by bit and mirrors what comes', () => {
    const [other] = replaced([{ bars, funding }], at);
    expect(other!.bars.close.slice(0, 12)).toEqual(bars.close.slice(0, 12));
    expect(other!.bars.openTime).toEqual(bars.openTime);
    const pivot = bars.close[11]!;
    expect(other!.bars.close[12]! / pivot).toBeCloseTo(pivot / bars.close[12]!, 12);
    expect(other!.bars.high[20]!).toBeGreaterThanOrEqual(Math.max(other!.bars.open[20]!, other!.bars.close[20]!));
    expect(bars.close[12], 'the data themselves are untouched').not.toBe(other!.bars.close[12]);
  });

  it('or ends at the cut', () => {
    const [other] = truncated([{ bars, funding }], at);
    expect(other!.bars.length).toBe(12);
    const known = funding.time.filter((time) => time <= at).length;
    expect(other!.funding!.time).toHaveLength(known);
    const [turned] = replaced([{ bars, funding }], at);
    expect(turned!.funding!.rate).toEqual(funding.rate.map((rate, i) => (i < known ? rate : -rate)));
  });
});
