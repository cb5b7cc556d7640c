import { expect, it } from 'vitest';
import { feedDate } from './date.js';

const MOMENT = '2026-07-04T07:08:00.000Z';
it.each([
  ['Sat, 04 Jul 2026 07:08:00 +0000', MOMENT],
  ['Sat, 04 Jul 2026 03:08:00 -0400', MOMENT],
  ['Sat, 4 Jul 2026 12:38:00 +0530', MOMENT],
  ['04 Jul 2026 07:08:00 GMT', MOMENT],
  ['Saturday, 04 July 2026 07:08 UT', MOMENT],
  ['Sat, 04 Jul 26 03:08:00 EDT', MOMENT],
  ['Sat,  04 Jul 2026\n 07:08:00  Z', MOMENT],
  ['Sat, 04 Jul 2026 07:08:00', MOMENT],
  ['2026-07-04T03:08:00-04:00', MOMENT],
  ['2026-07-04T07:08:00.000Z', MOMENT],
  ['2026-07-04 07:08:00', MOMENT],
])('reads %j', (text, expected) => {
  expect(new Date(feedDate(text)!).toISOString()).toBe(expected);
});

it.each([
  '',
  'yesterday',
  'Sat, 31 Jun 2026 07:08:00 GMT',
  '04 Foo 2026 07:08:00 GMT',
  '04 Jul 2026 07:08:00 XYZ',
  '04 Jul 2026 25:08:00 GMT',
  '2026-13-01T00:00:00Z',
  'x'.repeat(100_000),
])('refuses %j', (text) => {
  expect(feedDate(text)).toBeNull();
});
