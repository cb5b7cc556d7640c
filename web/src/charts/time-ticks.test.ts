import { describe, expect, it } from 'vitest';
import { timeTicks } from './time-ticks.js';

const at = (day: number, hour = 0): number => Date.UTC(2024, 11, day, hour) / 1_000;

describe('ticks of time', () => {
  it('are days with their month by the language, and the year where it begins', () => {
    expect(timeTicks([at(30), at(31), at(32)], 86_400, 'en')).toEqual(['Dec 30\n2024', 'Dec 31', 'Jan 1\n2025']);
    expect(timeTicks([at(31), at(46)], 15 * 86_400, 'ru')).toEqual(['31 дек.\n2024', '15 янв.\n2025']);
  });

  it('are hours of 24 where they are nearer, and the day where it begins', () => {
    expect(timeTicks([at(1, 12), at(1, 18), at(2, 0)], 21_600, 'en')).toEqual([
      '12:00\nDec 1',
      '18:00',
      '00:00\nDec 2',
    ]);
  });
});
