import { rm } from 'node:fs/promises';
import type { PaperResult } from '../../contract/session.js';
import { InputError } from '../../core/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import type { FeedFault } from '../../live/runner/feed.js';
import { TradingSession, type StepOutcome } from '../../live/session/trading-session.js';
import { openRunModel } from '../backtest/ask-opinions.js';
import { assertOpinionsFit, prepareRun, type PreparedRun } from '../backtest/prepare-run.js';
import type { Runtime } from '../runtime/runtime.js';
import { FaultNotes } from './fault-notes.js';
import { isRehearsal, openLivePrices } from './live-prices.js';
import { assertUnchanged, openSession, type OpenedSession, type SessionSettings } from './open-session.js';
import { playSession } from './play-session.js';
import { isUnmeasured, openSessionMeasures } from './session-measures.js';
import type { OpinionMeasures } from '../../live/session/session-opinions.js';
import { liveBars, playedBars, playedFeed, type SessionBars } from './session-bars.js';
import { haltReason } from './session-folder.js';
import { openSessionSources } from './session-sources.js';
import { refuseUnsupported, sessionSpecOf } from './session-spec.js';
import { takeUp } from './take-up.js';

/** A paper session: over bars that are there, or over those of an exchange as they close. */
export interface PaperRequest extends SessionSettings {
  /**
   * How many times faster than the clock stored bars come; null: as fast as they can be traded. With live prices it says how much
   * faster the exchange's clock goes, as in a rehearsal; null: it is a real exchange.
   */
  readonly speed: number | null;
  /** The clock of a played exchange, on which bars are waited for; whoever waits for an answer waits by this machine's. */
  readonly clock?: Clock | undefined;
  /** Answers of the model come from the ledger alone. */
  readonly replay?: boolean | undefined;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly onStart?: ((start: PaperStart) => void) | undefined;
  readonly onStep?: ((outcome: StepOutcome) => void) | undefined;
  readonly onFault?: ((fault: FeedFault) => void) | undefined;
}

export interface PaperStart {
  readonly folder: string;
  /** Moments that the journal holds already; 0: a new session. */
  readonly goesOnAfter: number;
  /** Bytes that a crash had left unfinished at the end of the journal, cut off. */
  readonly cut: number;
  /** Length of a bar, ms. */
  readonly intervalMs: number;
  /** Opinions of a language model are traded as they are given, whatever they are worth. */
  readonly unmeasured: boolean;
}

/**
 * Trades on paper: the strategy, sizing, fills and limits of a backtest, one moment at a time, with a journal. A session that is
 * there already goes on where it was; with other settings than it was begun with it is refused.
 * @throws InputError, RefusedError, UnavailableError naming what is wrong
 */
export async function runPaper(request: PaperRequest, runtime: Runtime): Promise<PaperResult> {
  assertSpeed(request.speed);
  refuseUnsupported(request);
  await assertUnchanged(request, null, runtime);
  const faults = new FaultNotes(request.onFault);
  if (request.prices === null) return opened(request, faults, runtime);
  return takeUp({ names: [request.name], note: faults.note, signal: request.signal }, runtime, (onBegin) =>
    opened(request, faults, runtime, onBegin),
  );
}

/** Opens everything that a session needs, trades it, and closes all of it. */
async function opened(
  request: PaperRequest,
  faults: FaultNotes,
  runtime: Runtime,
  onBegin?: () => void,
): Promise<PaperResult> {
  const { spec, prices, speed, cwd, signal } = request;
  const live = prices === null ? null : await openLivePrices({ ...request, prices, note: faults.note }, runtime);
  let there: OpenedSession | null = null;
  /** What is refused before it began is to be begun otherwise, under the same name. */
  let isUnbegun = false;
  let model: Awaited<ReturnType<typeof openRunModel>> | null = null;
  try {
    const prepared = await prepareRun(spec, { cwd, signal, replay: request.replay }, runtime, live?.market);
    assertOpinionsFit(prepared);
    const sources = prices === null ? null : openSessionSources(prepared, { prices, speed, faults });
    const { intervalMs } = prepared.market.data[0]!.bars;
    there = await openSession({ ...request, venue: null, intervalMs, now: () => runtime.clock.now() }, runtime);
    isUnbegun = there.isNew;
    model = prepared.strategy.decisionBars === null ? null : await openRunModel(prepared);
    const bars =
      live === null
        ? playedBars(prepared, model?.model ?? null, playedFeed(prepared, speed), there.journal)
        : liveBars(live, prepared, model?.model ?? null, there.journal, sources);
    const isAhead = live !== null && !isRehearsal(runtime.config);
    const measures = await openSessionMeasures(model, prepared, { labels: bars.labels, isAhead });
    const unmeasured = isUnmeasured(model, prepared);
    isUnbegun = false;
    onBegin?.();
    return await tradePaper(request, prepared, { ...there, bars, faults, measures, unmeasured });
  } finally {
    await model?.close();
    there?.journal.close();
    if (isUnbegun) await rm(there!.folder, { recursive: true, force: true });
    await live?.close();
  }
}

/** A session on paper before its first bar. */
export interface OpenedPaper extends OpenedSession {
  readonly bars: SessionBars;
  readonly faults: FaultNotes;
  readonly measures: OpinionMeasures | null;
  readonly unmeasured: boolean;
}

/** @throws InputError for a speed that is none */
export function assertSpeed(speed: number | null): void {
  if (speed === null || (speed > 0 && speed < Infinity)) return;
  throw new InputError('session.speed', `speed is ${speed}: it must be a number above 0.`, { where: 'speed' });
}

/** Trades until the bars end or somebody ends it. */
export async function tradePaper(
  request: Pick<PaperRequest, 'name' | 'limits' | 'signal' | 'onStart' | 'onStep'>,
  prepared: PreparedRun,
  opened: OpenedPaper,
): Promise<PaperResult> {
  const { limits, name, signal } = request;
  const { folder, journal, bars, faults, cut, measures, unmeasured } = opened;
  const { userDataDir } = prepared.runtime.config;
  const session = new TradingSession(sessionSpecOf(prepared, limits), {
    strategy: prepared.options.strategy,
    journal,
    clock: bars.feed,
    ask: bars.ask,
    measures,
    halted: () => haltReason(userDataDir, folder),
  });
  const { data } = prepared.market;
  const { intervalMs } = data[0]!.bars;
  request.onStart?.({ folder, goesOnAfter: session.booked, cut, intervalMs, unmeasured });
  session.warmUp(bars.history);
  faults.writeTo(session);
  return playSession({
    name,
    folder,
    session,
    steps: session,
    feed: bars.feed,
    symbols: data.map((each) => each.bars.symbol),
    intervalMs,
    signal,
    onStep: request.onStep,
  });
}
