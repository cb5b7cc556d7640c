import { expect, it } from 'vitest';
import { decimals, dollars, fraction, probability, signed } from './numbers.js';
import { sayIn } from '../language/say.js';
import { reasonText } from '../terminal/remarks.js';
import { compactAge } from '../terminal/snapshot-summary.js';

it('numbers keep their meaning when they are rounded', () => {
  expect(decimals(-0.0001, 2)).toBe('0.00');
  expect([signed(0.4, 2), signed(-0.4, 2), signed(0.001, 2)]).toEqual(['+0.40', '-0.40', '0.00']);
  expect([fraction(0.0144), fraction(0), fraction(0.00002)]).toEqual(['1.44 %', '0.00 %', '0.0020 %']);
  expect([probability(0.71), probability(1), probability(0.999), probability(0.001)]).toEqual([
    '71 %',
    '100 %',
    '99.9 %',
    '0.1 %',
  ]);
  expect([dollars(67_123.456), dollars(1.234e9), dollars(-2.5e6), dollars(0.00123), dollars(0)]).toEqual([
    '$67,123.46',
    '$1.23 B',
    '-$2.50 M',
    '$0.0012',
    '$0.00',
  ]);
});

it.each([
  [45, '45s'],
  [720, '12m'],
  [10_800, '3h'],
  [100_000, '27h'],
  [200_000, '2d'],
])('%d s is %s', (seconds, text) => {
  expect(compactAge(seconds, { say: sayIn('en') })).toBe(text);
});

it('reasons name the host, and nothing twice', () => {
  const reason = 'rss: rss (https://a.example/feed?x=1) is down.; rss: rss (https://a.example/feed?x=2) is down.';
  expect(reasonText(reason)).toBe('rss (a.example) is down');
  expect(reasonText('DefiLlama (https://b.example/x) answered HTTP 503.', 'DefiLlama')).toBe(
    'b.example answered HTTP 503',
  );
});
