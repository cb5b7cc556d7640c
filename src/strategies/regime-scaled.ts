import { Strategy, type AccountState, type Bar, type Order, type OrderTicket, type StrategyContext } from './base.js';
import { OpinionInForce, type Opinion } from './regime-opinion.js';

export interface RegimeScaledSettings {
  /** Largest multiplier. */
  readonly kMax: number;
  /** Life, in bars, of an opinion that a failed question leaves in force. */
  readonly horizonBars: number;
}

/**
 * Any strategy, its sizes multiplied by k_long or k_short of the regime. A new opinion rescales the strategy's standing
 * target; before the first opinion nothing is held. Limits and protective prices are the strategy's own.
 */
export class RegimeScaled extends Strategy {
  private opinions!: OpinionInForce;
  private scaledBy: Opinion | null = null;
  /** What the wrapped strategy wants, copied: its own order object may be reused. */
  private wanted: Order | null = null;

  constructor(
    private readonly inner: Strategy,
    private readonly settings: RegimeScaledSettings,
  ) {
    super();
  }

  override init(context: StrategyContext): void {
    this.opinions = new OpinionInForce(this.settings.kMax, this.settings.horizonBars * context.intervalMs);
    this.inner.init(context);
  }

  override reset(): void {
    this.scaledBy = null;
    this.wanted = null;
    this.inner.reset();
  }

  onBar(bar: Bar, account: AccountState, context: StrategyContext): Order | null {
    const opinion = this.opinions.at(context.regime(), bar.closeTime);
    const order = this.inner.onBar(bar, account, context);
    if (order) this.wanted = copyOf(order);
    const changed = opinion !== this.scaledBy;
    this.scaledBy = opinion;
    if (this.wanted === null || (!order && !changed)) return null;
    return scaled(this.wanted, opinion, context);
  }
}

function copyOf(order: Order): Order {
  const { side, size = 0, limit, stop, takeProfit, trailingStop, timeInForce, goodForBars, symbol } = order;
  return {
    side,
    size,
    symbol,
    limit,
    stop,
    takeProfit,
    trailingStop,
    timeInForce,
    goodForBars,
  };
}

function scaled(order: Order, opinion: Opinion, context: StrategyContext): Order | OrderTicket {
  if (order.side === 'flat' || opinion.kind !== 'valid') return { ...order, side: 'flat' };
  const { kLong, kShort } = opinion.multipliers;
  const size = (order.size ?? 0) * (order.side === 'long' ? kLong : kShort);
  return size === 0 ? { ...order, side: 'flat' } : { ...order, size: Math.min(size, context.leverage) };
}
