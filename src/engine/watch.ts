import type { Account } from './account/account.js';

/** What the hot loop over one symbol has to know before it may pass over a bar: whether anything can happen in it. */
export class Watch {
  /** The coming bar needs more than marking: something waits, protects, or has to be looked at every bar. */
  busy: boolean;
  /**
   * Prices at or beyond which a bar that is not busy does something after all (stop, target, liquidation), and whether there
   * are any.
   */
  watched = false;
  watchLow = -Infinity;
  watchHigh = Infinity;
  /** One symbol, fills at the next open, and nothing that every bar has to go through. */
  readonly simple: boolean;
  /** Features that every bar has to go through. */
  private readonly always: boolean;

  constructor(
    private readonly account: Account,
    everyBar: boolean,
  ) {
    const { settings, symbols } = account;
    this.always =
      everyBar ||
      symbols.length > 1 ||
      (settings.fill === 'close' && settings.maxParticipation !== Infinity) ||
      settings.borrowRatePerYear > 0 ||
      symbols.some(({ data }) => data.funding !== null || data.mark !== null || data.finer !== null);
    this.simple = !this.always && settings.fill === 'next-open';
    this.busy = this.always;
  }

  /** Call after anything that may have left, or removed, a reason to look at the next bar. */
  refresh(): void {
    if (this.always) return;
    const { account } = this;
    const state = account.symbols[0]!;
    const side = Math.sign(account.portfolio.quantity[0]!);
    const trails = side !== 0 && !Number.isNaN(state.trailingStop);
    this.busy = state.order.active || state.forced.active || trails;
    this.watchLow = account.liquidationLow[0]!;
    this.watchHigh = account.liquidationHigh[0]!;
    if (side !== 0) {
      const below = side > 0 ? state.stop : state.takeProfit;
      const above = side > 0 ? state.takeProfit : state.stop;
      if (below > this.watchLow) this.watchLow = below;
      if (above < this.watchHigh) this.watchHigh = above;
    }
    this.watched = this.watchLow > 0 || this.watchHigh < Infinity;
  }
}
