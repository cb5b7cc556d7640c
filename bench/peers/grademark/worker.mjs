/**
 * `node worker.mjs`, with { home, file, runs } as JSON on standard input, prints one line of JSON. Only indicators and
 * `backtest` are timed: neither the frame that holds the bars nor the peer's equity curve and statistics, which would only
 * slow it down.
 *
 * grademark knows neither fees nor slippage nor quantities: a trade is a growth factor. It decides nothing on the bar of a
 * fill, and closes what is open at the last close.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { readColumns } from '../columns.mjs';

const { home, file, runs } = JSON.parse(readFileSync(0, 'utf8'));
const load = createRequire(join(home, 'package.json'));
const { DataFrame } = load('data-forge');
const { backtest } = load('grademark');

const FAST = 20;
const SLOW = 50;
const columns = readColumns(file);
const rows = Array.from({ length: columns.bars }, (_, i) => ({
  time: columns.time[i],
  open: columns.open[i],
  high: columns.high[i],
  low: columns.low[i],
  close: columns.close[i],
  volume: columns.volume[i],
  above: false,
}));
const frame = new DataFrame(rows);
const strategy = {
  lookbackPeriod: 1,
  prepIndicators() {
    let fast = 0;
    let slow = 0;
    for (let i = 0; i < rows.length; i++) {
      fast += rows[i].close - (i >= FAST ? rows[i - FAST].close : 0);
      slow += rows[i].close - (i >= SLOW ? rows[i - SLOW].close : 0);
      rows[i].above = i >= SLOW - 1 && fast / FAST > slow / SLOW;
    }
    return frame;
  },
  entryRule(enter, { bar }) {
    if (bar.above) enter();
  },
  exitRule(exit, { bar }) {
    if (!bar.above) exit();
  },
};

const times = [];
let trades;
for (let run = 0; run < runs; run++) {
  const start = performance.now();
  trades = backtest(strategy, frame);
  times.push(performance.now() - start);
}
const closed = trades.filter((t) => t.exitReason !== 'finalize');
console.log(
  JSON.stringify({
    bars: rows.length,
    times,
    equity: trades.reduce((equity, t) => equity * t.growth, 1e8),
    trades: closed.map((t) => [t.entryTime, t.entryPrice, t.exitTime, t.exitPrice]),
  }),
);
