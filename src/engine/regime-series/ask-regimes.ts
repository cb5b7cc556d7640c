import { InputError, RefusedError, UnavailableError } from '../../core/errors.js';
import { ObservationIndex } from '../../core/market-snapshot/index.js';
import type { RegimeSeries } from '../regime-view.js';
import { decideAt } from './decide.js';
import { inWindow } from './in-window.js';
import { Pace } from './pace.js';
import type { RegimeOutcome } from './outcome.js';
import type { RegimeProgress, RegimeRequest } from './request.js';
import { totalsOf, type RegimeTotals } from './totals.js';
import { assertNewsCap } from './bounds.js';
import { visiblePoints } from './visible-points.js';

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
