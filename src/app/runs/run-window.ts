import type { CandleColumns, RunWindow } from '../../contract/dashboard-runs.js';
import { seriesOf, type BacktestResultDocument } from '../../core/backtest-result/index.js';
import { firstRowAt, keepExtremes } from '../../core/downsample.js';
import { InputError } from '../../core/errors.js';

/** Trades and opinions of one window at most. */
const MOST_TRADES = 1_000;

export interface WindowRequest {
  readonly symbol?: string | undefined;
  /** UTC ms; the end is not included. */
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  /** About how many points each series has at most. */
  readonly points: number;
}

/**
 * What a chart of a run needs for one window. Candles are made of the closes that the run keeps.
 * @throws InputError for a symbol that the run did not trade
 */
export function runWindow(result: BacktestResultDocument, request: WindowRequest): RunWindow {
  const { times, equity, prices } = seriesOf(result);
  const symbol = request.symbol ?? result.symbols[0]!;
  const close = prices.find((each) => each.symbol === symbol)?.close ?? null;
  if (!result.symbols.includes(symbol)) {
    throw new InputError('run.symbol', `This run has no ${symbol}, only ${result.symbols.join(', ')}.`, { where: 'symbol' }); // prettier-ignore
  }
  const { start_time, end_time, interval_ms } = result;
  const [from, to] = [request.from ?? start_time, request.to ?? end_time];
  const rows = [firstRowAt(times, from), firstRowAt(times, to)] as const;
  const marks = (result.regime ?? []).filter(({ decided_at }) => decided_at >= from && decided_at < to);
  const step = Math.max(1, Math.ceil(marks.length / request.points));
  const trades = result.trades.filter(
    (trade) => trade.symbol === symbol && trade.close_time >= from && trade.open_time < to,
  );
  return {
    symbol,
    interval_ms,
    ...{ from, to, start_time, end_time },
    bars: Math.max(0, rows[1] - rows[0]),
    candles: candlesOf(times, close ?? [], rows, request.points),
    equity: keepExtremes(times, equity, rows, request.points),
    drawdown: keepExtremes(times, drawdownOf(equity), rows, request.points),
    regime: marks.filter((_, i) => i % step === 0).map(({ decided_at, label, prob_bull }) => ({ decided_at, label, prob_bull })), // prettier-ignore
    trades: trades.slice(0, MOST_TRADES),
    trades_left_out: Math.max(0, trades.length - MOST_TRADES),
  };
}

/** Fraction below the peak so far, at most 0. */
function drawdownOf(equity: ArrayLike<number>): Float64Array {
  const below = new Float64Array(equity.length);
  let peak = -Infinity;
  for (let row = 0; row < equity.length; row++) {
    peak = Math.max(peak, equity[row]!);
    below[row] = equity[row]! / peak - 1;
  }
  return below;
}

/** Buckets of equal length; each opens where the one before closed, and spans all closes in it. */
function candlesOf(
  times: ArrayLike<number>,
  close: ArrayLike<number>,
  [from, to]: readonly [number, number],
  points: number,
): CandleColumns {
  const columns = { time: [], open: [], high: [], low: [], close: [] } as Record<keyof CandleColumns, number[]>;
  const size = Math.max(1, Math.ceil((to - from) / points));
  let last = NaN;
  for (let start = from; start < Math.min(to, close.length); start += size) {
    let [open, high, low] = [last, last, last];
    for (let row = start; row < Math.min(start + size, to); row++) {
      const value = close[row]!;
      if (!Number.isFinite(value)) continue;
      if (!Number.isFinite(open)) [open, high, low] = [value, value, value];
      high = Math.max(high, value);
      low = Math.min(low, value);
      last = value;
    }
    if (!Number.isFinite(open)) continue;
    columns.time.push(times[start]!);
    columns.open.push(open);
    columns.high.push(high);
    columns.low.push(low);
    columns.close.push(last);
  }
  return columns;
}
