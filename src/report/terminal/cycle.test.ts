import type { CycleDocument } from '../../contract/cycle.js';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { buildMarketSnapshot, type MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { RegimeAssessment } from '../../core/regime/schema.js';
import { renderCycle } from './cycle.js';
import { renderSnapshot } from './snapshot.js';
import { terminalStyle, type TerminalStyle } from './style.js';

const AS_OF = Date.UTC(2025, 0, 15, 12);

const style = (columns: number, env: Record<string, string> = {}, isTTY = false): TerminalStyle =>
  terminalStyle({ env: { LANG: 'en_US.UTF-8', ...env }, columns, isTTY, platform: 'linux' });

function snapshot(overrides: Partial<MarketSnapshot> = {}): MarketSnapshot {
  const empty = buildMarketSnapshot([], {
    asOf: AS_OF,
    baseAsset: 'BTCUSDT',
    horizonHours: 24,
    failures: [
      {
        source: 'fear-greed',
        series: ['fear_greed'],
        code: 'http.status.503',
        reason: 'fear-greed (https://api.alternative.me/fng/?limit=31) answered HTTP 503.',
      },
    ],
  });
  const quality = { source: 'binance-spot', observed_at: '2025-01-15T11:00:00.000Z', missing_because: null };
  return {
    ...empty,
    market: { ...empty.market, spot_price: 96_842.17, funding_rate: 0.0003, realized_vol: 0.405 },
    news: [
      {
        source: 'feed\u001b[31m',
        time_utc: '2025-01-15T09:00:00Z',
        sentiment: null,
        impact_score: null,
        text: `比特币 rally ${'very long '.repeat(40)}`,
      },
    ],
    data_quality: {
      ...empty.data_quality,
      fields: {
        ...empty.data_quality.fields,
        'market.spot_price': { ...quality, age_seconds: 30, stale: false },
        'market.funding_rate': { ...quality, age_seconds: 50_400, stale: true },
        'market.realized_vol': { ...quality, age_seconds: 0, stale: false },
      },
    },
    ...overrides,
  };
}

const regime = (overrides: Partial<RegimeAssessment> = {}): RegimeAssessment => ({
  horizon_hours: 24,
  base_asset: 'BTCUSDT',
  prob_bull: 0.71,
  prob_bear: 0.29,
  regime_label: 'bull',
  confidence_level: 'medium',
  scores: {
    global_sentiment: -0.4,
    btc_sentiment: 0.5,
    altcoin_sentiment: null,
    onchain_pressure: 0,
    liquidity_risk: 0.1,
    news_risk: 0.2,
    trend_strength: 1,
  },
  factors_summary: ['momentum'],
  reasoning_short: 'It has been rising.',
  timestamp_utc: null,
  ...overrides,
});

const view = (overrides: Partial<CycleDocument> = {}): CycleDocument => ({
  snapshot: snapshot(),
  llm_output: regime(),
  k_long: 1.5,
  k_short: 0.6,
  pos_long: 0.015,
  pos_short: 0.006,
  base_long: 0.01,
  base_short: 0.01,
  k_max: 2,
  model: { id: 'ollama/llama3.2', kind: 'llm', version: 'abc' },
  usage: {
    calls: 2,
    prompt_tokens: 3412,
    completion_tokens: null,
    latency_ms: 4_230,
    cost_usd: 0.0031,
    replayed: false,
  },
  warnings: [],
  news_cap: null,
  earned: null,
  calibration: null,
  ...overrides,
});

const shown = (overrides: Partial<CycleDocument> = {}, with_ = style(100)): string =>
  renderCycle(view(overrides), with_);
/** Without the line breaks of wrapping. */
const flat = (text: string): string => text.replace(/\n\s*/g, ' ');

describe('the report of a cycle', () => {
  it('answers first: regime, probability, recommendation, who answered and what it cost', () => {
    const text = shown();
    const order = [
      'BULLISH',
      '71 % bull',
      '→ Hold BTC long with 1.50 % of equity for the next 24 h',
      'Answered by ollama/llama3.2',
      'Sizes',
      'Why',
      'Market',
      'News',
      'Missing',
    ];
    const places = order.map((part) => flat(text).indexOf(part));
    expect(
      places.every((place) => place >= 0),
      `${places.join()} in ${text}`,
    ).toBe(true);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).toContain('2 calls · 3,412 + ? tokens · 4.2 s · $0.0031');
    expect(text).toMatch(/│ long {2}│ +1\.00 % │ +1\.500 │ +1\.50 % │/);
  });

  it.each([60, 72, 80, 100, 120])('no line is wider than %d columns, in colour or not', (columns) => {
    for (const text of [
      shown({}, style(columns, {}, true)),
      shown({}, style(columns)),
      renderSnapshot(snapshot(), style(columns)),
    ]) {
      for (const line of text.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(columns);
    }
  });

  it('has colour on a terminal only, and never under NO_COLOR', () => {
    expect(shown({}, style(80, {}, true))).toContain('\u001b[');
    expect(shown({}, style(80))).not.toContain('\u001b');
    expect(shown({}, style(80, { NO_COLOR: '1' }, true))).not.toContain('\u001b');
    expect(shown({}, style(80, { TERM: 'dumb' }, true))).not.toContain('\u001b');
    expect(shown({}, style(80, { FORCE_COLOR: '1' }))).toContain('\u001b[');
  });

  it('is plain ASCII where the locale is not UTF-8', () => {
    const text = shown({ snapshot: snapshot({ news: [] }), warnings: ['“half” — more'] }, style(80, { LC_ALL: 'C' }));
    expect(text).toMatch(/^[\x20-\x7e\n]*$/);
    expect(text).toContain('-> Hold BTC long');
    expect(text).toMatch(/bear =+\|=+\|=+O=+ bull/);
  });

  it('marks the probability on the gauge, from end to end', () => {
    const knobAt = (prob: number): number => {
      const rail = shown({ llm_output: regime({ prob_bull: prob, prob_bear: 1 - prob }) })
        .split('\n')
        .find((line) => line.startsWith('  bear '))!;
      return rail.indexOf('●') - '  bear '.length;
    };
    const last = knobAt(1);
    expect(knobAt(0)).toBe(0);
    expect(last).toBeGreaterThan(40);
    expect(knobAt(0.5)).toBe(last / 2);
    expect(knobAt(0.71)).toBe(Math.round(0.71 * last));
    expect(shown({ llm_output: regime({ prob_bull: 0.998, prob_bear: 0.002 }) })).toContain('99.8 % bull');
  });

  it('says what was earned by what, and favours no side of an opinion that has earned nothing', () => {
    const factors = { measured: 0.7, age: 0.5, drift: 1, refused: null, because: null };
    const counted = { alarms: 1, live_decisions: 3 };
    const earned = { evaluation: '20250101-000000-000-1a2b3c4d', share: 0.344, ...factors, ...counted };
    const text = flat(shown({ earned, calibration: { evaluation: 'e', kind: 'platt', prob_bull: 0.9 } }));
    expect(text).toContain(
      'Earned 0.34 of the distance from 1 (evaluation 20250101-000000-000-1a2b3c4d; its age leaves 50 %; live scores fell below it once; 3 live decisions since).',
    );
    expect(text).toContain('Recalibrated (platt, evaluation e); the model said 90 % bull.');
    expect(text).toContain('Hold BTC long');
    const nothing = flat(shown({ earned: { ...earned, evaluation: null, share: 0, age: null } }));
    expect(nothing).toContain('Earned 0.00 of the distance from 1 (nothing was measured');
    expect(nothing).toContain('No side of BTC is favoured');
    expect(shown()).not.toMatch(/Earned|Recalibrated/);
  });

  it('calls a baseline what it is, and demo data too', () => {
    const model = { id: 'baseline/heuristic-1', kind: 'baseline', version: null } as const;
    expect(shown({ model, usage: null })).toContain(
      'baseline/heuristic-1 (statistical baseline, not a language model)',
    );
    const demo = snapshot();
    const marked = { ...demo, data_quality: { ...demo.data_quality, demo: true } };
    expect(shown({ snapshot: marked }).split('\n')[0]).toContain('demo data (generated)');
    expect(renderSnapshot(marked, style(80)).split('\n')[0]).toContain('demo data (generated)');
    expect(shown()).not.toContain('demo data');
  });

  it('shows ages, marks what is stale, and says what is missing and why', () => {
    const text = flat(shown());
    expect(text).toMatch(/price +\$96,842\.17 +30s/);
    expect(text).toMatch(/funding \(last\) +\+0\.0300 % +14h!/);
    expect(text).toContain('! older than is usual for its kind');
    expect(text).toContain('fear & greed, fear & greed, 7 d: fear-greed (api.alternative.me) answered HTTP 503');
    expect(text).toContain('BTC dominance');
  });

  it('shows warnings, and escapes what others wrote', () => {
    const text = shown({
      warnings: ['News alone raised the size.\u001b[2J'],
      llm_output: regime({ reasoning_short: 'up\u202e down\u0007' }),
      model: { id: 'ollama/\u001b]0;x\u0007', kind: 'llm', version: null },
    });
    expect(text).toContain('▲ News alone raised the size.\\u{1b}[2J');
    expect(text).toContain('up\\u{202e} down\\u{7}');
    expect(text).not.toMatch(/[\u0007\u001b\u202e]/);
  });

  it.each([
    [
      {},
      'Hold BTC long with 1.50 % of equity for the next 24 h; a short, if your strategy opens one, with at most 0.60 % of equity.',
    ],
    [{ pos_short: 0 }, 'Hold BTC long with 1.50 % of equity for the next 24 h; no short.'],
    [{ pos_long: 0 }, 'BTC looks bullish, but the long size is 0'],
    [
      { llm_output: regime({ regime_label: 'bear', prob_bull: 0.2, prob_bear: 0.8 }) },
      'Hold BTC short with 0.60 % of equity for the next 24 h; where you cannot short, keep a long to at most 1.50 % of equity.',
    ],
    [
      { llm_output: regime({ regime_label: 'bear' }), pos_short: 0 },
      'BTC looks bearish and shorts are sized 0: keep a long, if you hold one, to 1.50 % of equity',
    ],
    [
      { llm_output: regime({ regime_label: 'neutral' }) },
      'No side of BTC is favoured for the next 24 h: at most 1.50 % of equity long or 0.60 % of equity short',
    ],
    [
      {
        k_long: 0,
        k_short: 0,
        pos_long: 0,
        pos_short: 0,
        llm_output: regime({ scores: { ...regime().scores, news_risk: 0.95 } }),
      },
      'Stay out of BTC for the next 24 h: news risk is 0.95, above the hard stop of 0.90.',
    ],
    [
      { k_long: 0, k_short: 0, pos_long: 0, pos_short: 0 },
      'Hold nothing in BTC for the next 24 h: both multipliers are 0.',
    ],
    [{ pos_long: 0, pos_short: 0 }, 'Hold nothing in BTC for the next 24 h: the base sizes are 0.'],
    [
      { llm_output: null, k_long: 0, k_short: 0, pos_long: 0, pos_short: 0 },
      'Hold nothing in BTC for the next 24 h: no model gave a valid opinion.',
    ],
  ] satisfies [Partial<CycleDocument>, string][])('recommends in one sentence (%#)', (overrides, sentence) => {
    expect(flat(shown(overrides))).toContain(`→ ${sentence}`);
  });
});
