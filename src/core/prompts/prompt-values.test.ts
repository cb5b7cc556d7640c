import { describe, expect, it } from 'vitest';
import type { FieldQuality, MarketSnapshot } from '../market-snapshot/schema.js';
import { headlinesText, shortNumber, tableText } from './compact-values.js';
import { fullSnapshot, newsItem } from './fixtures/full-snapshot.js';
import { markerFor } from './marker.js';
import { snapshotValues } from './snapshot-values.js';

/** With what is known of one field changed; undefined: nothing is. */
function withQuality(path: string, change: Partial<FieldQuality> | undefined): MarketSnapshot {
  const snapshot = fullSnapshot();
  const { fields } = snapshot.data_quality;
  if (change === undefined) Reflect.deleteProperty(fields, path);
  else fields[path] = { ...fields[path]!, ...change };
  return snapshot;
}
const withPrice = (spot_price: number | null): MarketSnapshot => {
  const snapshot = fullSnapshot();
  return { ...snapshot, market: { ...snapshot.market, spot_price } };
};
const lineOf = (text: string, start: string): string | undefined =>
  text.split('\n').find((line) => line.startsWith(start));

describe('numbers of the short table', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.65432, '0.65'],
    [0.999, '1'],
    [1, '1'],
    [1.2345, '1.23'],
    [999.9, '1000'],
    [1_000, '1000'],
    [1_234.56, '1235'],
    [999_999.4, '999999'],
    [1e6, '1M'],
    [28_540_000, '28.5M'],
    [999_999_999, '1000M'],
    [1e9, '1B'],
    [-28_540_000_000, '-28.5B'],
    [0.000001, '0.000001'],
    [0.00000031, '0.00000031'],
    [-0.00000031, '-0.00000031'],
    [1.06e-6, '0.0000011'],
  ])('%d is %s', (value, text) => {
    expect(shortNumber(value)).toBe(text);
  });
});

describe('ages in the short table', () => {
  const priceOf = (change: Partial<FieldQuality> | undefined) =>
    lineOf(tableText(withQuality('market.spot_price', change)), 'price');

  it.each([
    ['is not told of what is younger than a day', { age_seconds: 86_399 }, 'price: 101'],
    ['is told from a day on', { age_seconds: 86_400 }, 'price: 101 (1 d old)'],
    ['is told of what is older', { age_seconds: 180_000 }, 'price: 101 (2 d 2 h old)'],
    ['is told of what is stale, however young', { age_seconds: 60, stale: true }, 'price: 101 (STALE, 1 min old)'],
    ['is not known of what is stale', { age_seconds: null, stale: true }, 'price: 101 (STALE)'],
    ['is not known', { age_seconds: null }, 'price: 101'],
    ['is not known of a field of which nothing is', undefined, 'price: 101'],
  ])('%s', (_, change, line) => {
    expect(priceOf(change)).toBe(line);
  });
});

describe('values of the long question', () => {
  const priceLine = (snapshot: MarketSnapshot) => lineOf(snapshotValues(snapshot).market(), '- spot_price');

  it.each([
    ['its age', { age_seconds: 90 }, 'age: 1 min 30 s'],
    ['that it is stale', { age_seconds: 90, stale: true }, 'age: 1 min 30 s (STALE)'],
    ['that its age is not known', { age_seconds: null }, 'age unknown'],
    ['that nothing is known of it', undefined, 'age unknown'],
  ])('say %s', (_, change, age) => {
    expect(priceLine(withQuality('market.spot_price', change))).toBe(
      `- spot_price (last spot price): 101.25; unit: USD; ${age}`,
    );
  });

  it.each([[null], [NaN], [Infinity]])('are missing where they are %d, and say why', (value) => {
    const missing = withPrice(value);
    missing.data_quality.fields['market.spot_price']!.missing_because = 'the source answered 503';
    expect(priceLine(missing)).toBe('- spot_price (last spot price): missing, because: the source answered 503');
    missing.data_quality.fields['market.spot_price']!.missing_because = null;
    expect(priceLine(missing)).toBe('- spot_price (last spot price): missing, because: no reason recorded');
    delete missing.data_quality.fields['market.spot_price'];
    expect(priceLine(missing)).toBe('- spot_price (last spot price): missing, because: no reason recorded');
  });
});

describe('news', () => {
  const news = [
    newsItem('First', { sentiment: -0.44, impact_score: 0.25 }),
    newsItem('\u0410BC news', { time_utc: 'soon', source: 'x'.repeat(70), impact_score: null }),
    newsItem('Third', { time_utc: '2026-06-01T11:20:00.000Z', sentiment: 1, impact_score: 0.9 }),
    newsItem('Fourth', { impact_score: null }),
    newsItem('Fifth', { sentiment: -0.01, impact_score: 0.1 }),
  ];
  const linesOf = (text: string): string[] => text.split('\n').slice(2, -1);

  it('in short are the heaviest three: hours, source, sentiment, impact', () => {
    expect(linesOf(headlinesText(fullSnapshot({ news })))).toEqual([
      '3, coindesk, -0.4, 0.3: "First"',
      '1, coindesk, 1, 0.9: "Third"',
      '3, coindesk, 0, 0.1: "Fifth"',
    ]);
  });

  it('in short tell what is not known, and what may pose as something else', () => {
    const [line] = linesOf(headlinesText(fullSnapshot({ news: news.slice(1, 2) })));
    expect(line).toBe(`?, ${'x'.repeat(13)}..., ?, ?, mixed scripts: it may pose as another: "\u0410BC news"`);
    expect(headlinesText(fullSnapshot())).toBe('none');
  });

  it('in short stand between two lines with eight characters that nobody else knows', () => {
    const snapshot = fullSnapshot({ news });
    const marker = markerFor(JSON.stringify(snapshot)).slice(0, 8);
    const lines = headlinesText(snapshot).split('\n');
    expect([lines[0], lines[1], lines.at(-1)]).toEqual([
      '3 of 5, newest first',
      `<<<NEWS ${marker}`,
      `NEWS ${marker}>>>`,
    ]);
  });

  it('at length tell what is not known, and whether all of them are old', () => {
    const snapshot = fullSnapshot({ news: [news[0]!, news[1]!] });
    snapshot.data_quality.fields.news!.stale = true;
    const lines = snapshotValues(snapshot).news().split('\n');
    expect(lines[0]).toContain('2 items, newest first (STALE). ');
    expect(lines[2]).toBe(
      '1. [source: coindesk; time_utc: 2026-06-01T09:00:00.000Z; age: 3 h; sentiment (-1 … 1): -0.44; impact_score (0 … 1): 0.25] "First"',
    );
    expect(lines[3]).toContain('time_utc: soon; age unknown; sentiment (-1 … 1): not given by the source; ');
    delete snapshot.data_quality.fields.news;
    expect(snapshotValues(snapshot).news()).toContain('2 items, newest first. ');
    expect(snapshotValues({ ...snapshot, news: [] }).news()).toBe('missing, because: no reason recorded');
  });
});
