import { describe, expect, it } from 'vitest';
import { formatsOf } from './formats.js';

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

describe('formats', () => {
  it('writes a dash for what is not known', () => {
    const { number, percent, usd, moment, duration } = formatsOf('en');
    expect([number(null), percent(null), usd(null), moment(null), duration(null), number(Infinity)]).toEqual(
      Array(6).fill('–'),
    );
  });

  it('writes numbers by the language', () => {
    expect(formatsOf('en').percent(0.1234, 1)).toBe('12.3%');
    expect(plain(formatsOf('ru').percent(0.1234, 1))).toBe('12,3 %');
  });

  it('rounds no whole number, and money to two decimals', () => {
    const { number, money } = formatsOf('en');
    expect([1_234_567, 123_456.789, 999.99961, 0.000123456789].map(number)).toEqual([
      '1,234,567',
      '123,456.79',
      '1,000',
      '0.000123457',
    ]);
    expect([1_234_567.891, 9_779.4, 0, -3].map(money)).toEqual(['1,234,567.89', '9,779.40', '0.00', '-3.00']);
    expect(money(null)).toBe('–');
  });

  it('writes moments in UTC', () => {
    expect(plain(formatsOf('en').moment(Date.UTC(2025, 0, 15, 12)))).toBe('Jan 15, 2025, 12:00 PM UTC');
  });

  it('writes lengths of time in their largest unit', () => {
    const { duration } = formatsOf('en');
    expect([0, 250, 5_000, 7_200_000, 172_800_000].map(duration).map(plain)).toEqual([
      '0 sec',
      '250 ms',
      '5 sec',
      '2 hr',
      '2 days',
    ]);
  });
});
