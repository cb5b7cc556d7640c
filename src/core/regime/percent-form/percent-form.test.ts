import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regimeAssessmentSchema } from '../schema.js';
import { PERCENT_FORM } from './index.js';
import { PERCENT_SCORES } from './schema.js';

const answer = {
  factors: ['return_7d_pct 4: upward', 'funding_rate high: crowded'],
  reasoning: 'Momentum leans up, against crowded longs.',
  global_sentiment: 10,
  btc_sentiment: -20,
  altcoin_sentiment: 0,
  onchain_pressure: 100,
  liquidity_risk: 30,
  news_risk: 0,
  trend_strength: 45,
  bull_pct: 62,
  confidence: 'medium',
};
const text = (change: Record<string, unknown> = {}): string => JSON.stringify({ ...answer, ...change });
const refusal = (written: string): string => {
  const parsed = PERCENT_FORM.parse(written);
  return parsed.ok ? 'accepted' : parsed.error.reason;
};

describe('the percent form', () => {
  it('becomes the document: hundredths, the rest is bear, the label derived', () => {
    expect(PERCENT_FORM.parse(text())).toEqual({
      ok: true,
      corrections: [],
      assessment: {
        horizon_hours: null,
        base_asset: null,
        timestamp_utc: null,
        prob_bull: 0.62,
        prob_bear: 0.38,
        regime_label: 'bull',
        confidence_level: 'medium',
        scores: {
          global_sentiment: 0.1,
          btc_sentiment: -0.2,
          altcoin_sentiment: 0,
          onchain_pressure: 1,
          liquidity_risk: 0.3,
          news_risk: 0,
          trend_strength: 0.45,
        },
        factors_summary: answer.factors,
        reasoning_short: answer.reasoning,
      },
    });
  });

  it('takes every answer that its schema allows, and what comes of it is a valid document', () => {
    const whole = (min: number) => fc.integer({ min, max: 100 });
    const legal = fc.record({
      factors: fc.array(fc.string({ maxLength: 80 }), { maxLength: 3 }),
      reasoning: fc.string({ maxLength: 240 }),
      ...Object.fromEntries(PERCENT_SCORES.map(([name, min]) => [name, whole(min)])),
      bull_pct: whole(0),
      confidence: fc.constantFrom('low', 'medium', 'high'),
    });
    fc.assert(
      fc.property(legal, (written) => {
        const parsed = PERCENT_FORM.parse(JSON.stringify(written));
        expect(parsed.ok && regimeAssessmentSchema.safeParse(parsed.assessment).success).toBe(true);
        if (parsed.ok) expect(parsed.assessment.prob_bull + parsed.assessment.prob_bear).toBe(1);
      }),
    );
  });

  it.each([
    ['a decimal, which may have meant a percent', { bull_pct: 0.62 }, 'field-type'],
    ['a decimal score', { news_risk: 0.4 }, 'field-type'],
    ['over 100', { bull_pct: 101 }, 'field-range'],
    ['under the range', { bull_pct: -1 }, 'field-range'],
    ['a risk below 0', { liquidity_risk: -5 }, 'field-range'],
    ['a sentiment below -100', { btc_sentiment: -101 }, 'field-range'],
    ['a percent text', { bull_pct: '62%' }, 'field-type'],
    ['a list', { bull_pct: [62] }, 'field-type'],
    ['null', { bull_pct: null }, 'field-type'],
    ['true', { bull_pct: true }, 'field-type'],
    ['an unknown confidence', { confidence: 'sure' }, 'field-type'],
    ['no confidence', { confidence: undefined }, 'field-missing'],
    ['no bull_pct', { bull_pct: undefined }, 'field-missing'],
  ])('refuses %s', (_name, change, reason) => {
    expect(refusal(text(change))).toBe(reason);
  });

  it('refuses what is not one answer', () => {
    expect(refusal(`${text()} ${text({ bull_pct: 30 })}`)).toBe('several-objects');
    expect(refusal(`[${text()}]`)).toBe('wrapped');
    expect(refusal(text().slice(0, -20))).toBe('truncated');
    expect(refusal(`<think>${text()}`)).toBe('thinking-unclosed');
    expect(refusal(text().replace('"bull_pct":62', '"bull_pct":62,"bull_pct":38'))).toBe('field-ambiguous');
    expect(refusal(text().replace('"bull_pct":62', '"bull_pct":1e309'))).toBe('field-range');
  });

  it('takes whole numbers as texts, a missing score as unknown, and cuts what is too long', () => {
    const parsed = PERCENT_FORM.parse(
      text({ bull_pct: '7', news_risk: undefined, btc_sentiment: null, reasoning: 'x'.repeat(5_000) }),
    );
    expect(parsed).toMatchObject({
      ok: true,
      assessment: { prob_bull: 0.07, scores: { news_risk: null, btc_sentiment: null } },
      corrections: ['reasoning was cut to 2000 characters.'],
    });
  });

  it('reads an answer in the words of the document as strictly as ever', () => {
    const document = {
      prob_bull: 0.6,
      prob_bear: 0.4,
      confidence_level: 'low',
      scores: {},
      factors_summary: [],
      reasoning_short: '',
    };
    expect(PERCENT_FORM.parse(JSON.stringify(document))).toMatchObject({ ok: true, assessment: { prob_bull: 0.6 } });
    expect(refusal(JSON.stringify({ ...document, prob_bear: 0.9 }))).toBe('probability-sum');
    expect(refusal(`${text()}\n${JSON.stringify(document)}`)).toBe('several-objects');
  });
});

describe('its schema', () => {
  const { properties, required } = PERCENT_FORM.jsonSchema as {
    properties: Record<string, Record<string, unknown>>;
    required: string[];
  };

  it('bounds everything, has the reasons before the numbers, and nothing to copy', () => {
    expect(required).toEqual(Object.keys(answer));
    expect(PERCENT_FORM.jsonSchema).toMatchObject({ type: 'object', additionalProperties: false });
    for (const [name, property] of Object.entries(properties)) {
      if (property.type === 'integer') expect(property, name).toMatchObject({ maximum: 100 });
      else if (property.type === 'array') expect(property).toMatchObject({ maxItems: 3, items: { maxLength: 80 } });
      else expect(property.maxLength ?? property.enum, name).toBeDefined();
    }
    for (const [name, min] of [...PERCENT_SCORES, ['bull_pct', 0] as const]) {
      expect(properties[name], name).toMatchObject({ type: 'integer', minimum: min });
    }
  });

  it('is what the rules name, field by field', () => {
    for (const name of required) expect(PERCENT_FORM.rules).toContain(name);
  });
});

describe('refusals of the percent form', () => {
  const told = (written: string): string => {
    const parsed = PERCENT_FORM.parse(written);
    return parsed.ok ? 'accepted' : `${parsed.error.reason}: ${parsed.error.message}`;
  };

  it.each([
    [text({ bull_pct: 0.62 }), 'field-type: bull_pct is 0.62 but must be a whole number from 0 to 100, such as 62.'],
    [text({ bull_pct: 'up' }), 'field-type: bull_pct must be a whole number from 0 to 100.'],
    [text({ bull_pct: 101 }), 'field-range: bull_pct is 101 but must be a whole number from 0 to 100.'],
    [text({ bull_pct: -1 }), 'field-range: bull_pct is -1 but must be a whole number from 0 to 100.'],
    [text({ btc_sentiment: -101 }), 'field-range: btc_sentiment is -101 but must be a whole number from -100 to 100.'],
    [text({ news_risk: -1 }), 'field-range: news_risk is -1 but must be a whole number from 0 to 100.'],
    [text({ confidence: 'sure' }), 'field-type: confidence must be "low", "medium" or "high".'],
    [text({ confidence: undefined }), 'field-missing: confidence is missing.'],
    [text().replace('{', '{"bull_pct": 3,'), 'field-ambiguous: bull_pct is given twice with different values.'],
    [text().replace('{', '{"news_risk": 3,'), 'field-ambiguous: news_risk is given twice with different values.'],
    [text().replace('{', '{"note": 3,"note": 4,'), 'accepted'],
    [text({ news_risk: null, factors: undefined, reasoning: undefined }), 'accepted'],
    [
      text({ bull_pct: null, confidence: null }),
      'field-type: bull_pct must be a whole number from 0 to 100; confidence must be "low", "medium" or "high".',
    ],
  ])('%s', (written, sentence) => {
    expect(told(written)).toBe(sentence);
  });

  it('name the fields as the form does where texts are set right', () => {
    const parsed = PERCENT_FORM.parse(text({ factors: 'one', reasoning: 'x'.repeat(3_000) }));
    if (!parsed.ok) throw parsed.error;
    expect(parsed.corrections).toEqual([
      'factors was no list of texts: it was dropped.',
      'reasoning was cut to 2000 characters.',
    ]);
  });
});
