import { expect, it } from 'vitest';
import { InputError } from '../../core/errors.js';
import { SECOND } from '../../core/time.js';
import { assertClock } from './exchange-venue.js';

const NOON = Date.UTC(2026, 0, 1, 12);

it.each([-20, -11, 11, 20, 3_600])(
  'refuses a clock that is %d s off, and says which is ahead and what to do',
  (seconds) => {
    const wrong = (): void => assertClock(NOON, NOON + seconds * SECOND, 'kraken');
    expect(wrong).toThrow(InputError);
    expect(wrong).toThrow(`${Math.abs(seconds)} s ${seconds > 0 ? 'ahead of' : 'behind'} that of kraken (2026-01-01T`);
    try {
      wrong();
    } catch (error) {
      expect((error as InputError).remedy).toContain('NTP');
    }
  },
);

it.each([-10, -1, 0, 10])('lets one pass that is %d s off', (seconds) => {
  expect(() => assertClock(NOON, NOON + seconds * SECOND, 'kraken')).not.toThrow();
});
