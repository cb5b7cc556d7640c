import type { MarketSnapshot } from '../market-snapshot/schema.js';
import type { RegimeAssessment } from '../regime/schema.js';
import type { TokenUsage } from './text-model.js';

/** `baseline` is a statistical rule, and is labelled so wherever its output is shown. */
export type RegimeModelKind = 'llm' | 'baseline' | 'ensemble';

/** Who answered, and what it cost. Documents keep the snake_case names. */
export interface ModelIdentity {
  readonly id: string;
  readonly kind: RegimeModelKind;
  readonly version: string | null;
  /** Which prompt exactly it was asked with, `regime-1@05a70699f642`; absent where there was none. */
  readonly prompt?: string;
}

export interface ModelUsage extends TokenUsage {
  /** Requests sent for this decision, repairs and fallbacks included. */
  readonly calls: number;
  readonly latency_ms: number;
  /** USD; null where a price is unknown. */
  readonly cost_usd: number | null;
  readonly replayed: boolean;
}

export interface AssessOptions {
  /** Sampling temperature, 0 … 2. Baselines ignore it. */
  readonly temperature?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Which masking the snapshot went through (`none`, `without-news`): recorded, never interpreted. */
  readonly variant?: string | undefined;
  readonly sampleIndex?: number;
  readonly onText?: ((delta: string) => void) | undefined;
}

export interface RegimeDecision {
  readonly assessment: RegimeAssessment;
  readonly model: ModelIdentity;
  /** Null for baselines: they call nothing. */
  readonly usage: ModelUsage | null;
  /** What was corrected or fell back on the way, for people. */
  readonly warnings: readonly string[];
}

/** Anything that has an opinion about the regime: a language model, a baseline, an ensemble, a replay. */
export interface RegimeModel {
  readonly id: string;
  readonly kind: RegimeModelKind;
  /** @throws UnavailableError when no valid opinion came out; never a default that looks like one. */
  assess(snapshot: MarketSnapshot, options?: AssessOptions): Promise<RegimeDecision>;
}
