import { expect, it } from 'vitest';
import { isBarValue, isNewsValue } from './observation.js';

const bar = { open: 1, high: 2, low: 1, close: 2, volume: 3, quote_volume: null };
const news = { source: 'Wire', title: 'Up', body: null, url: null, sentiment: null, impact_score: null };

it('a value is a number, a bar or a headline', () => {
  expect([isBarValue(5), isNewsValue(5)]).toEqual([false, false]);
  expect([isBarValue(bar), isNewsValue(bar)]).toEqual([true, false]);
  expect([isBarValue(news), isNewsValue(news)]).toEqual([false, true]);
});
