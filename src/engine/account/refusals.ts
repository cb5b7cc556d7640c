/** Why an order was not carried out as given. */
export const REFUSAL_REASONS = [
  'invalid_order',
  'unknown_symbol',
  'short_on_spot',
  'over_leverage',
  'invalid_stop',
  'price_off_tick',
  'below_step',
  'below_min_notional',
  'below_min_rebalance',
  'no_equity',
  'killed',
  'not_marketable',
  'fok_unfilled',
  'expired',
  'liquidated',
  'end_of_data',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** A refusal as a value, for the result. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly symbol: string;
  /** UTC ms at which it was refused. */
  readonly time: number;
  /** What was asked and what would have been accepted. */
  readonly detail: string;
}

/** Every refusal is counted; the first of them are kept whole. */
export class Refusals {
  private static readonly KEPT = 100;
  private readonly counters = new Map<RefusalReason, number>();
  readonly samples: Refusal[] = [];

  add(reason: RefusalReason, symbol: string, time: number, detail: string): void {
    this.counters.set(reason, (this.counters.get(reason) ?? 0) + 1);
    if (this.samples.length < Refusals.KEPT) this.samples.push({ reason, symbol, time, detail });
  }

  /** Counts by reason, in the order of `REFUSAL_REASONS`, only those that occurred. */
  counts(): Partial<Record<RefusalReason, number>> {
    const counts: Partial<Record<RefusalReason, number>> = {};
    for (const reason of REFUSAL_REASONS) {
      const count = this.counters.get(reason);
      if (count !== undefined) counts[reason] = count;
    }
    return counts;
  }

  /** Takes over what another account counted. */
  restore(counts: Partial<Record<RefusalReason, number>>, samples: readonly Refusal[]): void {
    for (const reason of REFUSAL_REASONS) {
      const count = counts[reason];
      if (count !== undefined) this.counters.set(reason, count);
    }
    this.samples.push(...samples);
  }

  get total(): number {
    let total = 0;
    for (const count of this.counters.values()) total += count;
    return total;
  }
}
