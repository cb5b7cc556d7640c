import { expect, it } from 'vitest';
import { BarSeries } from '../../src/core/bars.js';
import { labelDecision } from '../../src/evaluation/label.js';
import { bullProbability } from './bull-probability.js';

const HOUR = 3_600_000;

/** Every path of eight steps, labelled by the product from bars. */
function enumerated(upProbabilities: readonly number[]): number {
  const steps = upProbabilities.length;
  const bars = BarSeries.allocate('BTCUSDT', HOUR, steps + 1);
  let bull = 0;
  let labelled = 0;
  for (let path = 0; path < 2 ** steps; path++) {
    let level = 0;
    let weight = 1;
    for (let i = 0; i <= steps; i++) {
      if (i > 0) {
        const up = ((path >> (i - 1)) & 1) === 1;
        level += up ? 1 : -1;
        weight *= up ? upProbabilities[i - 1]! : 1 - upProbabilities[i - 1]!;
      }
      bars.openTime[i] = i * HOUR;
      bars.close[i] = Math.exp(level / 100);
    }
    const label = labelDecision(bars, HOUR, steps * HOUR);
    if (!label.scored) continue;
    labelled += weight;
    bull += weight * label.outcome;
  }
  return bull / labelled;
}

it('is what enumerating every path and labelling its bars gives', () => {
  for (const upProbabilities of [
    [0.7],
    [0.5, 0.5],
    [0.3, 0.6, 0.6],
    [0.54, 0.54, 0.54, 0.54, 0.46, 0.46, 0.46, 0.46],
    [0.9, 0.2, 0.5, 0.5, 0.1, 0.8, 0.5],
  ])
    expect(bullProbability(upProbabilities)).toBeCloseTo(enumerated(upProbabilities), 13);
  expect(bullProbability(new Array<number>(24).fill(0.5))).toBeCloseTo(0.5, 13);
});
