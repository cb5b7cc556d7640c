import { describe, expect, it } from 'vitest';
import { sampleBars } from '../fixtures/sample-bars.js';
import { sampleResult } from '../fixtures/sample-result.js';
import { packCandles } from './pack.js';
import { planCandles } from './plan.js';
import { candleStep } from './steps.js';

const HOUR = 3_600_000;

describe('candles of a run', () => {
  const result = sampleResult({ bars: 20_000, barsPerTrade: 500 });
  const [bars] = sampleBars(result);
  const whole = { from: result.start_time, to: result.end_time };

  it('are every bar where they are few', () => {
    const plan = planCandles(bars!, result.trades, { ...whole, mostCandles: 15_000, mostSingle: 5_000 });
    expect(plan.whole.time).toHaveLength(20_000);
    expect(plan.around).toEqual([]);
  });

  it('are longer where they are many, lose no high and no low, and show every bar around trades', () => {
    const plan = planCandles(bars!, result.trades, { ...whole, mostCandles: 2_000, mostSingle: 6_000 });
    expect(plan.whole.stepMs).toBe(12 * HOUR);
    expect(plan.whole.time.length).toBeLessThanOrEqual(2_001);
    expect(Math.max(...plan.whole.high)).toBe(Math.max(...bars!.high));
    expect(Math.min(...plan.whole.low)).toBe(Math.min(...bars!.low));
    const shown = new Set(plan.around.flatMap(({ time }) => [...time]));
    expect(shown.size).toBeLessThanOrEqual(6_000);
    expect(plan.detailed).toBeGreaterThan(5);
    for (const { open_time, close_time } of result.trades.slice(0, plan.detailed)) {
      for (let time = open_time - 30 * HOUR; time <= close_time + 30 * HOUR; time += HOUR) {
        if (time >= result.start_time) expect(shown.has(time)).toBe(true);
      }
    }
  });

  it('have lengths that people know', () => {
    expect(candleStep(60_000, 62 * 60_000)).toBe(2 * HOUR);
    expect(candleStep(HOUR, HOUR)).toBe(HOUR);
    expect(candleStep(7 * 60_000, 60 * 60_000), 'no known length holds whole bars').toBe(7 * 24 * HOUR);
  });

  it.each([1, 1e-9])('are packed small whatever the price (times %s)', (scale) => {
    const [scaled] = sampleBars(result, scale);
    const plan = planCandles(scaled!, [], { ...whole, mostCandles: 20_000, mostSingle: 0 });
    const packed = packCandles(plan.whole, HOUR);
    expect(packed.n).toBe(20_000);
    expect(packed.data.length / packed.n, 'characters a bar').toBeLessThan(20);
    expect(Math.min(...plan.whole.low) * 10 ** packed.digits, 'six digits of the smallest').toBeGreaterThan(99_999);
  });
});
