import { expect, it } from 'vitest';
import { axisLabels, percentLabels } from './axis-label.js';
import { linearTicks } from './ticks.js';

it.each([
  [0.00000101, 0.00000134],
  [1.00001e-6, 1.00009e-6],
  [0, 3e-12],
  [0.99, 1.01],
  [9_999.9, 10_000.3],
  [61_000, 61_004],
  [0, 1e7],
  [-5, 5],
])('labels of %d to %d are all different, short, and are what they stand for', (low, high) => {
  const ticks = linearTicks(low, high, 5);
  const labels = ticks.map(axisLabels(ticks));
  expect(new Set(labels).size).toBe(ticks.length);
  for (const [i, label] of labels.entries()) {
    const unit = { k: 1e3, M: 1e6, B: 1e9 }[label.at(-1)!] ?? 1;
    const error = parseFloat(label.replaceAll(',', '')) * unit - ticks[i]!;
    expect(Math.abs(error)).toBeLessThanOrEqual(Math.abs(ticks[i]!) * 1e-12);
  }
});

it.each([
  [1e-160, 1e-80, 1e-3],
  [2e-140, 5e-20, 0.5],
  [-1e-300, 1e-200, 0.25],
])('labels powers of ten that lie far apart: %d, %d and %d', (...ticks) => {
  expect(ticks.map(axisLabels(ticks)).map(Number)).toEqual(ticks);
});

it('labels small shares too', () => {
  const ticks = linearTicks(0, 0.0004, 4);
  expect(ticks.map(percentLabels(ticks))).toEqual(['0%', '0.01%', '0.02%', '0.03%', '0.04%']);
});
