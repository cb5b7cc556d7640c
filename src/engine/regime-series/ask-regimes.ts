import { InputError, RefusedError, UnavailableError } from '../../core/errors.js';
import { ObservationIndex, type MarketSnapshot } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import type { Clock } from '../../core/ports/clock.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { RegimeSeries } from '../regime-view.js';
import type { RegimeBounds } from './bounds.js';
import { decideAt } from './decide.js';
import { inWindow } from './in-window.js';
import { Pace } from './pace.js';
import type { KnownFailure, OnFailure, RegimeOutcome } from './outcome.js';
import { totalsOf, type RegimeTotals } from './totals.js';
import { assertNewsCap } from './news-cap.js';
import { visiblePoints } from './visible-points.js';

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
  readonly snapshotAt?: (decidedAt: number) => MarketSnapshot;
  /** Moments of decision, ascending, UTC ms. */
  readonly times: readonly number[];
  /** The pair that is judged. */
  readonly baseAsset: string;
  /** How far ahead, ms; also how long `hold` lasts after a failure. */
  readonly horizonMs: number;
  readonly onFailure: OnFailure;
  /** Answers after a failure of the model where `onFailure` is `baseline`. */
  readonly baseline?: RegimeModel;
  /** Decisions under way at once, from 1. Default: as many as the model's server is found to bear; 4 without a clock. */
  readonly concurrency?: number;
  /** 0 … 2. Default 0. */
  readonly temperature?: number;
  readonly signal?: AbortSignal;
  /** Measures how long a failed call took, without it a failure is there at once; and how many at once are best. */
  readonly clock?: Pick<Clock, 'now'>;
  /** Called before the first decision and after each, and waited for: a caller may let other work run in between. */
  readonly onProgress?: (progress: RegimeProgress) => void | Promise<void>;
  /** Errors after which going on is pointless, beside wrong input, a refused budget and bugs. */
  readonly isFatal?: (error: unknown) => boolean;
  /** A series without any opinion is not an error: for reruns of a part of the data. Default false. */
  readonly acceptSilence?: boolean;
  /** By moment of decision, from the record of an earlier run: these are not asked again. */
  readonly knownFailures?: ReadonlyMap<number, KnownFailure>;
  /** The same of questions with news whose decision was answered without them. */
  readonly knownNewsFailures?: ReadonlyMap<number, KnownFailure>;
  /**
   * How far news alone may raise a multiplier, ≥ 0: where news is there and could matter, the model is asked a second time
   * without it. Needs temperature 0, since otherwise chance alone makes the two answers differ. Default: no cap, one question.
   */
  readonly newsCap?: number;
  /** What measured skill makes of the opinions. Default: they are shown as they were given. */
  readonly bounds?: RegimeBounds;
}

/** The opinions of a run, and what they took. */
export interface AskedRegimes extends RegimeSeries {
  /** One for each moment of decision. */
  readonly outcomes: readonly RegimeOutcome[];
  readonly totals: RegimeTotals;
}

/** Where nothing is measured. */
const UNMEASURED = 4;

/** A server that has not answered one of so many decisions will not answer the rest. */
const HOPELESS_AFTER = 8;

/**
 * Asks the model at every moment of decision, from what could be known then, many at once. An opinion belongs to the moment it
 * was asked at and is there after the latency of its call. A failed decision is a gap with its reason, and `onFailure` says
 * what it means; it is never filled with something that looks like an answer.
 *
 * @throws RefusedError where the budget ends, InputError for what only the user can fix, UnavailableError where no decision
 * got an answer; what is under way then is waited for, since it is paid and recorded
 */
export async function askRegimes(request: RegimeRequest): Promise<AskedRegimes> {
  const { times, signal, concurrency, onFailure, model, clock } = request;
  if (concurrency !== undefined && (!Number.isSafeInteger(concurrency) || concurrency < 1)) {
    throw new InputError('regime.concurrency', `concurrency is ${concurrency}: it must be a whole number from 1 on.`, {
      where: 'concurrency',
    });
  }
  if (onFailure === 'baseline' && request.baseline === undefined) {
    throw new InputError('regime.baseline', 'on_failure is "baseline", but no baseline was handed in.');
  }
  assertCapHolds(request);
  const { observations } = request;
  const index = observations instanceof ObservationIndex ? observations : new ObservationIndex(observations);
  const outcomes: RegimeOutcome[] = new Array<RegimeOutcome>(times.length);
  const state: Mutable<Omit<RegimeProgress, 'total' | 'at_once'>> & { fatal: unknown; lastReason: string } = {
    done: 0,
    failed: 0,
    recorded: 0,
    cost_usd: 0,
    fatal: undefined,
    lastReason: '',
  };
  const pace = new Pace();
  // A rule has no server: what it takes is this machine's time.
  const isMeasured = clock !== undefined && model.kind !== 'baseline';
  const limit = (): number => concurrency ?? (isMeasured ? pace.atOnce : UNMEASURED);
  const tell = async (): Promise<void> => {
    const { done, failed, recorded, cost_usd } = state;
    await request.onProgress?.({ done, total: times.length, failed, recorded, cost_usd, at_once: limit() });
  };
  const hopeless = (): boolean =>
    request.acceptSilence !== true &&
    model.kind !== 'baseline' &&
    state.failed === state.done &&
    state.done >= Math.max(HOPELESS_AFTER, limit());

  const decide = async (i: number): Promise<void> => {
    const [startedAt, begunAt] = [clock?.now() ?? 0, limit()];
    try {
      const outcome = await decideAt(request, index, times[i]!);
      outcomes[i] = outcome;
      state.done += 1;
      const { usage, failure, decidedAt } = outcome;
      if (usage?.replayed === true || request.knownFailures?.has(decidedAt) === true) state.recorded += 1;
      else {
        if (isMeasured) pace.answered(clock.now() - startedAt, begunAt);
        if (usage !== null) state.cost_usd = sumOf(state.cost_usd, usage.cost_usd);
      }
      if (failure !== null) {
        state.failed += 1;
        state.lastReason = failure;
      }
      await tell();
    } catch (error) {
      state.fatal ??= error;
    }
  };
  if (times.length > 0) await tell();
  await inWindow(
    times.length,
    limit,
    decide,
    () => state.fatal !== undefined || signal?.aborted === true || hopeless(),
  );

  signal?.throwIfAborted();
  if (state.fatal !== undefined) throw givenUp(state.fatal, state.done, times.length);
  if (times.length > 0 && state.failed === state.done && request.acceptSilence !== true) {
    throw new UnavailableError(
      'regime.no-answer',
      `${model.id} gave no opinion for any of the first ${state.done} of ${times.length} decisions: ${state.lastReason}`,
      {
        where: model.id,
        remedy:
          model.kind === 'baseline'
            ? 'give more bars before the run begins, since trends are measured on them'
            : 'run "llm-trading models --probe" to see whether the model answers, or choose --model baseline',
        retryable: true,
      },
    );
  }
  return {
    points: visiblePoints(outcomes, request),
    outcomes,
    totals: totalsOf(outcomes, request.newsCap !== undefined),
  };
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const sumOf = (a: number | null, b: number | null): number | null => (a === null || b === null ? null : a + b);

function assertCapHolds({ newsCap, model, temperature = 0 }: RegimeRequest): void {
  if (newsCap === undefined) return;
  assertNewsCap(newsCap);
  if (temperature === 0 || model.kind === 'baseline') return;
  throw new InputError(
    'regime.news-cap',
    `A news cap needs temperature 0, and it is ${temperature}: above 0 the answers with and without news differ by chance too.`,
    { where: 'news_cap', remedy: 'set the temperature to 0, or leave the cap out' },
  );
}

/** A budget that ends is not a failure of the run's: it says how far it came, and that nothing of it is lost. */
function givenUp(error: unknown, done: number, total: number): unknown {
  if (!(error instanceof RefusedError)) return error;
  return new RefusedError(
    error.code,
    `The regime was asked for ${done} of ${total} decisions, then a limit refused: ${error.message}`,
    {
      remedy: `${error.remedy ?? 'raise the limit'}; the ${done} answers are recorded, so that going on asks only for the rest`,
      cause: error,
    },
  );
}
