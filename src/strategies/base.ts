import type { BarRow } from '../core/bars.js';
import type { Multipliers, OpinionBounds } from '../core/position-sizing/index.js';
import type { RegimeAssessment } from '../core/regime/schema.js';

/** What a position is to become. */
export type TargetSide = 'long' | 'short' | 'flat';

/**
 * `gtc` rests until filled or replaced; `ioc` fills what it can at the first possible open and drops the rest; `fok` fills
 * whole at that open or not at all.
 */
export type TimeInForce = 'gtc' | 'ioc' | 'fok';

/**
 * A target for one symbol's position, not a trade: the engine trades the difference to what is held. Repeating a target that
 * is already accepted trades nothing.
 */
export interface Order {
  readonly side: TargetSide;
  /** Fraction of equity, 0 … leverage (0.5 means 50 %); ignored for `flat`. */
  readonly size?: number;
  /** Default: the symbol of the bar the order is given at. */
  readonly symbol?: string | undefined;
  /** Limit price; absent: a market order. It fills only when price trades through it. */
  readonly limit?: number | undefined;
  /** Stop-loss price of the resulting position. Absent keeps the present one while the side stays. */
  readonly stop?: number | undefined;
  /** Take-profit price (a resting limit order). Absent keeps the present one while the side stays. */
  readonly takeProfit?: number | undefined;
  /** Trailing stop as a fraction below (above, short) the best price of earlier bars since it was set, in (0, 1). */
  readonly trailingStop?: number | undefined;
  /** Default `gtc`. */
  readonly timeInForce?: TimeInForce | undefined;
  /** The order is dropped unfilled after this many bars; default: never. */
  readonly goodForBars?: number | undefined;
}

/** The bar that has just closed. One view is reused for every bar: read it during the call, or keep a `snapshot()`. */
export interface Bar {
  /** Row in the series, from 0. */
  readonly index: number;
  readonly symbol: string;
  /** UTC ms; names the bar. */
  readonly openTime: number;
  /** UTC ms: open time plus interval, the moment at which the strategy sees it. */
  readonly closeTime: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Base units. */
  readonly volume: number;
  snapshot(): BarRow;
}

/** The account at the close of the bar. One view is reused, as for `Bar`. */
export interface AccountState {
  /** Quote currency; negative where a position was bought on margin. */
  readonly cash: number;
  /** Cash plus every position at its mark. */
  readonly equity: number;
  /** Signed quantity in base units of the bar's symbol; negative when short. */
  readonly position: number;
  /** Signed value of that position over equity. */
  readonly exposure: number;
  /** Average entry price of that position; NaN when flat. */
  readonly entryPrice: number;
  /** The accepted target of that symbol as a signed fraction of equity; NaN where the last order ended part-filled. */
  readonly target: number;
  positionOf(symbol: string): number;
}

/** An indicator's values up to the current bar; later ones cannot be reached. */
export interface Indicator {
  /** At the current bar; NaN until there are enough bars. */
  readonly value: number;
  /** `barsAgo` bars before the current one, 0 … 1,024; NaN before the first value. */
  at(barsAgo: number): number;
}

export type PriceColumn = 'open' | 'high' | 'low' | 'close' | 'volume';

/** The columns an indicator reads. */
export type IndicatorInput = Readonly<Record<PriceColumn | 'openTime', Float64Array>>;

/**
 * The arithmetic of one indicator over one series. `advance` is called with consecutive ranges of rows, from 0, and writes
 * row i to `out[i & mask]`. It may read rows up to `to − 1` and no others.
 */
export interface IndicatorKernel {
  advance(bars: IndicatorInput, from: number, to: number, out: Float64Array, mask: number): void;
}

/** Declares indicators; call its methods in `init` only. `source` is `close` unless given. */
export interface IndicatorFactory {
  /** Simple moving average. */
  sma(period: number, source?: PriceColumn): Indicator;
  /** Exponential moving average, weight 2/(period + 1), started at the first value. */
  ema(period: number, source?: PriceColumn): Indicator;
  /** Wilder's relative strength index, 0 … 100. */
  rsi(period: number, source?: PriceColumn): Indicator;
  /** Wilder's average true range, in price units. */
  atr(period: number): Indicator;
  /** Highest high of the last `period` bars, the current one included. */
  donchianHigh(period: number): Indicator;
  /** Lowest low of the last `period` bars, the current one included. */
  donchianLow(period: number): Indicator;
  /** Population standard deviation. */
  stdev(period: number, source?: PriceColumn): Indicator;
  /** Population standard deviation of the last `period` log returns of close, per bar. */
  volatility(period: number): Indicator;
  /** Rate of change over `period` bars, a fraction. */
  roc(period: number, source?: PriceColumn): Indicator;
  /** Mean ± `deviations` population standard deviations. */
  bollinger(period: number, deviations?: number): { upper: Indicator; middle: Indicator; lower: Indicator };
  macd(fast?: number, slow?: number, signal?: number): { line: Indicator; signal: Indicator; histogram: Indicator };
  /** Any other indicator: `create` makes the arithmetic, once for each symbol. */
  indicator(create: () => IndicatorKernel): Indicator;
}

/** Bars of a coarser interval, complete ones only: a bar shows once its whole interval has closed. */
export interface Timeframe extends IndicatorFactory {
  readonly intervalMs: number;
  /** False until the first coarse bar is complete. */
  readonly ready: boolean;
  /** Of the last complete bar, NaN until there is one; `barsAgo` counts coarse bars. */
  at(column: PriceColumn | 'openTime', barsAgo?: number): number;
}

/** The regime model's opinion as a strategy may see it. */
export interface RegimeView {
  /** Close of the bar the opinion was asked for at, UTC ms. */
  readonly decidedAt: number;
  /** When the answer arrived, UTC ms: an order that used it cannot fill earlier. */
  readonly availableAt: number;
  /** Null where no valid opinion came: the strategy holds, or goes flat after one horizon. */
  readonly assessment: RegimeAssessment | null;
  /** What to do where `assessment` is null. */
  readonly onFailure: 'hold' | 'flat';
  /** What bounds the opinion: the news cap, and how much of it has been earned. Absent: nothing does. */
  readonly bounds?: OpinionBounds;
  /** Set where the size is given, not judged: these multipliers are taken as they are. */
  readonly multipliers?: Multipliers;
}

/** An order object that is reused: valid until the strategy asks for the next one. */
export interface OrderTicket extends Order {
  /** Chainable settings, same meaning as in `Order`. */
  withLimit(price: number): OrderTicket;
  withStop(price: number): OrderTicket;
  withTakeProfit(price: number): OrderTicket;
  withTrailingStop(fraction: number): OrderTicket;
  withTimeInForce(timeInForce: TimeInForce, goodForBars?: number): OrderTicket;
}

/** What a strategy may ask the engine for. */
export interface StrategyContext extends IndicatorFactory {
  readonly symbols: readonly string[];
  readonly intervalMs: number;
  /** Instrument allows a negative position. */
  readonly canShort: boolean;
  /** Highest |size| that will be accepted. */
  readonly leverage: number;
  /** Declares a coarser timeframe; call in `init`. `interval` is ms or text such as `4h`. */
  timeframe(interval: number | string): Timeframe;
  /** A past value of the current symbol; 0 is the current bar, NaN before the first. */
  ago(column: PriceColumn | 'openTime', barsAgo: number): number;
  /** The last `length` values, oldest first (fewer at the start), in a buffer that the next such call overwrites. */
  window(column: PriceColumn, length: number): Float64Array;
  /**
   * The nearest price that the exchange takes for an order of the current symbol: a whole number of ticks, at least one. The
   * price itself where no rules of an exchange hold. A price between two ticks is refused, never rounded for you.
   */
  toTick(price: number): number;
  /** The latest opinion whose decision moment is not after the current close; null without a regime series. */
  regime(): RegimeView | null;
  /** Orders without allocation: one object is reused. */
  long(size: number): OrderTicket;
  short(size: number): OrderTicket;
  flat(): OrderTicket;
}

/**
 * A strategy is a class with one method: what should the position be, now that this bar has closed? Declare indicators in
 * `init`, keep state in fields, clear it in `reset`.
 */
export abstract class Strategy {
  /** Once, before the first bar. */
  init(context: StrategyContext): void;
  init(): void {
    // Nothing to declare by default.
  }

  /** After each bar's close. Null (or undefined): leave everything as it is. Must not be async. */
  abstract onBar(bar: Bar, account: AccountState, context: StrategyContext): Order | null | undefined;

  /** Back to the state before `init`: the same object may run again. */
  reset(): void {
    // Nothing to forget by default.
  }
}

/** What a run needs of a strategy: a class of your own need not extend `Strategy`, and may leave `init` and `reset` out. */
export interface StrategyLike {
  init?(context: StrategyContext): void;
  onBar(bar: Bar, account: AccountState, context: StrategyContext): Order | null | undefined;
  reset?(): void;
}
