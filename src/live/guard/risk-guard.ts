import { DAY, HOUR, startOfDay } from '../../core/time.js';
import type { Order } from '../../strategies/base.js';
import type { GuardCode, GuardLimits } from './limits.js';

/** What the guard looks at beside its own memory. */
export interface Situation {
  /** When the decision is made, UTC ms. */
  readonly now: number;
  /** Close of the bars it is made at, UTC ms. */
  readonly closeTime: number;
  readonly intervalMs: number;
  /** Signed quantity that is held, base units. */
  readonly held: number;
  /** Target that the account has accepted, signed fraction of equity; NaN after a part fill. */
  readonly target: number;
}

/** An order passes as it is, or what is left of it does, or nothing. */
export type GuardVerdict =
  | { readonly approved: true }
  | {
      readonly approved: false;
      /** What may be sent instead; null: nothing. */
      readonly instead: Order | null;
      readonly code: GuardCode;
      readonly reason: string;
    };

const FLAT: Order = { side: 'flat' };

/**
 * Stands between what a strategy wants and what is sent, and knows nothing of models: whatever they say, a position grows only
 * where every limit allows it. What reduces a position always passes, but for a minimum hold. It is fed what happened, so that
 * a replay of the journal leaves it as it was.
 */
export class RiskGuard {
  private failures = 0;
  private day = NaN;
  private dayEquity = NaN;
  private equity = NaN;
  private readonly entries = new Map<string, number>();
  private readonly enteredAt = new Map<string, number>();
  private readonly heldBefore = new Map<string, number>();

  constructor(readonly limits: GuardLimits) {}

  /** A decision of the model was answered, or was not. */
  noteOpinion(answered: boolean): void {
    this.failures = answered ? 0 : this.failures + 1;
  }

  /** The account at the close of a moment, UTC ms. */
  noteAccount(closeTime: number, equity: number, positions: Readonly<Record<string, number>>): void {
    const day = startOfDay(closeTime);
    if (day !== this.day) {
      this.day = day;
      this.dayEquity = Number.isNaN(this.equity) ? equity : this.equity;
      this.entries.clear();
    }
    this.equity = equity;
    for (const [symbol, quantity] of Object.entries(positions)) {
      const before = this.heldBefore.get(symbol) ?? 0;
      if (quantity !== 0 && quantity * before <= 0) {
        this.enteredAt.set(symbol, closeTime);
        this.entries.set(symbol, (this.entries.get(symbol) ?? 0) + 1);
      }
      this.heldBefore.set(symbol, quantity);
    }
  }

  /** How much of each limit is used after the last moment, in its unit; of entries the most of any symbol. */
  usage(): Readonly<Record<'max_daily_loss' | 'max_entries_per_day' | 'max_model_failures', number>> {
    return {
      max_daily_loss: Number.isNaN(this.dayEquity) ? 0 : Math.max(0, 1 - this.equity / this.dayEquity),
      max_entries_per_day: Math.max(0, ...this.entries.values()),
      max_model_failures: this.failures,
    };
  }

  judge(order: Order, symbol: string, situation: Situation): GuardVerdict {
    const wanted = order.side === 'flat' ? 0 : (order.size ?? NaN) * (order.side === 'short' ? -1 : 1);
    const { held } = situation;
    const leaves = held !== 0 && (wanted === 0 || wanted * held < 0);
    if (leaves) {
      const early = this.heldTooShort(symbol, situation.closeTime);
      if (early !== null) return refused('minimum_hold', early, null);
    }
    const grows = wanted !== 0 && !(wanted * held > 0 && Math.abs(wanted) <= Math.abs(situation.target));
    if (!grows) return { approved: true };
    const limit = this.binding(symbol, situation);
    if (limit === null) return { approved: true };
    // Of a reversal the half that leaves is what remains.
    return refused(limit.code, limit.reason, leaves ? FLAT : null);
  }

  private heldTooShort(symbol: string, closeTime: number): string | null {
    const { min_hold_hours: hours } = this.limits;
    const since = this.enteredAt.get(symbol);
    if (hours === undefined || since === undefined || closeTime - since >= hours * HOUR) return null;
    return `held for ${(closeTime - since) / HOUR} of at least ${hours} h`;
  }

  /** The first limit that forbids growing. */
  private binding(
    symbol: string,
    { now, closeTime, intervalMs }: Situation,
  ): { code: GuardCode; reason: string } | null {
    const { limits } = this;
    const age = (now - closeTime) / intervalMs;
    if (age > limits.max_bar_age) {
      return { code: 'stale_data', reason: `the bar closed ${age.toFixed(1)} bars ago, at most ${limits.max_bar_age}` };
    }
    if (this.failures >= limits.max_model_failures) {
      return { code: 'model_silent', reason: `${this.failures} decisions in a row got no answer` };
    }
    const { max_daily_loss: loss, max_entries_per_day: most, trading_hours: hours } = limits;
    const lost = startOfDay(closeTime) === this.day ? 1 - this.equity / this.dayEquity : 0;
    if (loss !== undefined && lost >= loss) {
      return { code: 'daily_loss', reason: `${(100 * lost).toFixed(2)} % lost today, at most ${100 * loss} %` };
    }
    const entries = startOfDay(closeTime) === this.day ? (this.entries.get(symbol) ?? 0) : 0;
    if (most !== undefined && entries >= most) {
      return { code: 'entries_per_day', reason: `entered ${entries} times today, at most ${most}` };
    }
    if (hours !== undefined && !within(hours, ((closeTime % DAY) + DAY) % DAY)) {
      return { code: 'trading_hours', reason: `positions grow from ${hours.from} to ${hours.to} h UTC only` };
    }
    return null;
  }
}

const refused = (code: GuardCode, reason: string, instead: Order | null): GuardVerdict => ({
  approved: false,
  instead,
  code,
  reason,
});

function within({ from, to }: { readonly from: number; readonly to: number }, timeOfDay: number): boolean {
  const hour = timeOfDay / HOUR;
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}
