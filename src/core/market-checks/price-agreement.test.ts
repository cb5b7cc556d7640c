import { describe, expect, it } from 'vitest';
import { contradicted, type PriceReadings } from './price-agreement.js';

const NOW = Date.UTC(2025, 0, 1);
const bar = (close: number, age = 60_000) => ({ close, closeTime: NOW - age });

describe('contradicted', () => {
  it.each<[string, PriceReadings, string[]]>([
    ['all agree', { ticker: 100, bar: bar(101), book: 100.5 }, []],
    ['one reading alone is believed', { ticker: 100, bar: null, book: null }, []],
    ['none', { ticker: null, bar: null, book: null }, []],
    ['the ticker is 100 times off', { ticker: 10_000, bar: bar(101), book: 100.5 }, ['ticker']],
    ['the bars are of another coin', { ticker: 100, bar: bar(3), book: 100.5 }, ['bar']],
    ['the book is of another coin', { ticker: 100, bar: bar(101), book: 3 }, ['book']],
    ['two that differ', { ticker: 10_000, bar: bar(101), book: null }, ['ticker', 'bar']],
    ['three that differ', { ticker: 10_000, bar: bar(101), book: 3 }, ['ticker', 'bar', 'book']],
    ['an old bar proves nothing', { ticker: 10_000, bar: bar(101, 4 * 3_600_000), book: null }, []],
  ])('%s', (_, readings, expected) => {
    expect([...contradicted(readings, NOW)]).toEqual(expected);
  });
});
