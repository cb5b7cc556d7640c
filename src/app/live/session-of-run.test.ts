import { describe, expect, it } from 'vitest';
import type { RunConfiguration } from '../../contract/run-configuration.js';
import { DEFAULT_SETTINGS } from '../../engine/settings.js';
import { executionDocument } from '../backtest/execution-document.js';
import { specOfRun } from '../backtest/spec-of-run.js';
import { sessionOfRun, sessionPreview } from './session-of-run.js';

const configuration: RunConfiguration = {
  data: ['btc.csv', 'btc-1m.csv'],
  reading: { date_format: 'D-M-YYYY' },
  funding: ['BTCUSDT'],
  mark: ['mark.csv'],
  filters: { source: 'binance-um', sha256: 'f' },
  margin_tiers: { source: 'tiers.json', sha256: 't' },
  from: '2024-01-01T00:00:00.000Z',
  to: '2024-02-01T00:00:00.000Z',
  strategy: 'llm-regime',
  params: { k_max: 2, steps: [1, 2] },
  strategy_files: [],
  execution: executionDocument({ ...DEFAULT_SETTINGS, takerFee: 0.0009, limits: { maxDrawdown: 0.3 } }),
  regime: {
    ...{ model: 'ollama/llama3.2', decision_bars: 24, on_failure: 'flat', temperature: 0 },
    settings: { 'llm.prompt': 'regime-1@05a70699f642', 'llm.temperature': '0' },
    observations: { file: 'store', sha256: 'o' },
    ...{ answered_by: {}, totals: {}, failures: [], calibrate: 'platt', news_cap: 0.3 },
    earned: { rule: 'walk-forward', sha256: null, mean_share: 1, shares: [] },
  },
  bootstrap: 1000,
};
const prices = { symbols: ['BTCUSDT'], interval: '1h' };

describe('a session of a run', () => {
  it('on its bars is all that it was, without intervals', () => {
    const { spec, leftOut } = sessionOfRun({ configuration }, null);
    expect(spec).toEqual({ ...specOfRun(configuration), bootstrap: null });
    expect(leftOut.map(({ field }) => field)).toEqual(['bootstrap']);
  });

  it('on live prices names whatever is of the past, and keeps the rest', () => {
    const { spec, leftOut } = sessionOfRun({ configuration }, prices);
    const was = specOfRun(configuration);
    const named = new Set(leftOut.map(({ field }) => field));
    expect(spec.data).toEqual(['BTCUSDT:1h']);
    // Every field of the run's specification is in the session as it was, or is named.
    for (const field of Object.keys(was) as (keyof typeof was)[]) {
      if (named.has(field) || field === 'to') continue;
      expect({ field, value: spec[field] }).toEqual({ field, value: was[field] });
    }
    expect([...named]).toEqual(['bootstrap', 'data', 'reading', 'funding', 'mark', 'observations', 'from']);
  });

  it('names nothing that the run did not have', () => {
    const bare: RunConfiguration = { ...configuration, bootstrap: null, funding: [], regime: null };
    delete bare.mark;
    delete bare.reading;
    expect(sessionOfRun({ configuration: bare }, null).leftOut).toEqual([]);
    expect(sessionOfRun({ configuration: bare }, prices).leftOut.map(({ field }) => field)).toEqual(['data', 'from']);
  });

  it('is shown field by field before it begins', () => {
    const { takes, left_out } = sessionPreview('id', { configuration, symbols: ['BTCUSDT'], interval: '1h' }, true);
    const shown = Object.fromEntries(takes.map(({ field, value }) => [field, value]));
    expect(shown).toMatchObject({
      strategy: 'llm-regime',
      'params.steps': '1, 2',
      'execution.taker_fee': '0.0009',
      'execution.max_drawdown': '0.3',
      'opinions.model': 'ollama/llama3.2',
      'opinions.earned': 'walk-forward',
      'llm.prompt': 'regime-1@05a70699f642',
      margin_tiers: 'tiers.json',
    });
    expect(Object.keys(shown)).not.toContain('execution.max_participation');
    expect(left_out.length).toBe(7);
  });
});
