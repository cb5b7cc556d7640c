import type { Observation } from '../observation.js';
import type { SeriesFailure, SeriesName } from '../series.js';
import type { TradingSymbol } from '../symbol.js';

export type { SeriesFailure };

/** What a source is asked for: everything a snapshot of this symbol, now, can use from it. */
export interface CollectRequest {
  readonly symbol: TradingSymbol;
  /** The moment of the decision, UTC ms. Live sources answer with what they have now; archives with what was known then. */
  readonly asOf: number;
  /** Aborted when the deadline that all sources share has passed. */
  readonly signal: AbortSignal;
}

export interface Collected {
  readonly observations: readonly Observation[];
  readonly failures: readonly SeriesFailure[];
}

/**
 * A place observations come from. It never throws for what is wrong outside: it returns what it got and says what failed
 * and why. An `InputError` (the symbol does not exist) may be thrown, since only the user can fix that.
 */
export interface ObservationSource {
  readonly id: string;
  readonly series: readonly SeriesName[];
  collect(request: CollectRequest): Promise<Collected>;
}
