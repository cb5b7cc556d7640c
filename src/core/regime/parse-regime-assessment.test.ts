import { describe, expect, it } from 'vitest';
import { LlmTradingError } from '../errors.js';
import { MAX_ANSWER_LENGTH, parseRegimeAssessment, tryParseRegimeAssessment } from './parse-regime-assessment.js';
import { RegimeParseError } from './regime-parse-error.js';

const BASE = { prob_bull: 0.7, prob_bear: 0.3, confidence_level: 'low', scores: { news_risk: 0.2 } };
const text = (change: object = {}): string => JSON.stringify({ ...BASE, ...change });

function refusal(answer: string): RegimeParseError {
  const parsed = tryParseRegimeAssessment(answer);
  if (parsed.ok) throw new Error('it was accepted');
  return parsed.error;
}

function accepted(answer: string) {
  const parsed = tryParseRegimeAssessment(answer);
  if (!parsed.ok) throw parsed.error;
  return parsed;
}

describe('parseRegimeAssessment', () => {
  it('fills in what may be missing', () => {
    expect(parseRegimeAssessment(text())).toEqual({
      horizon_hours: null,
      base_asset: null,
      prob_bull: 0.7,
      prob_bear: 0.3,
      regime_label: 'bull',
      confidence_level: 'low',
      scores: {
        global_sentiment: null,
        btc_sentiment: null,
        altcoin_sentiment: null,
        onchain_pressure: null,
        liquidity_risk: null,
        news_risk: 0.2,
        trend_strength: null,
      },
      factors_summary: [],
      reasoning_short: '',
      timestamp_utc: null,
    });
  });

  it('throws a typed error with the reason', () => {
    const thrown = (() => {
      try {
        return parseRegimeAssessment('no');
      } catch (error) {
        return error;
      }
    })();
    expect(thrown).toBeInstanceOf(RegimeParseError);
    expect(thrown).toBeInstanceOf(LlmTradingError);
    expect(thrown).toMatchObject({
      name: 'RegimeParseError',
      where: 'the answer of the model',
      expected: 'one JSON object with the fields of a regime assessment',
      kind: 'unavailable',
      code: 'regime.parse.no-object',
      reason: 'no-object',
      retryable: false,
    });
  });

  it('refuses what is no text, and what is too long, without looking at it', () => {
    expect(refusal(undefined as unknown as string).reason).toBe('not-text');
    expect(refusal(text() + ' '.repeat(MAX_ANSWER_LENGTH)).message).toBe(
      `The answer has ${MAX_ANSWER_LENGTH + text().length} characters: at most 1000000 are read.`,
    );
  });

  it.each([
    [{ horizon_hours: 24 }, { horizon_hours: 24 }],
    [{ horizon_hours: '24' }, { horizon_hours: 24 }],
    [{ horizon_hours: 0 }, { horizon_hours: null }],
    [{ horizon_hours: -4 }, { horizon_hours: null }],
    [{ base_asset: 'BTC/USDT' }, { base_asset: 'BTC/USDT' }],
    [{ base_asset: 'BTC\u202eUSDT' }, { base_asset: null }],
    [{ base_asset: 'x'.repeat(41) }, { base_asset: null }],
    [{ timestamp_utc: '2026-06-01T12:00:00.123Z' }, { timestamp_utc: '2026-06-01T12:00:00.123Z' }],
    [{ timestamp_utc: '2026-13-01T12:00:00Z' }, { timestamp_utc: null }],
    [{ timestamp_utc: 'yesterday' }, { timestamp_utc: null }],
    [{ confidence_level: ' High ' }, { confidence_level: 'high' }],
    [{ scores: {} }, { scores: expect.objectContaining({ news_risk: null, btc_sentiment: null }) }],
    [{ scores: { btc_sentiment: '-0.25' } }, { scores: expect.objectContaining({ btc_sentiment: -0.25 }) }],
    [{ prob_bull: 0.61, prob_bear: 0.41 }, { regime_label: 'neutral' }],
  ])('reads %j as %j', (given, expected) => {
    expect(parseRegimeAssessment(text(given))).toMatchObject(expected);
  });
});

describe('corrections', () => {
  it.each<[string, object, string[]]>([
    ['nothing', { regime_label: 'bull', factors_summary: ['a'], reasoning_short: 'b' }, []],
    ['a label in other letters', { regime_label: 'BULL' }, []],
    [
      'a label against the numbers',
      { regime_label: 'bear' },
      ['regime_label was bear, against the probabilities: it is bull.'],
    ],
    [
      'no such label',
      { regime_label: 'sideways' },
      ['regime_label was none of bull, bear, neutral: by the probabilities it is bull.'],
    ],
    [
      'a sum that is off',
      { prob_bull: 0.7, prob_bear: 0.31 },
      ['prob_bull + prob_bear was 1.01: both were divided by it.'],
    ],
    ['a sum that is rounded', { prob_bull: 0.7, prob_bear: 0.3000000000000001 }, []],
    ['a long reasoning', { reasoning_short: 'x'.repeat(2_001) }, ['reasoning_short was cut to 2000 characters.']],
    ['a reasoning that is no text', { reasoning_short: 7 }, ['reasoning_short was no text: it was dropped.']],
    ['factors that are no list', { factors_summary: 'up' }, ['factors_summary was no list of texts: it was dropped.']],
    [
      'factors that are no texts',
      { factors_summary: ['up', 7, {}] },
      ['factors_summary was cut to 20 texts of at most 500 characters.'],
    ],
    [
      'too many factors',
      { factors_summary: Array.from({ length: 21 }, () => 'x') },
      ['factors_summary was cut to 20 texts of at most 500 characters.'],
    ],
  ])('tell of %s', (_name, change, corrections) => {
    expect(accepted(text(change)).corrections).toEqual(corrections);
  });

  it('leave texts at their caps, without half a surrogate pair', () => {
    const { assessment } = accepted(
      text({
        reasoning_short: `${'x'.repeat(1_999)}😀`,
        factors_summary: Array.from({ length: 30 }, () => 'y'.repeat(600)),
      }),
    );
    expect(assessment.reasoning_short).toBe(`${'x'.repeat(1_999)}\ufffd`);
    expect(assessment.factors_summary).toEqual(Array.from({ length: 20 }, () => 'y'.repeat(500)));
  });
});

describe('refusals name what a repair has to mend', () => {
  it.each([
    [
      text({ prob_bull: 0.85, prob_bear: 0.85 }),
      'probability-sum',
      'prob_bull + prob_bear is 1.7 but must be 1: they are the probabilities of two opposite outcomes.',
    ],
    [
      '{prob_bull: "62%", confidence_level: "sure", scores: {news_risk: 55, trend_strength: null}}',
      'field-type',
      'prob_bull must be a number from 0 to 1; prob_bear is missing; confidence_level must be "low", "medium" or "high"; scores.news_risk is 55 but must be from 0 to 1.',
    ],
    [text().replace('{', '{"prob_bull": 0.2,'), 'field-ambiguous', 'prob_bull is given twice with different values.'],
    [
      text().replace(',"prob_bear"', ' "prob_bear"'),
      'syntax',
      'The JSON object is broken at character 18, where "," or "}" is expected.',
    ],
    ['{prob_bear: 0, prob_bull: 1}', 'field-missing', 'confidence_level is missing; scores is missing.'],
    [
      '{prob_bull: 0.5, confidence_level: "low", scores: []}',
      'field-missing',
      'prob_bear is missing; scores must be an object.',
    ],
    [text({ scores: 'none' }), 'field-type', 'scores must be an object.'],
    [text({ scores: null }), 'field-type', 'scores must be an object.'],
    [
      text().replace('{"news_risk"', '{"news_risk": 0.9, "news_risk"'),
      'field-ambiguous',
      'scores.news_risk is given twice with different values.',
    ],
    [
      text({ prob_bull: 1.2, prob_bear: null }),
      'field-range',
      'prob_bull is 1.2 but must be from 0 to 1; prob_bear must be a number from 0 to 1.',
    ],
    [
      text({ prob_bull: null, prob_bear: -0.5 }),
      'field-type',
      'prob_bull must be a number from 0 to 1; prob_bear is -0.5 but must be from 0 to 1.',
    ],
    [
      text({ prob_bull: 0.72, prob_bear: 0.30001 }),
      'probability-sum',
      'prob_bull + prob_bear is 1.02001 but must be 1: they are the probabilities of two opposite outcomes.',
    ],
    [text().slice(0, -3), 'truncated', 'The answer breaks off inside the JSON object: write it whole and shorter.'],
    ['{"a": 1}', 'field-missing', 'The JSON object has no prob_bull: give prob_bull and prob_bear.'],
    [
      `[${text()}]`,
      'wrapped',
      'The assessment is inside an array, a text or another object: write the object itself, with prob_bull at its top level.',
    ],
    ['{}'.repeat(5_000), 'too-complex', 'The answer is full of brackets and values: write one JSON object only.'],
    [
      `{"a": [${'1,'.repeat(10_000)}]}`,
      'too-complex',
      'The answer is full of brackets and values: write one JSON object only.',
    ],
  ])('%s', (answer, reason, message) => {
    expect(refusal(answer)).toMatchObject({ reason, message });
  });
});

describe('an answer among other text', () => {
  it.each([
    ['an open brace that is closed nowhere', `A lone { is harmless. ${text()}`],
    ['a brace in quotes', `Use "{" to open. ${text()}`],
    ['an apostrophe and a bracket', `It's [fine: ${text()}`],
    ['a quoted sentence before', `"Bull," it says. ${text()}`],
  ])('is read beside %s', (_name, answer) => {
    expect(accepted(answer).assessment.prob_bull).toBe(0.7);
  });

  it.each([
    ['braces around it', `\\boxed{${text()}}`, 'wrapped'],
    ['a broken list around it', `[x, ${text()}]`, 'wrapped'],
    ['quotes at both ends', `" ${text().replaceAll('"', "'")} "`, 'wrapped'],
    ['the start of another one after it', `${text()}\n{"prob_bull": 0.1,`, 'truncated'],
  ])('is refused with %s', (_name, answer, reason) => {
    expect(refusal(answer).reason).toBe(reason);
  });
});

describe('fields that may be anything', () => {
  const partOf = (change: object) => accepted(text(change));

  it.each([
    ['2025-01-31T10:00:00Z', '2025-01-31T10:00:00Z'],
    ['2025-01-31 10:00+02:00', '2025-01-31 10:00+02:00'],
    ['2025-13-31T10:00:00Z', null],
    ['2025-01-31T10:00:00', null],
    ['yesterday', null],
    [1_738_317_600_000, null],
    [null, null],
  ])('keep a moment that is one: %j', (timestamp_utc, kept) => {
    expect(partOf({ timestamp_utc }).assessment.timestamp_utc).toBe(kept);
  });

  it.each([
    [24, 24],
    ['24', 24],
    [0, null],
    [-1, null],
    ['a day', null],
    [null, null],
  ])('keep a horizon above 0: %j', (horizon_hours, kept) => {
    expect(partOf({ horizon_hours }).assessment.horizon_hours).toBe(kept);
  });

  it.each([
    ['BTC', 'BTC'],
    ['BTC/USDT:USDT', 'BTC/USDT:USDT'],
    ['', null],
    ['<b>', null],
    ['x'.repeat(41), null],
    [7, null],
  ])('keep an asset that is written like one: %j', (base_asset, kept) => {
    expect(partOf({ base_asset }).assessment.base_asset).toBe(kept);
  });

  it.each([
    [' Bull ', []],
    [null, []],
    ['bear', ['regime_label was bear, against the probabilities: it is bull.']],
    [7, ['regime_label was none of bull, bear, neutral: by the probabilities it is bull.']],
    ['up', ['regime_label was none of bull, bear, neutral: by the probabilities it is bull.']],
  ])('derive the label: %j', (regime_label, corrections) => {
    const parsed = partOf({ regime_label });
    expect(parsed.assessment.regime_label).toBe('bull');
    expect(parsed.corrections).toEqual(corrections);
  });

  it('divide both probabilities by their sum, and tell it where it is more than rounding', () => {
    expect(partOf({ prob_bull: 0.72, prob_bear: 0.3 }).corrections).toEqual([
      'prob_bull + prob_bear was 1.02: both were divided by it.',
    ]);
    const rounded = partOf({ prob_bull: 0.7, prob_bear: 0.3 + 1e-10 });
    expect(rounded.corrections).toEqual([]);
    expect(rounded.assessment.prob_bull + rounded.assessment.prob_bear).toBe(1);
    expect(rounded.assessment.prob_bull).not.toBe(0.7);
  });

  it('count −0 as 0', () => {
    expect(Object.is(partOf({ scores: { news_risk: '-0', btc_sentiment: -0 } }).assessment.scores.news_risk, 0)).toBe(
      true,
    );
    expect(
      Object.is(accepted('{prob_bull: 1, prob_bear: -0, confidence_level: "low", scores: {}}').assessment.prob_bear, 0),
    ).toBe(true);
  });
});
