import type { MarketSnapshot, ObservationIndex } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import type { Clock } from '../../core/ports/clock.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { RegimeBounds } from './bounds.js';
import type { KnownFailure, OnFailure } from './outcome.js';

/** How far a series is; counts are of decisions. */
export interface RegimeProgress {
  readonly done: number;
  readonly total: number;
  readonly failed: number;
  /** Of those done, how many an earlier record answered: they took no time and cost nothing. */
  readonly recorded: number;
  /** What the others cost, USD; null where a price is not known. Failed ones are not known and not counted. */
  readonly cost_usd: number | null;
  /** Questions under way at once now. */
  readonly at_once: number;
}

export interface RegimeRequest {
  readonly model: RegimeModel;
  /** What could be known, each with the moment from which on it could. */
  readonly observations: readonly Observation[] | ObservationIndex;
  /** Snapshots that are there already, by moment of decision: for callers that ask several models about the same moments. */
  readonly snapshotAt?: ((decidedAt: number) => MarketSnapshot) | undefined;
  /** Moments of decision, ascending, UTC ms. */
  readonly times: readonly number[];
  /** The pair that is judged. */
  readonly baseAsset: string;
  /** How far ahead, ms; also how long `hold` lasts after a failure. */
  readonly horizonMs: number;
  readonly onFailure: OnFailure;
  /** Answers after a failure of the model where `onFailure` is `baseline`. */
  readonly baseline?: RegimeModel | undefined;
  /** Decisions under way at once, from 1. Default: as many as the model's server is found to bear; 4 without a clock. */
  readonly concurrency?: number | undefined;
  /** 0 … 2. Default 0. */
  readonly temperature?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Measures how long a failed call took, without it a failure is there at once; and how many at once are best. */
  readonly clock?: Pick<Clock, 'now'> | undefined;
  /** Called before the first decision and after each, and waited for: a caller may let other work run in between. */
  readonly onProgress?: ((progress: RegimeProgress) => void | Promise<void>) | undefined;
  /** Errors after which going on is pointless, beside wrong input, a refused budget and bugs. */
  readonly isFatal?: ((error: unknown) => boolean) | undefined;
  /** A series without any opinion is not an error: for reruns of a part of the data. Default false. */
  readonly acceptSilence?: boolean | undefined;
  /** By moment of decision, from the record of an earlier run: these are not asked again. */
  readonly knownFailures?: ReadonlyMap<number, KnownFailure> | undefined;
  /** The same of questions with news whose decision was answered without them. */
  readonly knownNewsFailures?: ReadonlyMap<number, KnownFailure> | undefined;
  /**
   * How far news alone may raise a multiplier, ≥ 0: where news is there and could matter, the model is asked a second time
   * without it. Needs temperature 0, since otherwise chance alone makes the two answers differ. Default: no cap, one question.
   */
  readonly newsCap?: number | undefined;
  /** What measured skill makes of the opinions. Default: they are shown as they were given. */
  readonly bounds?: RegimeBounds | undefined;
}
