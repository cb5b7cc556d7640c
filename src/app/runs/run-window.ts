import type { RunWindow } from '../../contract/dashboard-runs.js';
import { seriesOf, type BacktestResultDocument, type ResultSeries } from '../../core/backtest-result/index.js';
import type { BarSeries } from '../../core/bars.js';
import { barsOfCloses, bucketCandles, rowsPerCandle } from '../../core/candle-buckets.js';
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

/** A run that charts are asked of again and again: its columns, and what is worked out of them once. */
export interface ChartedRun {
  readonly result: BacktestResultDocument;
  readonly series: ResultSeries;
  readonly drawdown: Float64Array;
  /** By symbol, those that are still there as the run met them. */
  readonly bars: ReadonlyMap<string, BarSeries>;
}

export function chartedRun(result: BacktestResultDocument, bars: ChartedRun['bars']): ChartedRun {
  const series = seriesOf(result);
  return { result, series, drawdown: drawdownOf(series.equity), bars };
}

/**
 * What a chart of a run needs for one window. Candles are made of the bars of the run, and where those are gone of the closes that
 * it keeps, which have no wicks inside a bar.
 * @throws InputError for a symbol that the run did not trade
 */
export function runWindow({ result, series, drawdown, bars }: ChartedRun, request: WindowRequest): RunWindow {
  const { times, equity } = series;
  const { symbols, start_time, end_time, interval_ms } = result;
  const symbol = request.symbol ?? symbols[0]!;
  if (!symbols.includes(symbol)) {
    throw new InputError('run.symbol', `This run has no ${symbol}, only ${symbols.join(', ')}.`, { where: 'symbol' });
  }
  const [from, to] = [request.from ?? start_time, request.to ?? end_time];
  const rowsOf = (all: ArrayLike<number>): readonly [number, number] => [firstRowAt(all, from), firstRowAt(all, to)];
  const rows = rowsOf(times);
  const marks = (result.regime ?? []).filter(({ decided_at }) => decided_at >= from && decided_at < to);
  const step = Math.max(1, Math.ceil(marks.length / request.points));
  const trades = result.trades.filter(
    (trade) => trade.symbol === symbol && trade.close_time >= from && trade.open_time < to,
  );
  const stored = bars.get(symbol);
  const barTimes = stored?.openTime ?? times;
  const barRows = stored === undefined ? rows : rowsOf(barTimes);
  return {
    symbol,
    symbols,
    interval_ms,
    ...{ from, to, start_time, end_time },
    bars: Math.max(0, rows[1] - rows[0]),
    source: stored === undefined ? 'closes' : 'bars',
    bars_per_candle: rowsPerCandle(barRows, request.points),
    candles: bucketCandles(barTimes, stored ?? closesOf(series, symbol), barRows, request.points),
    equity: keepExtremes(times, equity, rows, request.points),
    drawdown: keepExtremes(times, drawdown, rows, request.points),
    regime: marks.filter((_, i) => i % step === 0).map(({ decided_at, label, prob_bull }) => ({ decided_at, label, prob_bull })), // prettier-ignore
    trades: trades.slice(0, MOST_TRADES),
    trades_left_out: Math.max(0, trades.length - MOST_TRADES),
  };
}

/** Worked out of one run once, too. */
const closes = new WeakMap<ResultSeries, Map<string, ReturnType<typeof barsOfCloses>>>();

function closesOf(series: ResultSeries, symbol: string): ReturnType<typeof barsOfCloses> {
  const known = closes.get(series) ?? new Map<string, ReturnType<typeof barsOfCloses>>();
  closes.set(series, known);
  const made = known.get(symbol) ?? barsOfCloses(series.prices.find((each) => each.symbol === symbol)?.close ?? []);
  known.set(symbol, made);
  return made;
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
