import { describe, expect, it } from 'vitest';
import { backtestResultSchema, type BacktestResultDocument } from '../../core/backtest-result/index.js';
import { sampleBars } from './fixtures/sample-bars.js';
import { sampleResult } from './fixtures/sample-result.js';
import { renderBacktestReport } from './backtest.js';
import { MOST_CANDLES, MOST_SINGLE_BARS } from './candles/plan.js';
import golden from './page.golden.json' with { type: 'json' };

const HOSTILE = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'\`&\u202e\u0000`;

/** What a page must not hold: the matches, so that a failure prints them and not a megabyte. */
const found = (page: string, pattern: RegExp): string[] =>
  page.match(new RegExp(pattern.source, `${pattern.flags}g`)) ?? [];

/** Everything between tags, where a browser shows or runs something. */
const withoutScriptAndStyle = (page: string): string =>
  page.replace(/<style>[\s\S]*?<\/style>/, '').replace(/<script>[\s\S]*?<\/script>/, '');

describe('renderBacktestReport', () => {
  it('has every part', () => {
    const page = renderBacktestReport(sampleResult({ regime: true }));
    const ids = [...page.matchAll(/<section id="([a-z]+)"/g)].map((match) => match[1]);
    expect(ids).toEqual([
      'equity',
      'drawdown',
      'prices',
      'months',
      'distribution',
      'costs',
      'metrics',
      'assumptions',
      'trades',
      'provenance',
    ]);
    expect(page).toContain('Funding is missing for 2 settlements.');
    expect(page).toContain('Below min notional');
    expect(page).toContain('Made up statistic');
    expect(page).toContain('2 bars');
    expect(page).toContain('limits.max_exposure');
    expect(page).toContain('abababababababab');
  });

  it('is the same for the same document', () => {
    expect(renderBacktestReport(sampleResult())).toBe(renderBacktestReport(sampleResult()));
  });

  it('refers to nothing outside', () => {
    const whole = renderBacktestReport(sampleResult({ regime: true }));
    expect(found(whole, /https?:|@import|url\(/i)).toEqual([]);
    const page = withoutScriptAndStyle(whole);
    expect(found(page, /<(link|img|iframe|object|embed|base|form)\b/i)).toEqual([]);
    expect(found(page, /\b(src|srcset|action|poster|data)\s*=/i)).toEqual([]);
    expect(found(page, / style=| on[a-z]+=/i)).toEqual([]);
    for (const [, target] of page.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#mark-/);
    expect(page).toContain("default-src 'none'");
  });

  it('shows hostile texts as texts, wherever they stand', () => {
    const sample = sampleResult({ symbols: [HOSTILE, 'ETHUSDT'], regime: true });
    const hostile: BacktestResultDocument = {
      ...sample,
      strategy: { name: HOSTILE, params: { [HOSTILE]: HOSTILE } },
      metrics: { ...sample.metrics, [HOSTILE]: 1, constructor: 2 },
      warnings: [HOSTILE],
      counters: { [HOSTILE]: 3 },
      configuration: { [HOSTILE]: [HOSTILE], nested: { [HOSTILE]: null, list: [{ [HOSTILE]: HOSTILE }] } },
      refusals: {
        total: 1,
        counts: { [HOSTILE]: 1 },
        samples: [{ reason: HOSTILE, symbol: HOSTILE, time: 0, detail: HOSTILE }],
      },
      data: sample.data.map((each) => ({ ...each, source: HOSTILE, sha256: HOSTILE, symbol: HOSTILE })),
      trades: sample.trades.map((trade) => ({ ...trade, exit_reason: HOSTILE, symbol: HOSTILE })),
      code_version: { version: HOSTILE, commit: HOSTILE, node: HOSTILE },
    };
    const page = renderBacktestReport(backtestResultSchema.parse(hostile));
    expect(page.match(/<script/g)).toHaveLength(sampleScripts(page));
    expect(found(withoutScriptAndStyle(page), /<img|<script>|onerror=alert\(2\)>/)).toEqual([]);
    expect(found(page, /[\u0000\u202e]/)).toEqual([]);
    expect(page).toContain('&lt;/script&gt;&lt;script&gt;alert(1)');
  });

  it('draws a million bars small, and hides no fall', () => {
    const sample = sampleResult({ bars: 1_000_000, barsPerTrade: 40 });
    // One bar of a crash that every other bar knows nothing of.
    sample.equity[654_321] = 1_234;
    const page = renderBacktestReport(sample);
    expect(page.length, 'bytes').toBeLessThan(1.5 * 1024 * 1024);
    for (const [, path] of page.matchAll(/class="line [a-z]+" d="([^"]*)"/g)) {
      expect(path!.match(/[ML]/g)!.length).toBeLessThanOrEqual(2000);
    }
    const points = JSON.parse(/class="points">(.*?)<\/script>/.exec(page)![1]!) as { lines: { values: number[] }[] };
    expect(Math.min(...points.lines[0]!.values)).toBe(1_234);
    expect(page).toContain('The first 500 of 24,999; the other 24,499 are in trades.csv');
    expect(page.match(/<tr class="(gain|loss)">/g)).toHaveLength(500);
  });

  it('shows the way of a long run, and candles of a million bars within the size and the bars that the documents say', () => {
    const sample = sampleResult({ bars: 1_000_000, barsPerTrade: 40 });
    const page = renderBacktestReport(sample, sampleBars(sample));
    expect(page.length, 'bytes').toBeLessThan(golden['page-size'].figures.MB[0]! * 1024 * 1024);
    expect(MOST_CANDLES + MOST_SINGLE_BARS).toBe(golden['page-bars'].figures.bars[0]);
    expect(page).toContain('<section id="rolling"');
    expect(page).toMatch(/The page holds candles of \d+ d \d* ?h?.*and every bar of 1 h around \d+ trades/);
  }, 60_000);

  it('stands a run without trades, a single bar, and an account that lost everything', () => {
    const empty = sampleResult({ barsPerTrade: 1e9 });
    expect(renderBacktestReport(empty)).toContain('There was no trade.');
    expect(
      found(withoutScriptAndStyle(renderBacktestReport(sampleResult({ bars: 1 }))), /NaN|Infinity|undefined/),
    ).toEqual([]);
    const ruined = sampleResult();
    ruined.equity.fill(-50, 300);
    const page = renderBacktestReport({ ...ruined, final_equity: -50, total_return: -1.005 });
    expect(page, 'no logarithm of a negative account').not.toContain('id="scale-log"');
    expect(found(withoutScriptAndStyle(page), /NaN|Infinity|undefined/)).toEqual([]);
  });

  it('gives every chart a title, a description, and every table heads with a scope', () => {
    const page = renderBacktestReport(sampleResult({ regime: true }));
    for (const [, labels] of page.matchAll(/role="img"\s+aria-labelledby="([^"]+)"/g)) {
      for (const id of labels!.split(' ')) expect(page).toContain(`id="${id}"`);
    }
    expect(page.match(/role="img"/g)!.length).toBeGreaterThanOrEqual(5);
    for (const [head] of page.matchAll(/<th\b[^>]*>/g)) expect(head).toContain('scope="');
    const ids = [...page.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1]);
    expect(new Set(ids).size, 'no id twice').toBe(ids.length);
  });
});

/** Blocks of data for the pointer and the page's own script. */
function sampleScripts(page: string): number {
  return [...page.matchAll(/<script type="application\/json" class="[a-z-]+">/g)].length + 1;
}
