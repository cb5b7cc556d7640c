import { REFUSALS } from './refusal.js';
import { AlgoOrders } from './futures/algo-orders.js';
import { FuturesMarket } from './futures/futures-market.js';
import { takeOverPosition, liquidationLevels, type Reach } from './futures/liquidate.js';
import { payFundingRecord } from './futures/settle-funding.js';
import { SpotMarket } from './spot/spot-market.js';
import { SymbolCursor, type MarketName, type TapeSymbol } from './tape.js';
import type { UserEvent, Venue, VenueFees } from './venue.js';
import { walkPath, type RestingLevel } from './walk.js';

export interface ReplaySettings {
  readonly fees: Readonly<Record<MarketName, VenueFees>>;
  /** Of takers, basis points; 0: a market order gets the open of its bar, as the engine's does. */
  readonly slippageBps: number;
  /** Asset to amount at the start. */
  readonly balances: Readonly<Record<MarketName, Readonly<Record<string, number>>>>;
}

/** Who is told what happens: bars of the market, events of the account. */
export interface ExchangeListener {
  bar(cursor: SymbolCursor, isClosed: boolean): void;
  user(event: UserEvent): void;
}

/** A thing that price can meet, and what then happens. */
type Meeting = (price: number) => void;

/**
 * An exchange that plays recorded bars. Its clock stands until it is told to advance; on the way it does, in order of time: the
 * close of a bar (what its path met, then the finished bar is told), funding, the open of the next. While a bar is open its
 * price stands at the open, so a market order given any time in it fills there, and a client's latency changes no fill.
 */
export class ReplayExchange implements Venue {
  readonly cursors: readonly SymbolCursor[];
  readonly fees: ReplaySettings['fees'];
  readonly slippageBps: number;
  readonly spot: SpotMarket;
  readonly futures: FuturesMarket;
  readonly algos: AlgoOrders;
  listener: ExchangeListener = { bar: () => undefined, user: () => undefined };
  /** Share of the next fill that is done at once; null: all of it. */
  partialShare: number | null = null;
  private time = -Infinity;
  private ids = 0;
  private readonly bySymbol: ReadonlyMap<string, SymbolCursor>;

  constructor(tape: readonly TapeSymbol[], settings: ReplaySettings) {
    this.cursors = tape.map((each) => new SymbolCursor(each));
    this.bySymbol = new Map(this.cursors.map((cursor) => [cursor.tape.symbol, cursor]));
    this.fees = settings.fees;
    this.slippageBps = settings.slippageBps;
    this.time = Math.min(...tape.map(({ bars }) => bars.openTime[0]!)) - 1;
    this.spot = new SpotMarket(this, settings.balances.spot);
    this.futures = new FuturesMarket(this, settings.balances.usdm);
    this.algos = new AlgoOrders(this, this.futures);
  }

  now = (): number => this.time;
  nextId = (): number => ++this.ids;
  emit = (event: UserEvent): void => {
    this.listener.user(event);
  };

  cursor = (symbol: string): SymbolCursor => {
    const found = this.bySymbol.get(symbol);
    if (found === undefined) throw REFUSALS.symbol();
    return found;
  };

  takePartialShare(): number | null {
    const share = this.partialShare;
    this.partialShare = null;
    return share;
  }

  /** When the last recorded bar closes, UTC ms. */
  get end(): number {
    return Math.max(...this.cursors.map(({ tape }) => tape.bars.closeTime(tape.bars.length - 1)));
  }

  /** Close of the bar that is open now, or open of the next; Infinity at the end of the tape. */
  nextBarTime(): number {
    return Math.min(...this.cursors.map((cursor) => this.nextChange(cursor)));
  }

  /** Plays everything up to and including `to`, UTC ms; an earlier moment changes nothing. */
  advance(to: number): void {
    for (;;) {
      const next = Math.min(this.nextBarTime(), ...this.cursors.map(fundingTime));
      if (next > to) break;
      this.time = Math.max(this.time, next);
      for (const cursor of this.cursors) if (cursor.isBarOpen && closeOf(cursor) <= next) this.finishBar(cursor);
      for (const cursor of this.cursors)
        while (fundingTime(cursor) <= next) payFundingRecord(this.futures.account, cursor, this);
      for (const cursor of this.cursors) if (this.nextChange(cursor) <= next) this.openBar(cursor);
    }
    this.time = Math.max(this.time, to);
  }

  private nextChange(cursor: SymbolCursor): number {
    return cursor.isBarOpen ? closeOf(cursor) : (cursor.tape.bars.openTime[cursor.row + 1] ?? Infinity);
  }

  private openBar(cursor: SymbolCursor): void {
    const { bars } = cursor.tape;
    cursor.row++;
    cursor.isBarOpen = true;
    cursor.isTrading = bars.volume[cursor.row]! > 0;
    cursor.price = bars.open[cursor.row]!;
    const reach = this.reachOf(cursor);
    cursor.markPrice = reach.markOpen;
    this.listener.bar(cursor, false);
    if (!cursor.isTrading) return;
    const at = { low: cursor.price, high: cursor.price, markLow: reach.markOpen, markHigh: reach.markOpen };
    this.walk(cursor, [cursor.price], at);
    this.spot.fillWaiting(cursor);
    this.futures.fillWaiting(cursor);
    this.algos.finish();
    this.walk(cursor, [cursor.price], at);
  }

  private finishBar(cursor: SymbolCursor): void {
    const { bars, symbol } = cursor.tape;
    const { row } = cursor;
    const [open, high, low, close] = [bars.open[row]!, bars.high[row]!, bars.low[row]!, bars.close[row]!];
    const reach = this.reachOf(cursor);
    if (cursor.isTrading) {
      const path = (lowFirst: boolean) => (lowFirst ? [open, low, high, close] : [open, high, low, close]);
      const held = this.futures.account.positions(symbol).reduce((sum, { amount }) => sum + amount, 0);
      this.walkFutures(cursor, path(held > 0), reach);
      this.walkSpot(cursor, path(this.holdsSpot(cursor)));
    }
    cursor.isBarOpen = false;
    cursor.isTrading = false;
    cursor.price = close;
    cursor.markPrice = reach.markClose;
    this.algos.trail(symbol, high, low);
    this.listener.bar(cursor, true);
  }

  private walk(cursor: SymbolCursor, path: readonly number[], reach: Reach): void {
    this.walkFutures(cursor, path, reach);
    this.walkSpot(cursor, path);
  }

  private walkSpot(cursor: SymbolCursor, path: readonly number[]): void {
    walkPath(
      path,
      () => this.spot.levels(cursor.tape.symbol),
      (order, price) => this.spot.meet(order, price),
    );
  }

  private walkFutures(cursor: SymbolCursor, path: readonly number[], reach: Reach): void {
    const { futures, algos } = this;
    const { symbol } = cursor.tape;
    const meetings = new Map<object, Meeting>();
    const named = <T extends object>(levels: readonly RestingLevel<T>[], meet: (item: T, price: number) => void) => {
      for (const { item } of levels) meetings.set(item, (price) => meet(item, price));
      return levels;
    };
    walkPath<object>(
      path,
      () => [
        ...named(algos.levels(symbol), (algo, price) => algos.meet(algo, price)),
        ...named(futures.levels(symbol), (order, price) => futures.meet(order, price)),
        ...named(liquidationLevels(futures, symbol, reach), (position, price) =>
          takeOverPosition(futures, position, price),
        ),
      ],
      (item, price) => meetings.get(item)!(price),
    );
    algos.finish();
  }

  /** Held is what could be sold: a rest below one step, as fees leave it, is not. */
  private holdsSpot(cursor: SymbolCursor): boolean {
    const { stepSize } = cursor.rules('spot', this.time);
    return (this.spot.balances.get(cursor.tape.asset) ?? 0) >= stepSize;
  }

  private reachOf(cursor: SymbolCursor): Reach & { readonly markOpen: number; readonly markClose: number } {
    const { bars, mark } = cursor.tape;
    const { row } = cursor;
    const time = bars.openTime[row]!;
    const markRow = mark === null ? -1 : mark.indexAtOrAfter(time);
    const [source, at] = mark?.openTime[markRow] === time ? [mark, markRow] : [bars, row];
    return {
      low: bars.low[row]!,
      high: bars.high[row]!,
      markOpen: source.open[at]!,
      markLow: source.low[at]!,
      markHigh: source.high[at]!,
      markClose: source.close[at]!,
    };
  }
}

const closeOf = ({ tape, row }: SymbolCursor): number => tape.bars.closeTime(row);
const fundingTime = ({ tape, fundingRow }: SymbolCursor): number => tape.funding?.time[fundingRow] ?? Infinity;
