import { describe, expect, it } from 'vitest';
import type { ModelDatesAnswer } from '../../core/model-dates.js';
import { headlineStart, headlineStartSchema, type HeadlineInput } from './headline-start.js';

const at = (text: string): number => Date.parse(text);
const known = (released: string, training_cutoff: string | null): ModelDatesAnswer => ({
  known: true,
  dates: { released, training_cutoff, source: 'card' },
});
const input = (dates: ModelDatesAnswer | null, more: Partial<HeadlineInput> = {}): HeadlineInput => ({
  models: [{ id: 'm', dates }],
  promptCreatedAt: at('2020-01-01'),
  settingsChosenAt: null,
  ...more,
});

describe('start of the headline', () => {
  it('is the latest of release, cutoff with embargo, prompt and settings', () => {
    const dates = known('2024-08-06', '2023-10');
    expect(headlineStart(input(dates))).toMatchObject({
      from: at('2024-08-07'),
      because: expect.stringContaining('released'),
    });
    const prompt = headlineStart(input(dates, { promptCreatedAt: at('2025-03-01') }));
    expect(prompt).toMatchObject({ from: at('2025-03-01'), because: expect.stringContaining('prompt') });
    const settings = headlineStart(input(dates, { settingsChosenAt: at('2025-04-01T12:00Z') }));
    expect(settings).toMatchObject({ from: at('2025-04-01T12:00Z'), because: expect.stringContaining('by hand') });
    expect(settings.parts.map((part) => part.what)).toEqual(['release', 'cutoff', 'prompt', 'settings']);
    expect(headlineStartSchema.parse(settings)).toEqual(settings);
  });
  it('waits for the embargo after the cutoff', () => {
    const early = known('2024-08-06', '2024-07-31');
    expect(headlineStart(input(early)).from).toBe(at('2024-08-31'));
    expect(headlineStart(input(early, { embargoMs: 0 })).from).toBe(at('2024-08-07'));
  });
  it('is the release where no cutoff is stated', () => {
    expect(headlineStart(input(known('2024-08', null))).from).toBe(at('2024-09-01'));
  });
  it('is unknown where the dates of a model or of the prompt are', () => {
    const alias = headlineStart(
      input({ known: false, because: 'm is an alias' }, { settingsChosenAt: at('2025-01-01') }),
    );
    expect(alias).toMatchObject({ from: 'unknown', because: 'm is an alias' });
    expect(headlineStart(input(known('2024-08-06', null), { promptCreatedAt: null })).from).toBe('unknown');
  });
  it('of an ensemble is that of its latest member, and unknown if one is', () => {
    const members = [
      { id: 'a', dates: known('2023-01-01', null) },
      { id: 'b', dates: known('2024-01-01', null) },
      { id: 'baseline/hmm', dates: null },
    ];
    const whole = headlineStart({ ...input(null), models: members });
    expect(whole).toMatchObject({ from: at('2024-01-02'), because: expect.stringContaining('b was released') });
    const dates: ModelDatesAnswer = { known: false, because: 'c is an alias' };
    expect(headlineStart({ ...input(null), models: [...members, { id: 'c', dates }] }).from).toBe('unknown');
  });
  it('of a baseline depends on settings alone', () => {
    expect(headlineStart(input(null, { promptCreatedAt: at('2025-03-01') })).from).toBe(0);
    expect(headlineStart(input(null, { promptCreatedAt: null, settingsChosenAt: 5 })).from).toBe(5);
  });
});
