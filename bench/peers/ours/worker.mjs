/**
 * Our side of a comparison: `node worker.mjs`, with { home, file, runs, fee, bps, size, rests, firstBar, step } as JSON on
 * standard input, prints one line of JSON. A run is the whole engine: a Backtester, every bar, the equity curve and all
 * metrics. `rests` leaves out the decision on the bar of a fill, `firstBar` those before it, `step` cuts quantities: habits
 * of peers, taken on so that the trades can be the same.
 */
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { pathToFileURL } from 'node:url';

const { home, file, runs, fee, bps, size, rests, firstBar, step } = JSON.parse(readFileSync(0, 'utf8'));
const load = (module) => import(pathToFileURL(`${home}/${module}.js`).href);
const { Backtester, BarSeries } = await load('index');
const { computeMetrics } = await load('engine/metrics/index');
const { SmaCross } = await load('strategies/sma-cross');

class LikePeer extends SmaCross {
  side = 'flat';
  turned = false;

  reset() {
    super.reset();
    this.side = 'flat';
    this.turned = false;
  }

  onBar(bar, account, context) {
    if (bar.index < (firstBar ?? 0)) return null;
    if (this.turned) {
      this.turned = false;
      return null;
    }
    const order = super.onBar(bar, account, context);
    const side = order?.side ?? this.side;
    this.turned = rests === true && side !== this.side;
    this.side = side;
    return order;
  }
}

const raw = readFileSync(file);
const bars = BarSeries.allocate('BENCH', 60_000, raw.byteLength / 48);
new Uint8Array(bars.share().buffer).set(raw);

const params = { fast: 20, slow: 50, size, allow_short: false };
const times = [];
let result;
let metrics;
for (let run = 0; run < runs; run++) {
  const strategy = rests || firstBar ? new LikePeer(params) : new SmaCross(params);
  const start = performance.now();
  result = new Backtester({
    data: [{ bars, filters: step === undefined ? [] : [{ effectiveFrom: 0, stepSize: step }] }],
    strategy,
    initialEquity: 1e8,
    takerFee: fee,
    slippage: { bps },
  }).finish();
  metrics = computeMetrics(result);
  times.push(performance.now() - start);
}
const rows = Array.from({ length: result.trades.length }, (_, i) => result.trades.row(i));
const [open] = result.openPositions;
console.log(
  JSON.stringify({
    bars: bars.length,
    times,
    equity: result.finalEquity,
    drawdown: metrics.max_drawdown,
    trades: rows.map((t) => [t.open_time, t.entry_price, t.close_time, t.exit_price]),
    pnl: rows.map((t) => t.pnl),
    quantities: rows.map((t) => t.quantity),
    open: open === undefined ? null : [open.open_time, open.entry_price, open.quantity],
  }),
);
