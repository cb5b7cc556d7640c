import { expect, it } from 'vitest';
import { formatDuration } from './duration.js';

it.each([
  [-5, '0 s'],
  [0, '0 s'],
  [0.4, '0 s'],
  [45.4, '45 s'],
  [720, '12 min'],
  [725, '12 min 5 s'],
  [12_000, '3 h 20 min'],
  [12_030, '3 h 20 min'],
  [3_605, '1 h'],
  [86_400, '1 d'],
  [86_400 + 300, '1 d'],
  [2 * 86_400 + 5 * 3_600 + 59 * 60, '2 d 5 h'],
])('%s s is %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});
