import { z } from 'zod';
import { DEFAULT_WEIGHTS, direction } from '../core/position-sizing/index.js';
import { Strategy, type AccountState, type Bar, type Order, type StrategyContext } from './base.js';
import { OpinionInForce, type Opinion } from './regime-opinion.js';

export const llmRegimeSchema = z.strictObject({
  /** Bars between two questions, and the life of an opinion that a failed question leaves in force. */
  horizon_bars: z.number().int().min(1).default(24),
  /** Fraction of equity at k = 1. */
  base_size: z.number().positive().default(0.5),
  /** Largest multiplier. */
  k_max: z.number().positive().default(2),
  /** Flat where |prob_bull − prob_bear| is below this, [0, 1]. */
  min_edge: z.number().min(0).max(1).default(0),
  allow_short: z.boolean().default(true),
});

/**
 * Trades the regime alone: the direction is the sign of d (the lean of the probabilities outside the dead zone), the size
 * base · k, or the earned share of it where skill is asked for. The label is never used. It acts when the opinion changes, and
 * leaves the position alone in between.
 */
export class LlmRegime extends Strategy {
  private opinions!: OpinionInForce;
  private acted: Opinion | null = null;

  constructor(private readonly params: z.infer<typeof llmRegimeSchema>) {
    super();
  }

  override init(context: StrategyContext): void {
    this.opinions = new OpinionInForce(this.params.k_max, this.params.horizon_bars * context.intervalMs);
  }

  override reset(): void {
    this.acted = null;
  }

  onBar(bar: Bar, _account: AccountState, context: StrategyContext): Order | null {
    const opinion = this.opinions.at(context.regime(), bar.closeTime);
    if (opinion === this.acted || opinion.kind === 'none') return null;
    this.acted = opinion;
    if (opinion.kind === 'flat') return context.flat();
    const { prob_bull, prob_bear } = opinion.assessment;
    const { base_size, min_edge, allow_short } = this.params;
    const d = direction(prob_bull, prob_bear, DEFAULT_WEIGHTS.deadZone);
    if (d === 0 || Math.abs(prob_bull - prob_bear) < min_edge) return context.flat();
    const { kLong, kShort } = opinion.alone;
    if (d > 0) return context.long(Math.min(base_size * kLong, context.leverage));
    if (!allow_short || !context.canShort) return context.flat();
    return context.short(Math.min(base_size * kShort, context.leverage));
  }
}
