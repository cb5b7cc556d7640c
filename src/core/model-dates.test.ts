import { expect, it } from 'vitest';
import { endOfDate, modelDatesSchema } from './model-dates.js';

const dates = { released: '2024-06-30', training_cutoff: '2023-12', source: 'the vendor' };
const problemsOf = (given: unknown) => modelDatesSchema.safeParse(given).error?.issues.map((issue) => issue.message);

it.each([{}, { released: '2024-06' }, { training_cutoff: null }, { released: '2024-02-29' }])(
  'accepts %j',
  (change) => {
    expect(modelDatesSchema.parse({ ...dates, ...change })).toEqual({ ...dates, ...change });
  },
);

it.each(['2024', '2024-6-30', '2024-06-3', '2024-06-300', 'x2024-06', '2024-06-30T00:00'])('refuses %s', (released) => {
  expect(problemsOf({ ...dates, released })).toContain('a day such as 2024-06-30 or a month such as 2024-06');
});

it.each(['2023-02-29', '2024-13', '2024-00-10'])('refuses %s, which does not exist', (released) => {
  expect(problemsOf({ ...dates, released })).toEqual(['a date that exists']);
});

it('wants a source', () => {
  expect(problemsOf({ ...dates, source: '' })).toHaveLength(1);
  expect(problemsOf({ ...dates, source: 'x'.repeat(301) })).toHaveLength(1);
  expect(problemsOf({ ...dates, more: 1 })).toHaveLength(1);
});

it.each([
  ['2024-06-30', Date.UTC(2024, 6, 1)],
  ['2024-06', Date.UTC(2024, 6, 1)],
  ['2024-12', Date.UTC(2025, 0, 1)],
  ['2024-12-30', Date.UTC(2024, 11, 31)],
])('%s ends when the next begins', (text, end) => {
  expect(endOfDate(text)).toBe(end);
});
