import { documentOfSeries, type BacktestResultDocument, type ResultSeries } from '../../core/backtest-result/index.js';
import type { BarSeries } from '../../core/bars.js';
import type { Random } from '../../core/ports/random.js';
import type { BothReadings } from '../../engine/backtester.js';
import {
  benchmarkMetrics,
  bootstrapIntervals,
  buyAndHold,
  computeMetrics,
  monthlyReturns,
  returnsOf,
  type BootstrapOptions,
} from '../../engine/metrics/index.js';
import type { RegimeSeries } from '../../engine/regime-view.js';
import type { BacktestResult } from '../../engine/result.js';
import { DAY, minuteText } from '../../core/time.js';

/** What the engine's result does not know of itself. */
export interface RunContext {
  readonly strategy: BacktestResultDocument['strategy'];
  readonly configuration: BacktestResultDocument['configuration'];
  readonly data: BacktestResultDocument['data'];
  readonly code_version: BacktestResultDocument['code_version'];
  /** Series of every symbol, in the order of the result's symbols. */
  readonly bars: readonly BarSeries[];
  readonly regime: RegimeSeries | null;
  /** USD of all model calls behind the regime, 0 without any; null where a price is unknown. */
  readonly modelCallsUsd: number | null;
  /** What was odd about the data, for people. */
  readonly dataWarnings: readonly string[];
  /** Confidence intervals on request; the same seed gives the same ones. */
  readonly bootstrap?: (BootstrapOptions & { readonly random: Random }) | undefined;
}

/** The document of a run. @param readings both readings of ambiguous bars; the pessimistic one is the result. */
export function buildResultDocument(readings: BothReadings, context: RunContext): BacktestResultDocument {
  const result = readings.pessimistic;
  const { settings, finalEquity } = result;
  const initial = settings.initialEquity;
  const metrics = computeMetrics(result);
  const benchmark = buyAndHold(result);
  const reading = (run: BacktestResult) => ({
    final_equity: run.finalEquity,
    total_return: run.finalEquity / initial - 1,
  });
  const fields: Omit<BacktestResultDocument, keyof ResultSeries> = {
    schema_version: 1,
    strategy: context.strategy,
    symbols: [...result.symbols],
    interval_ms: result.intervalMs,
    start_time: result.startTime,
    end_time: result.endTime,
    bars: result.times.length,
    initial_equity: initial,
    final_equity: finalEquity,
    total_return: finalEquity / initial - 1,
    max_drawdown: metrics.max_drawdown,
    sharpe: metrics.sharpe,
    trade_count: result.trades.length,
    metrics: { ...metrics },
    bootstrap: intervalsOf(result, context.bootstrap),
    monthly: monthlyReturns(result.times, result.equity, initial),
    benchmark: {
      symbol: benchmark.symbol,
      quantity: benchmark.quantity,
      entry_price: benchmark.entryPrice,
      costs: benchmark.costs,
      funding: benchmark.funding.total.at(-1) ?? 0,
      final_equity: benchmark.finalEquity,
      metrics: benchmarkMetrics(result, benchmark),
    },
    costs: { ...result.costs, model_calls: context.modelCallsUsd },
    ambiguous: {
      bars: result.counters.ambiguous_bars,
      reading: settings.ambiguous,
      pessimistic: reading(result),
      optimistic: reading(readings.optimistic ?? result),
    },
    refusals: {
      total: result.refusals.total,
      counts: result.refusals.counts(),
      samples: result.refusals.samples.map((each) => ({ ...each })),
    },
    counters: { ...result.counters },
    warnings: [...warningsOf(result), ...context.dataWarnings],
    open_positions: [...result.openPositions],
    configuration: context.configuration,
    data: context.data,
    code_version: context.code_version,
    regime: context.regime === null ? null : regimePoints(context.regime),
    trades: [...result.trades],
    ...(benchmark.funding.time.length === 0
      ? {}
      : { benchmark_funding: { time: [...benchmark.funding.time], total: [...benchmark.funding.total] } }),
  };
  return documentOfSeries(fields, {
    times: result.times,
    equity: result.equity,
    prices: context.bars.map((bars) => ({ symbol: bars.symbol, close: closesAt(bars, result.times) })),
  });
}

function intervalsOf(result: BacktestResult, wanted: RunContext['bootstrap']): BacktestResultDocument['bootstrap'] {
  if (wanted === undefined) return null;
  const found = bootstrapIntervals(returnsOf(result), wanted.random, wanted);
  if (found === null) return null;
  const { level, samples, blockPeriods, intervals } = found;
  return { level, samples, block_periods: blockPeriods, intervals };
}

function regimePoints({ points }: RegimeSeries): BacktestResultDocument['regime'] {
  return points.map(({ decidedAt, availableAt, assessment }) => ({
    decided_at: decidedAt,
    available_at: availableAt,
    label: assessment?.regime_label ?? null,
    prob_bull: assessment?.prob_bull ?? null,
  }));
}

/** Closes on the steps of the run; NaN where the symbol has no bar. */
function closesAt({ openTime, close, length }: BarSeries, times: Float64Array): Float64Array {
  if (bytesOf(openTime).equals(bytesOf(times))) return close;
  const closes = new Float64Array(times.length).fill(NaN);
  let row = 0;
  for (let i = 0; i < times.length; i++) {
    while (row < length && openTime[row]! < times[i]!) row++;
    if (row < length && openTime[row] === times[i]) closes[i] = close[row]!;
  }
  return closes;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

/** What a reader has to know before believing the numbers. */
function warningsOf(result: BacktestResult): string[] {
  const { settings, counters, trades } = result;
  const warnings: string[] = [];
  const say = (when: boolean, text: string): void => {
    if (when) warnings.push(text);
  };
  say(
    settings.fill === 'close',
    'Orders fill at the close of the very bar they are decided on: optimistic, nobody can trade like that.',
  );
  say(settings.takerFee === 0, 'Taker fees are zero: real accounts pay some.');
  say(settings.slippage.bps === 0 && settings.slippage.impact === 0, 'There is no slippage: real fills are worse.');
  say(result.withoutFunding, 'No funding was given for at least one perpetual: it counts as zero.');
  say(
    result.fundingMissing > 0,
    `Funding is missing for ${result.fundingMissing} settlements of the run; they count as zero.`,
  );
  say(
    counters.funding_at_trade_price > 0,
    `${counters.funding_at_trade_price} funding payments used the trade price for want of a mark price.`,
  );
  say(
    counters.liquidations_on_last_price > 0,
    `${counters.liquidations_on_last_price} liquidations were judged on the last price for want of mark prices.`,
  );
  say(counters.liquidations > 0, `The account was liquidated ${counters.liquidations} times.`);
  if (result.neverKnown.length > 0) {
    const one = result.neverKnown.length === 1;
    say(
      true,
      `${result.neverKnown.join(', ')} never had enough bars in this run of ${result.times.length}: what rests on ${one ? 'it' : 'them'} could not act.`,
    );
  }
  say(
    settings.leverage > MOST_LEVERAGE,
    `The leverage of ${settings.leverage} is offered by no large exchange; ${MOST_LEVERAGE} is the most that is common.`,
  );
  for (const symbol of result.standstill.withoutVolume) {
    say(
      true,
      `No bar of ${symbol} has any volume, and nothing fills in a bar without volume: no order for it could be carried out, while buying and holding is worked out from prices alone. Give bars with their volumes.`,
    );
  }
  for (const { symbol, givenAt, bars, partFilled } of result.standstill.stuck) {
    say(
      bars > 1 && !result.standstill.withoutVolume.includes(symbol),
      `The order for ${symbol} of ${utc(givenAt)} was ${partFilled ? 'filled in part only' : 'never filled'} in the ${bars} bars to the end: they had no volume, or less than the share of it that may be traded gave.`,
    );
  }
  for (const { symbol, lastTime, age, quantity } of result.standstill.ended) {
    const days = Math.floor(age / DAY);
    const what =
      quantity === 0
        ? 'its order waits for ever'
        : `its position of ${quantity} is marked at that last price, which nobody may have paid since`;
    say(
      true,
      `The bars of ${symbol} end on ${utc(lastTime)}, ${days} ${days === 1 ? 'day' : 'days'} before the run: ${what}.`,
    );
  }
  say(result.killed, 'The drawdown limit closed everything before the end.');
  say(
    trades.length > 0 && trades.length < 30,
    `${trades.length} trades are too few to tell skill from luck; 30 is a common minimum.`,
  );
  return warnings;
}

/** Binance's highest for BTCUSDT, USD-M futures (https://www.binance.com/en/futures/trading-rules/perpetual/leverage-margin). */
const MOST_LEVERAGE = 125;

/** `2024-01-11 04:00 UTC`. */
const utc = (time: number): string => `${minuteText(time)} UTC`;
