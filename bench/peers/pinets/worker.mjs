/**
 * `node worker.mjs`, with { home, file, runs, fee, quantities } as JSON on standard input, prints one line of JSON. Timed is
 * `run` of the script, parsed anew in every run: the peer gives no other choice (a few ms).
 *
 * Pine sizes an order at the close of its signal, we at the fill. So each entry's quantity ([open time, quantity] of our
 * trades) comes to the script in the volume of the bar before; every price, fee and profit is the peer's own. Slippage is
 * in ticks there, a fraction of the price here: none on both sides.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';
import { readColumns } from '../columns.mjs';

const { home, file, runs, fee, quantities } = JSON.parse(readFileSync(0, 'utf8'));
const { PineTS } = await import(pathToFileURL(createRequire(join(home, 'package.json')).resolve('pinets')).href);

/** It cuts quantities to 1e-6: a little more, so that a multiple of that is not cut to the next one below. */
const MARGIN = 0.25e-6;
const quantityAt = new Map(quantities.map(([time, quantity]) => [time, quantity + MARGIN]));
const columns = readColumns(file);
const candles = Array.from({ length: columns.bars }, (_, i) => ({
  openTime: columns.time[i],
  open: columns.open[i],
  high: columns.high[i],
  low: columns.low[i],
  close: columns.close[i],
  volume: quantityAt.get(columns.time[i] + 60_000) ?? 1,
  closeTime: columns.time[i] + 60_000,
}));
const script = `//@version=6
strategy("SMA cross", overlay=true, initial_capital=100000000, commission_type=strategy.commission.percent, commission_value=${fee * 100}, slippage=0)
fast = ta.sma(close, 20)
slow = ta.sma(close, 50)
if fast > slow and strategy.position_size == 0
    strategy.entry("L", strategy.long, qty=volume)
if not (fast > slow) and strategy.position_size > 0
    strategy.close("L")
`;

const times = [];
let state;
for (let run = 0; run < runs; run++) {
  const pine = new PineTS(candles);
  await pine.ready();
  const start = performance.now();
  ({ strategy: state } = await pine.run(script));
  times.push(performance.now() - start);
}
console.log(
  JSON.stringify({
    bars: candles.length,
    times,
    equity: state.equity,
    trades: state.closedtrades.map((t) => [t.entry_time, t.entry_price, t.exit_time, t.exit_price]),
    pnl: state.closedtrades.map((t) => t.profit),
    quantities: state.closedtrades.map((t) => t.size),
  }),
);
