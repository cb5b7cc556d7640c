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
  ['Sat, 04 Jul 2026 02:08:00 EST', MOMENT],
  ['Sat, 04 Jul 2026 00:08:00 PDT', MOMENT],
  ['Sat, 04 Jul 2026 09:08:00 GMT+2', MOMENT],
  ['Sat, 04 Jul 2026 09:08:00 GMT+0200', MOMENT],
  ['Sat, 04 Jul 2026 01:38:00 UTC-05:30', MOMENT],
  ['Sat, 04 Jul 2026 09:08:00 +2', MOMENT],
  ['Sat, 04 Jul 2026 10:08:00 MSK', MOMENT],
  ['Sat, 04 Jul 2026 09:08:00 CEST', MOMENT],
  ['Sat, 04 Jul 2026 09:08:00 +0200 (CEST)', MOMENT],
  ['Sat, 04 Jul 2026 07:08:00 +0000 (UTC)', MOMENT],
  ['Sat, 04-Jul-2026 07:08:00 GMT', MOMENT],
  ['Sat Jul 04 2026 03:08:00 GMT-0400 (Eastern Daylight Time)', MOMENT],
  ['July 4, 2026, 07:08', MOMENT],
  ['2026-07-04 02:08:00 EST', MOMENT],
  ['2026-07-04T09:08:00 +0200', MOMENT],
  ['2026-07-04 09:08:00 GMT+2', MOMENT],
  ['Sat, 04 Jul 2026 07:08:00.123 GMT', MOMENT],
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
  'Sat, 04 Jul 2026 07:08:00 IST',
  'Sat, 04 Jul 2026 07:08:00 GMT+x',
  '2026-07-04 07:08:00 tea time',
  'x'.repeat(100_000),
])('refuses %j', (text) => {
  expect(feedDate(text)).toBeNull();
});
