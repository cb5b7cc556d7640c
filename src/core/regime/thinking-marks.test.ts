import { describe, expect, it } from 'vitest';
import { tryParseRegimeAssessment } from './parse-regime-assessment.js';

const answer = (bull: number): string =>
  JSON.stringify({
    horizon_hours: 24,
    base_asset: 'BTC',
    prob_bull: bull,
    prob_bear: Number((1 - bull).toFixed(2)),
    regime_label: bull > 0.5 ? 'bull' : 'bear',
    confidence_level: 'medium',
    scores: {
      global_sentiment: 0.2,
      btc_sentiment: 0.3,
      altcoin_sentiment: 0.1,
      onchain_pressure: -0.1,
      liquidity_risk: 0.3,
      news_risk: 0.2,
      trend_strength: 0.5,
    },
    factors_summary: ['a'],
    reasoning_short: 'b',
    timestamp_utc: '2025-01-01T00:00:00Z',
  });

const draft = answer(0.9);
const final = answer(0.3);

const MARKS: readonly (readonly [string, string])[] = [
  ['<think>', '</think>'],
  ['<THINK >', '</Think>'],
  ['<think duration="3s">', '</think>'],
  ['<thinking>', '</thinking>'],
  ['<thought>', '</thought>'],
  ['<thoughts>', '</thoughts>'],
  ['<reasoning>', '</reasoning>'],
  ['<reflection>', '</reflection>'],
  ['<analysis>', '</analysis>'],
  ['<scratchpad>', '</scratchpad>'],
  ['<seed:think>', '</seed:think>'],
  ['<think_fast>', '</think_fast>'],
  ['<ds_think>', '</ds_think>'],
  ['<begin_of_thought>', '<end_of_thought>'],
  ['<draft>', '</draft>'],
  ['<unused94>thought\n', '<unused95>'],
  ['<details type="reasoning" done="false">', '</details>'],
  ['[THINK]', '[/THINK]'],
  ['[think]', '[/think]'],
  ['[REASONING]', '[/REASONING]'],
  ['◁think▷', '◁/think▷'],
  ['<|begin_of_thought|>', '<|end_of_thought|>'],
  ['<|START_THINKING|>', '<|END_THINKING|>'],
  ['<|channel|>analysis<|message|>', '<|end|><|start|>assistant<|channel|>final<|message|>'],
  ['<|channel|>analysis<|message|>', '<|channel|>final<|message|>'],
  ['<|channel>thought\n', '<channel|>'],
];

describe.each(MARKS)('thinking between %s and %s', (open, close) => {
  it('is left aside where it is closed', () => {
    const parsed = tryParseRegimeAssessment(`${open}A draft: ${draft}\nBut no.${close}\n${final}`);
    expect(parsed.ok && parsed.assessment.prob_bull).toBe(0.3);
  });

  it.each([`${open}A draft: ${draft}`, `${open}${draft}\n`, `Well. ${open}\n${draft}\n</other>`])(
    'is no answer where it is not closed: %#',
    (text) => {
      const parsed = tryParseRegimeAssessment(text);
      expect(parsed.ok ? null : parsed.error.message).toContain('ends inside its thinking');
    },
  );

  it('is everything before a closing mark whose opening the template wrote', () => {
    const parsed = tryParseRegimeAssessment(`A draft: ${draft}${close}${final}`);
    expect(parsed.ok && parsed.assessment.prob_bull).toBe(0.3);
    expect(tryParseRegimeAssessment(`A draft: ${draft}${close}`).ok).toBe(false);
  });
});

it('marks within a text of the answer are only text', () => {
  const parsed = tryParseRegimeAssessment(final.replace('"b"', '"[THINK] and <thought> ◁think▷ <|channel|>analysis"'));
  expect(parsed.ok && parsed.assessment.prob_bull).toBe(0.3);
});
