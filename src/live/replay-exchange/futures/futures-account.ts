import { liquidationPrice, marginTableAt, type MarginTable } from '../../../engine/exchange-rules/margin-tiers.js';
import { toUnits } from '../decimal-text.js';
import type { PositionSide } from '../orders/order.js';
import type { Venue } from '../venue.js';

export interface Position {
  readonly symbol: string;
  readonly side: PositionSide;
  /** Signed, base units. */
  amount: number;
  /** Average entry price; 0 without a position. */
  entry: number;
  /** Margin set aside for it, quote units; 0 where it is margined by the whole account. */
  isolatedWallet: number;
  updateTime: number;
}

export interface SymbolMargin {
  leverage: number;
  isIsolated: boolean;
}

/** One line of `/fapi/v1/income`. */
export interface Income {
  readonly id: number;
  readonly symbol: string;
  readonly type: 'TRANSFER' | 'REALIZED_PNL' | 'COMMISSION' | 'FUNDING_FEE' | 'INSURANCE_CLEAR';
  readonly amount: number;
  readonly asset: string;
  readonly time: number;
  readonly tradeId: number | null;
}

const DEFAULT_LEVERAGE = 20;

/** Wallets, positions and margin of the USD-M account. */
export class FuturesAccount {
  readonly wallets = new Map<string, number>();
  readonly income: Income[] = [];
  isHedged = false;
  private readonly held = new Map<string, Position>();
  private readonly margins = new Map<string, SymbolMargin>();

  constructor(
    private readonly venue: Venue,
    balances: Readonly<Record<string, number>>,
  ) {
    for (const { tape } of venue.cursors) this.wallets.set(tape.quote, 0);
    for (const [asset, amount] of Object.entries(balances)) this.pay('', 'TRANSFER', amount, asset, null);
  }

  /** The position of a symbol and side, which may be flat. */
  position(symbol: string, side: PositionSide): Position {
    const key = `${symbol}:${side}`;
    let found = this.held.get(key);
    if (found === undefined) {
      found = { symbol, side, amount: 0, entry: 0, isolatedWallet: 0, updateTime: 0 };
      this.held.set(key, found);
    }
    return found;
  }

  /** Positions that are not flat, of one symbol or of all. */
  positions(symbol?: string): Position[] {
    return [...this.held.values()].filter((each) => each.amount !== 0 && (symbol ?? each.symbol) === each.symbol);
  }

  margin(symbol: string): SymbolMargin {
    let found = this.margins.get(symbol);
    if (found === undefined) {
      found = { leverage: DEFAULT_LEVERAGE, isIsolated: false };
      this.margins.set(symbol, found);
    }
    return found;
  }

  /** Adds to a wallet and writes a line of income. */
  pay(symbol: string, type: Income['type'], amount: number, asset: string, tradeId: number | null): void {
    if (amount === 0) return;
    this.wallets.set(asset, toUnits((this.wallets.get(asset) ?? 0) + amount));
    this.income.push({ id: this.venue.nextId(), symbol, type, amount, asset, time: this.venue.now(), tradeId });
  }

  quoteOf = (symbol: string): string => this.venue.cursor(symbol).tape.quote;
  unrealized = ({ symbol, amount, entry }: Position): number =>
    toUnits(amount * (this.venue.cursor(symbol).markPrice - entry));
  notional = ({ symbol, amount }: Position): number => toUnits(amount * this.venue.cursor(symbol).markPrice);
  initialMargin = (position: Position): number =>
    toUnits(Math.abs(this.notional(position)) / this.margin(position.symbol).leverage);

  /** What the position's tier asks to be kept, quote units. */
  maintenance(position: Position): number {
    const value = Math.abs(this.notional(position));
    let needed = 0;
    this.table(position.symbol).tiers.forEach(({ floor, rate }, k, tiers) => {
      if (value > floor) needed += (Math.min(value, tiers[k + 1]?.floor ?? Infinity) - floor) * rate;
    });
    return toUnits(needed);
  }

  table = (symbol: string): MarginTable => marginTableAt(this.venue.cursor(symbol).tape.marginTables, this.venue.now());

  /** Wallet less what isolated positions have set aside. */
  crossWallet(asset: string): number {
    const apart = this.of(asset).reduce((sum, { isolatedWallet }) => sum + isolatedWallet, 0);
    return toUnits((this.wallets.get(asset) ?? 0) - apart);
  }

  /** What new positions and orders may use. @param reserved by open orders, quote units */
  available(asset: string, reserved: number): number {
    const cross = this.of(asset).filter(({ symbol }) => !this.margin(symbol).isIsolated);
    const used = cross.reduce((sum, each) => sum + this.initialMargin(each) - this.unrealized(each), 0);
    return toUnits(Math.max(0, this.crossWallet(asset) - used - reserved));
  }

  /** Margin that stands behind a position: its own, or the account's less what its other positions need. */
  marginBehind(position: Position): number {
    if (this.margin(position.symbol).isIsolated) return position.isolatedWallet;
    const asset = this.quoteOf(position.symbol);
    const others = this.of(asset).filter((each) => each !== position && !this.margin(each.symbol).isIsolated);
    const needed = others.reduce((sum, each) => sum + this.maintenance(each) - this.unrealized(each), 0);
    return Math.max(0, this.crossWallet(asset) - needed);
  }

  /** Price at which the position is liquidated; infinite where none does it. */
  liquidation(position: Position): number {
    const { amount, entry, symbol } = position;
    return liquidationPrice(amount, entry, this.marginBehind(position), this.table(symbol));
  }

  /**
   * Changes a position by a fill.
   * @returns the gain of what it closed, quote units
   */
  change(position: Position, signed: number, price: number): number {
    const { amount, entry } = position;
    const { isIsolated, leverage } = this.margin(position.symbol);
    const closes = amount !== 0 && Math.sign(amount) !== Math.sign(signed);
    const closed = closes ? Math.min(Math.abs(signed), Math.abs(amount)) : 0;
    const opened = Math.abs(signed) - closed;
    const realized = toUnits(Math.sign(amount) * closed * (price - entry));
    const next = toUnits(amount + signed);
    if (closed > 0 && isIsolated)
      position.isolatedWallet = toUnits(position.isolatedWallet * (1 - closed / Math.abs(amount)));
    if (opened > 0) {
      const kept = closes ? 0 : Math.abs(amount);
      position.entry = (kept * entry + opened * price) / (kept + opened);
      if (isIsolated) position.isolatedWallet = toUnits(position.isolatedWallet + (opened * price) / leverage);
    }
    position.amount = next;
    if (next === 0) Object.assign(position, { entry: 0, isolatedWallet: 0 });
    position.updateTime = this.venue.now();
    return realized;
  }

  private of = (asset: string): Position[] => this.positions().filter(({ symbol }) => this.quoteOf(symbol) === asset);
}
