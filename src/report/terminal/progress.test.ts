import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { progressLine, shortTime } from './progress.js';
import { terminalStyle } from './style.js';

const style = terminalStyle({ env: { LANG: 'en_US.UTF-8' }, platform: 'linux', columns: 100, isTTY: true });
const step = { name: '3 of 8: openai/gpt-4o-mini-2024-07-18', share: 0.337, doing: 'decision 337 of 1000, 2 failed' };

describe('progressLine', () => {
  it('says how far it is, and how long it takes yet', () => {
    expect(progressLine({ name: 'BTCUSDT 1h', share: 1 / 3, doing: 'file 4 of 12' }, 18, 100, style)).toBe(
      'BTCUSDT 1h ████████················  33 % file 4 of 12, about 20 s left',
    );
    expect(progressLine({ name: 'x', share: 1, doing: 'file 2 of 2' }, 0, 100, style)).not.toContain('left');
  });

  it.each([20, 30, 40, 50, 57, 60, 80, 100, 200])('stays on one line of %d columns', (width) => {
    for (const left of [null, 5_000]) {
      expect(stringWidth(progressLine(step, left, width, style))).toBeLessThanOrEqual(width);
      expect(stringWidth(progressLine({ ...step, name: '模型'.repeat(20) }, left, width, style))).toBeLessThanOrEqual(
        width,
      );
    }
  });

  it('keeps the percent where the name has to be cut', () => {
    expect(progressLine(step, 90, 57, style)).toContain(' 33 %');
  });
});

it.each([
  [0.2, '1 s'],
  [9.1, '10 s'],
  [42, '45 s'],
  [95, '2 min'],
  [3_601, '1 h 1 min'],
  [7_200, '2 h'],
])('%d seconds are %s', (seconds, text) => {
  expect(shortTime(seconds, style)).toBe(text);
});
