import type { Observation } from '../observation.js';
import type { SeriesName } from '../series.js';
import type { TradingSymbol } from '../symbol.js';
import type { SeriesFailure } from './observation-source.js';

export interface HistoryRequest {
  readonly symbol: TradingSymbol;
  /** By `observed_at`, UTC ms: the first included, the end not. */
  readonly from: number;
  readonly to: number;
  readonly signal: AbortSignal;
}

/** One step of a history. */
export interface HistoryPage {
  readonly observations: readonly Observation[];
  /** What was rejected, or cannot be had. */
  readonly failures: readonly SeriesFailure[];
  /** Everything up to here has been asked for, UTC ms: where an interrupted run goes on. */
  readonly through: number;
}

/** A source that also has a past. Unlike a live source it throws: half a history must not look like a whole one. */
export interface HistorySource {
  readonly id: string;
  readonly series: readonly SeriesName[];
  /** Pages in order of time, fetched as they are asked for. @throws HttpError, InputError */
  history(request: HistoryRequest): AsyncIterable<HistoryPage>;
}
