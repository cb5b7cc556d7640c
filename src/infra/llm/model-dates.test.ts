import { describe, expect, it } from 'vitest';
import { endOfDate, modelDatesSchema } from '../../core/model-dates.js';
import { BUILT_IN_MODEL_DATES, datesOf, MODEL_DATES_AS_OF, parseModelDates } from './model-dates.js';

const own = (released: string) => ({ released, training_cutoff: null, source: 'me' });
const released = (model: string, options = {}): string | null => {
  const answer = datesOf(model, options);
  return answer.known ? answer.dates.released : null;
};

describe('the built-in table', () => {
  it('holds valid dates: a cutoff before its release, no release after the day of the table', () => {
    for (const [name, dates] of Object.entries(BUILT_IN_MODEL_DATES)) {
      modelDatesSchema.parse(dates);
      expect(endOfDate(dates.released), name).toBeLessThanOrEqual(endOfDate(MODEL_DATES_AS_OF));
      if (dates.training_cutoff !== null)
        expect(endOfDate(dates.training_cutoff), name).toBeLessThan(endOfDate(dates.released));
    }
  });
  it('has no entry that the rule about aliases would hide', () => {
    for (const name of Object.keys(BUILT_IN_MODEL_DATES))
      expect(released(name.replace('*', '-instruct-q4_K_M')), name).not.toBeNull();
  });
});

describe('dates of a model', () => {
  it.each([
    ['openai/gpt-4o-2024-08-06', '2024-08-06'],
    ['anthropic/claude-sonnet-4-20250514', '2025-05-22'],
    ['google/gemini-2.0-flash-001', '2025-02-05'],
    ['ollama/llama3.1:8b', '2024-07-23'],
    ['ollama/llama3.1:8b-instruct-q4_K_M', '2024-07-23'],
  ])('%s was released on %s', (model, date) => {
    expect(released(model)).toBe(date);
  });

  it.each([
    ['openai/gpt-4o', 'without a dated version'],
    ['openai/gpt-4o-mini', 'without a dated version'],
    ['anthropic/claude-3-5-haiku-latest', 'latest'],
    ['anthropic/claude-sonnet-4-5', 'without a dated version'],
    ['google/gemini-2.5-pro', 'without a dated version'],
    ['ollama/llama3.1', 'without a tag'],
    ['ollama/llama3.1:latest', 'latest'],
    ['ollama/gpt-oss:120b-cloud', 'cloud'],
    ['azure/gpt-4o-2024-08-06', 'deployment'],
    ['openai/gpt-99-2031-01-01', 'not in the table'],
    ['constructor', 'not in the table'],
  ])('%s is unknown: %s', (model, because) => {
    const answer = datesOf(model);
    expect(answer.known).toBe(false);
    if (!answer.known) expect(answer.because).toContain(because);
  });

  it('come from the user first, aliases included; the longest pattern is the one that counts', () => {
    const overrides = {
      'openai/gpt-4o': own('2030-01-01'),
      'azure/*': own('2029-01-01'),
      'azure/mine*': own('2028-01-01'),
    };
    expect(released('openai/gpt-4o', { overrides })).toBe('2030-01-01');
    expect(released('azure/mine-2', { overrides })).toBe('2028-01-01');
    expect(released('azure/other', { overrides })).toBe('2029-01-01');
  });

  it('are those of the version that an alias reported, if it was the same throughout', () => {
    const reportedVersions = ['gpt-4o-2024-08-06', 'gpt-4o-2024-08-06'];
    expect(released('openai/gpt-4o', { reportedVersions })).toBe('2024-08-06');
    expect(released('openai/gpt-4o', { reportedVersions: ['gpt-4o'] })).toBeNull();
    expect(released('openai/gpt-4o', { reportedVersions: [null] })).toBeNull();
    const mixed = datesOf('openai/gpt-4o', { reportedVersions: [...reportedVersions, 'gpt-4o-2024-11-20'] });
    expect(mixed).toEqual({ known: false, because: 'openai/gpt-4o answered as 2 different versions' });
  });
});

describe("a user's table", () => {
  it('is read', () => {
    const table = parseModelDates({ 'a/b': own('2024-05') }, 'dates.json');
    expect(released('a/b', { overrides: table })).toBe('2024-05');
  });
  it.each([
    [[], 'its top'],
    [{ nameless: own('2024-05') }, 'nameless'],
    [{ 'a/b': own('2024-02-31') }, 'a/b → released'],
    [{ 'a/b': own('May 2024') }, 'a/b → released'],
    [{ 'a/b': { ...own('2024-05'), cutoff: '2024-01' } }, 'cutoff'],
  ])('%j is refused, naming %s', (document, named) => {
    expect(() => parseModelDates(document, 'dates.json')).toThrow(named);
  });
});

describe('end of a date', () => {
  it.each([
    ['2024-06', '2024-07-01'],
    ['2024-12', '2025-01-01'],
    ['2024-12-31', '2025-01-01'],
    ['2024-02-28', '2024-02-29'],
  ])('%s ends where %s begins', (date, next) => {
    expect(endOfDate(date)).toBe(Date.parse(next));
  });
});
