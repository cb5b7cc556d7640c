import { expect, it } from 'vitest';
import { BarSeries } from '../../core/bars.js';
import { runObservations } from './run-observations.js';

const HOUR = 3_600_000;
const START = Date.UTC(2024, 0, 1);

it.each([
  ['BTCUSDT', 'BTCUSDT'],
  ['btc', 'BTCUSDT'],
  ['eth-usdc', 'ETHUSDC'],
])('bars named %s are history of %s, which a snapshot of them asks for', (name, symbol) => {
  const row = { open: 100, high: 101, low: 99, close: 100.5, volume: 1 };
  const bars = BarSeries.fromRows(
    name,
    HOUR,
    [0, 1].map((hour) => ({ openTime: START + hour * HOUR, ...row })),
  );
  const found = runObservations({ bars, times: [START + 2 * HOUR] });
  expect(found.map((each) => [each.series, each.symbol])).toEqual([
    ['bar_1h', symbol],
    ['bar_1h', symbol],
    ['spot_price', symbol],
  ]);
});
