import type { LookaheadDocument, RepeatReport } from '../../contract/backtest.js';
import { describe, expect, it } from 'vitest';
import stringWidth from 'string-width';
import { sampleResult } from '../html/fixtures/sample-result.js';
import { renderBacktest, type BacktestView } from './backtest.js';
import { renderLookahead } from './lookahead.js';
import { renderRepeat } from './repeat.js';
import { sampled, sparkline } from './sparkline.js';
import { terminalStyle } from './style.js';

const styleOf = (columns: number, lang = 'C.UTF-8') =>
  terminalStyle({ env: { LANG: lang, NO_COLOR: '1' }, columns, isTTY: true, platform: 'linux' });
const wide = styleOf(100);

describe('sparkline', () => {
  it('spans the range, one character a value', () => {
    expect(sparkline([0, 1, 2, 3, 4, 5, 6, 7], 0, 7, wide)).toBe('▁▂▃▄▅▆▇█');
    expect(sparkline([0, 7], 0, 7, styleOf(100, 'C'))).toBe('_#');
    expect(sparkline([5, 5], 5, 5, wide), 'flat is in the middle').toBe('▅▅');
  });

  it('takes the last value of each cell, so that the end is the end', () => {
    expect(sampled([1, 2, 3, 4, 5, 6], 3)).toEqual([2, 4, 6]);
    expect(sampled([1, 2], 3)).toEqual([1, 2]);
  });
});

describe('summary of a backtest', () => {
  const view = (more: Partial<BacktestView> = {}): BacktestView => {
    const result = sampleResult();
    return { ...result, benchmark_equity: result.equity, by_symbol: [], moving_together: [], opinions: null, ...more };
  };
  const written = { id: '20250131-130501-042-1a2b3c4d', report: 'user_data/runs/x/report.html' };

  it('says first what came out, last where it is', () => {
    const text = renderBacktest(view(), written, wide);
    expect(text).toMatch(/→ [+-][\d,.]+ % in all \(buying and holding [+-][\d,.]+ %\)/);
    expect(text.trimEnd().endsWith('report user_data/runs/x/report.html')).toBe(true);
  });

  it('says of symbols that moved together that they are one bet', () => {
    const profit = { trades: 1, won: 1, pnl: 1, unrealised_pnl: 0, costs: 0 };
    const by_symbol = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'].map((symbol) => ({ symbol, ...profit }));
    const moving_together = [{ symbols: ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'], lowest: 0.71, highest: 0.905 }];
    const text = renderBacktest(view({ by_symbol, moving_together }), written, wide);
    expect(text.replace(/\s+/g, ' ')).toContain(
      'BTCUSDT, ETHUSDT and SOLUSDT moved together (correlations of 0.71 to 0.91 between their returns): positions in them on one side are one bet, not 3.',
    );
    expect(renderBacktest(view({ by_symbol }), written, wide)).not.toContain('one bet');
  });

  it('names who had the opinions, what they cost, and never passes a baseline off as a model', () => {
    const opinions = { model: 'baseline', decisions: 1_096, failed: 1, calls: 0 };
    expect(renderBacktest(view({ opinions }), written, wide)).toContain(
      'the statistical baseline, not a language model · 1,096 decisions · 0 calls · 1 failed',
    );
    const costs = { ...view().costs, model_calls: null };
    expect(renderBacktest(view({ opinions, costs }), written, wide)).toContain('model calls of unknown price');
  });

  it('shows intervals, refusals, bars read both ways and open positions where there are some', () => {
    const text = renderBacktest(
      view({
        bootstrap: {
          level: 0.95,
          samples: 1_000,
          block_periods: 9,
          intervals: { sharpe: { low: -0.5, high: 1.5 }, total_return: { low: -0.1, high: 0.4 } },
        },
        refusals: {
          total: 3,
          counts: { over_leverage: 3 },
          samples: [{ reason: 'over_leverage', symbol: 'BTCUSDT', time: 0, detail: 'too much \u001b[31m' }],
        },
        ambiguous: {
          bars: 2,
          reading: 'pessimistic',
          pessimistic: { final_equity: 9_000, total_return: -0.1 },
          optimistic: { final_equity: 11_000, total_return: 0.1 },
        },
      }),
      written,
      wide,
    );
    expect(text).toContain('95 % interval');
    expect(text).toContain('-0.50 … 1.50');
    expect(text).toContain('3 orders refused (over_leverage 3); the first at 1970-01-01: too much');
    expect(text).toContain('-10.00 % if the stop came first, +10.00 % if the target did');
    expect(text, 'nothing that a strategy wrote moves the cursor').not.toContain('\u001b');
  });

  it('names the limits in force, and what they did, in a line; none where none was', () => {
    expect(renderBacktest(view(), written, wide)).not.toContain('Limits');
    const limited = view({
      configuration: {
        execution: { max_exposure: 0.5, max_drawdown: 0.3, max_participation: null },
        regime: { news_cap: 0.25 },
        filters: { source: 'binance-um', sha256: 'a' },
      },
      counters: { limited_orders: 1, drift_reductions: 0 },
    });
    expect(renderBacktest(limited, written, styleOf(100, 'C')).replace(/\n +/g, ' ')).toContain(
      'Limits exposure at most 0.50 times equity - closed for good at a loss of 30.00 % from the peak - ' +
        'news raises a multiplier by at most 0.25 - order rules of binance-um - 1 order made smaller',
    );
  });

  it.each([60, 80, 120])('fits %d columns', (columns) => {
    const text = renderBacktest(view(), written, styleOf(columns));
    for (const line of text.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
  });

  it('is plain ASCII where the terminal is', () => {
    expect(renderBacktest(view(), written, styleOf(80, 'C'))).toMatch(/^[\x00-\x7f]*$/);
  });
});

describe('a look-ahead check', () => {
  const change: LookaheadDocument['changes'][number] = {
    kind: 'replaced',
    cut_time: Date.UTC(2024, 0, 2),
    symbol: 'BTCUSDT',
    bar: 23,
    time: Date.UTC(2024, 0, 1, 23),
    before: 'long 1',
    after: 'flat',
  };
  const view = (changes: LookaheadDocument['changes'], changed = changes.length): LookaheadDocument => ({
    strategy: { name: 'x', params: {} },
    symbols: ['BTCUSDT'],
    interval_ms: 3_600_000,
    clean: changes.length === 0,
    bars: 1_000,
    decisions: 40,
    reruns: 49,
    cuts: [1, 2],
    changed,
    changes,
    warnings: [],
  });

  it('names each decision: bar, time, before, after, and what was changed', () => {
    const text = renderLookahead(view([change], 21), wide);
    expect(text).toContain('21 decisions change with what had not happened yet');
    expect(text).toMatch(/│ 23 +│ 2024-01-01 23:00 │ long 1 │ flat +│ another future from 2024-01-02 │/);
    expect(text).toContain('and 20 more');
  });

  it('tells a strategy that is not deterministic from one that looks ahead', () => {
    const text = renderLookahead(view([{ ...change, kind: 'repeated', cut_time: null }]), wide);
    expect(text.replace(/\n\s*/g, ' ')).toContain('decides otherwise on the very same data');
  });

  it('says so where nothing depends on the future', () => {
    expect(renderLookahead(view([]), wide)).toContain(
      '✔ No decision depends on the future: 40 decisions over 1,000 bars',
    );
  });
});

describe('a repetition', () => {
  const code = { version: '0.1.0', commit: null, node: '20.19.0' };
  const view: RepeatReport = {
    id: '20250131-130501-042-1a2b3c4d',
    identical: false,
    recorded_sha256: 'a'.repeat(64),
    repeated_sha256: 'b'.repeat(64),
    code: { recorded: code, now: { ...code, node: '22.0.0' } },
    inputs: 2,
    final_equity: { recorded: 1, repeated: 2 },
    differences: [{ path: 'equity[3]', recorded: 1, repeated: undefined }],
  };

  it('shows what differs, and the versions where they do', () => {
    const text = renderRepeat(view, wide);
    expect(text).toContain('came out otherwise, from 2 inputs that did not change');
    expect(text).toMatch(/│ equity\[3\] │ 1 +│ absent +│/);
    expect(text).toContain('Node 20.19.0; repeated with');
  });

  it('proves it by the hash where nothing does', () => {
    const same = { ...view, identical: true, repeated_sha256: view.recorded_sha256, differences: [] };
    expect(renderRepeat({ ...same, code: { recorded: code, now: code } }, wide).replace(/\n\s*/g, ' ')).toContain(
      'bit for bit as recorded (2 inputs unchanged; SHA-256 aaaaaaaaaaaaaaaa…)',
    );
  });
});
