import { beforeAll, describe, expect, it } from 'vitest';
import type { Comparison } from '../../contract/comparison.js';
import type { BacktestResultDocument } from '../../core/backtest-result/index.js';
import { renderBacktestReport } from './backtest.js';
import { renderComparisonPage } from './compare.js';
import { sampleEvaluation } from './evaluation/fixtures/sample-evaluation.js';
import { renderEvaluationReport } from './evaluation/index.js';
import { sampleBars } from './fixtures/sample-bars.js';
import { sampleResult } from './fixtures/sample-result.js';
import { say, speaking, spokenDuration } from './speech.js';
import { ENGLISH, voiceOf, type Voice } from './voice.js';

/** Names of models, strategies, symbols, files, measures and programs: they are the same in every language. */
const NAMES =
  /^(?:BTCUSDT|ETHUSDT|sma-cross|buy-and-hold|fast|slow|UTC|USD|SHA|CAGR|AUC|ECE|ROC|DM|MVRV|JSON|FOK|P&L|Node|Seed|seed|Ulcer|csv|parquet|trades|bars|ms|fp|prob_bull|llm-trading-system|openai|ollama|baseline|made-up|latest|Made|up|statistic|evaluation|regime|climatology|constant|momentum|logistic|heuristic|limits|params|content|taker_fee|symbols|max_exposure|market|news|onchain|mvrv|realized_vol|return|spot_price|funding_rate|pct)$/;

/** What is seen or said of a page, without its data, script and style. */
function textOf(page: string): string {
  const visible = page
    .replace(/<(style|script|code)[\s\S]*?<\/\1>/g, '')
    .replace(/[\w.-]+@\w+|fp_\w+|[\w/-]+\.parquet|\(made up\)/g, '');
  const attributes = [...visible.matchAll(/(?:aria-label|title|placeholder|data-label|data-month)="([^"]*)"/g)];
  return `${visible.replace(/<[^>]*>/g, '\n')}\n${attributes.map(([, text]) => text!).join('\n')}`
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<');
}

/** Words in Latin letters that are no name, with the line that they stand in. */
const englishIn = (page: string): string[] =>
  textOf(page)
    .split('\n')
    .filter((line) => (line.match(/[A-Za-z][\w&-]*[A-Za-z]/g) ?? []).some((word) => !word.split(/_?\d[\w.-]*/).every((part) => part === '' || NAMES.test(part)))); // prettier-ignore

const sides = (result: BacktestResultDocument): Comparison =>
  ({
    runs: ['first', 'second'].map((id) => ({
      ...{ id, strategy: result.strategy.name, symbols: result.symbols, interval_ms: result.interval_ms },
      ...{ start_time: result.start_time, end_time: result.end_time, metrics: result.metrics },
      costs: { fees: 1, slippage: 2, funding: -1, borrow: 0, liquidation_fees: 0, model_calls: null },
    })),
    notes: [],
    buy_and_hold: result.metrics,
    differences: [{ name: 'params.fast', values: ['5', null] }],
  }) as unknown as Comparison;

describe('reports in Russian', () => {
  let russian: Voice;
  beforeAll(async () => {
    russian = await voiceOf('ru');
  });

  it('of a backtest leave nothing English, whatever there is to say', () => {
    const sample = sampleResult({ bars: 5_000, barsPerTrade: 7, regime: true, symbols: ['BTCUSDT', 'ETHUSDT'] });
    const { costs, metrics } = sample;
    const full: BacktestResultDocument = {
      ...sample,
      bootstrap: {
        level: 0.95,
        samples: 1_000,
        block_periods: 12,
        intervals: { sharpe: { low: 0.1, high: 2 } },
      },
      costs: { ...costs, model_calls: null, borrow: 3, liquidation_fees: 2, funding: -4 },
      metrics: { ...metrics, win_rate: 0.5, exposure: 0.3, cagr: 0.1, var_95: 0.02, returns_period_ms: 86_400_000 },
      warnings: [],
      refusals: { total: 1, counts: { below_min_notional: 1 }, samples: [] },
      ambiguous: { ...sample.ambiguous, bars: 3 },
    };
    for (const page of [
      renderBacktestReport(full, sampleBars(full), russian),
      renderBacktestReport({ ...full, trades: [], trade_count: 0, regime: null }, [], russian),
      renderComparisonPage(sides(full), [full, full], [], russian),
    ]) {
      expect(page).toContain('<html lang="ru">');
      expect(englishIn(page)).toEqual([]);
    }
  });

  it('of an evaluation leave nothing English', async () => {
    for (const options of [{}, { plain: true, withoutBaselines: true, decisions: 160 }, { decisions: 24 }]) {
      const page = renderEvaluationReport(
        await sampleEvaluation({ ...options, warnings: [], failure: 'it gave no opinion' }),
        russian,
      );
      expect(page).toContain('<html lang="ru">');
      expect(englishIn(page)).toEqual([]);
    }
  });

  it('say in the script what they say on the page', () => {
    const page = renderBacktestReport(sampleResult(), [], russian);
    const script = /<script>([\s\S]*)<\/script>/.exec(page)![1]!;
    expect(script).toContain('"Приблизить"');
    expect(script).toContain('"{0} сделки"');
    expect(script).not.toMatch(/Zoom|trades'|Open |candles of/);
  });

  it('are one page each: what is drawn next, or after one that failed, is English again', () => {
    expect(say('Year')).toBe('Year');
    const fails = (): string => {
      throw new Error(say('Year'));
    };
    expect(() => speaking(russian, fails)).toThrow('Год');
    expect(say('Year')).toBe('Year');
    expect(speaking(russian, () => `${speaking(ENGLISH, () => say('Year'))} ${say('Year')}`)).toBe('Year Год');
    expect(renderBacktestReport(sampleResult())).toContain('<html lang="en">');
  });

  it('write lengths of time in the units of the language', () => {
    expect(speaking(russian, () => spokenDuration(93_784_000))).toBe('1 д 2 ч');
    expect(spokenDuration(93_784_000)).toBe('1 d 2 h');
  });
});
