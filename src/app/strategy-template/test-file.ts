/** The text of the test beside a new strategy: Node runs it by itself, without a test library. */
export const testText = (name: string, extension: 'ts' | 'js'): string => `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Backtester, BarSeries, loadStrategy } from 'llm-trading-system';

const FILE = new URL('./${name}.${extension}', import.meta.url);
const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);

/** Runs the strategy over hourly bars with these closes, without fees and slippage, from an equity of 10,000. */
async function run(closes, params = {}) {
  const rows = closes.map((close, i) => {
    const open = closes[i - 1] ?? close;
    const [high, low] = [Math.max(open, close) + 0.1, Math.min(open, close) - 0.1];
    return { openTime: START + i * HOUR, open, high, low, close, volume: 1000 };
  });
  const data = [{ bars: BarSeries.fromRows('TESTUSDT', HOUR, rows) }];
  const strategy = await loadStrategy(FILE, params);
  return new Backtester({ data, strategy, takerFee: 0, slippage: { bps: 0 } }).finish();
}

const rising = Array.from({ length: 40 }, (_, i) => 100 + i);
const falling = Array.from({ length: 40 }, (_, i) => 139 - i);

test('buys a rising market and is still in it at the end', async () => {
  const result = await run(rising, { period: 10 });
  assert.equal(result.openPositions.length, 1);
  assert.equal(result.trades.length, 0);
  assert.ok(result.finalEquity > 10_000);
});

test('leaves when the market turns', async () => {
  const result = await run([...rising, ...falling], { period: 10 });
  assert.equal(result.openPositions.length, 0);
  assert.equal(result.trades.length, 1);
});

test('does nothing in a falling market', async () => {
  const result = await run(falling, { period: 10 });
  assert.equal(result.finalEquity, 10_000);
});

test('refuses a parameter out of its range', async () => {
  await assert.rejects(run(rising, { period: 1 }), /period/);
  await assert.rejects(run(rising, { perod: 10 }), /perod/);
});
`;
