import { isDeepStrictEqual } from 'node:util';
import type { BacktestSpec } from '../../contract/backtest-spec.js';
import type { PaperResult, SessionFeed, SessionVenue } from '../../contract/session.js';
import { canonicalJson } from '../../core/canonical-json.js';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import { isoTime } from '../../core/time.js';
import { given } from '../../core/given.js';
import { sha256Of } from '../../infra/store/files/sha256.js';
import { openJournal, type OpenedJournal } from '../../infra/store/journal/index.js';
import type { GuardLimits } from '../../live/guard/limits.js';
import type { FeedFault } from '../../live/runner/feed.js';
import { TradingSession, type SessionSpec, type StepOutcome } from '../../live/session/trading-session.js';
import { openRunModel } from '../backtest/ask-opinions.js';
import { recordedExecution } from '../backtest/execution-document.js';
import { assertOpinionsFit, prepareRun, type PreparedRun } from '../backtest/prepare-run.js';
import { codeVersion } from '../runtime/code-version.js';
import type { Runtime } from '../runtime/runtime.js';
import { forgetStop, haltReason, readSessionDocument, sessionFolder, writeSessionDocument } from './session-folder.js';
import { FaultNotes } from './fault-notes.js';
import { openLivePrices } from './live-prices.js';
import { playSession } from './play-session.js';
import { liveBars, playedBars, type SessionBars } from './session-bars.js';

/** A paper session: over bars that are there, or over those of an exchange as they close. */
export interface PaperRequest {
  readonly name: string;
  readonly spec: BacktestSpec;
  readonly limits: GuardLimits;
  /** Where live prices come from; null: the bars that the specification names are played. */
  readonly prices: SessionFeed | null;
  /**
   * How many times faster than the clock stored bars come; null: as fast as they can be traded. With live prices it says how much
   * faster the exchange's clock goes, as in a rehearsal; null: it is a real exchange.
   */
  readonly speed: number | null;
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
}

/**
 * Trades on paper: the strategy, sizing, fills and limits of a backtest, one moment at a time, with a journal. A session that is
 * there already goes on where it was; with other settings than it was begun with it is refused.
 * @throws InputError, RefusedError, UnavailableError naming what is wrong
 */
export async function runPaper(request: PaperRequest, runtime: Runtime): Promise<PaperResult> {
  const { name, spec, limits, prices, speed, cwd, signal } = request;
  const folder = sessionFolder(runtime.config.userDataDir, name);
  if (speed !== null && !(speed > 0 && speed < Infinity)) {
    throw new InputError('session.speed', `speed is ${speed}: it must be a number above 0.`, { where: 'speed' });
  }
  refuseUnsupported(request);
  await assertUnchanged(folder, request);
  const faults = new FaultNotes(request.onFault);
  const live = prices === null ? null : await openLivePrices({ ...request, prices, note: faults.note }, runtime);
  let journal: OpenedJournal | null = null;
  let model: Awaited<ReturnType<typeof openRunModel>> | null = null;
  try {
    const prepared = await prepareRun(spec, { cwd, signal, replay: request.replay }, runtime, live?.market);
    assertOpinionsFit(prepared);
    journal = await openJournal({
      folder,
      sessionId: name,
      programVersion: (await codeVersion()).version,
      configurationHash: sha256Of(canonicalJson({ spec, limits, ...(prices === null ? {} : { feed: prices }) })),
      at: runtime.clock.now(),
    });
    if ((await readSessionDocument(folder)) === null) {
      const created_at = isoTime(runtime.clock.now());
      const interval_ms = prepared.market.data[0]!.bars.intervalMs;
      const begun = { version: 1, name, created_at, kind: 'paper', interval_ms, spec, limits } as const;
      await writeSessionDocument(folder, prices === null ? begun : { ...begun, feed: prices });
    }
    await forgetStop(folder);
    model = prepared.strategy.decisionBars === null ? null : await openRunModel(prepared);
    const bars =
      live === null
        ? playedBars(prepared, model?.model ?? null, speed)
        : liveBars(live, prepared, model?.model ?? null, journal);
    return await traded(request, prepared, { folder, journal, bars, faults });
  } finally {
    await model?.close();
    journal?.close();
    await live?.close();
  }
}

interface Opened {
  readonly folder: string;
  readonly journal: OpenedJournal;
  readonly bars: SessionBars;
  readonly faults: FaultNotes;
}

async function traded(request: PaperRequest, prepared: PreparedRun, opened: Opened): Promise<PaperResult> {
  const { limits, name, signal } = request;
  const { folder, journal, bars, faults } = opened;
  const { userDataDir } = prepared.runtime.config;
  const session = new TradingSession(sessionSpecOf(prepared, limits), {
    strategy: prepared.options.strategy,
    journal,
    clock: bars.feed,
    ask: bars.ask,
    halted: () => haltReason(userDataDir, folder),
  });
  const cut = journal.recovered.reduce((sum, { bytes }) => sum + bytes, 0);
  const { data } = prepared.market;
  const { intervalMs } = data[0]!.bars;
  request.onStart?.({ folder, goesOnAfter: session.booked, cut, intervalMs });
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

/** What a session trades, by the specification of a backtest. */
export function sessionSpecOf({ market, spec, strategy, runtime }: PreparedRun, limits: GuardLimits): SessionSpec {
  const { intervalMs } = market.data[0]!.bars;
  const horizonMs = strategy.decisionBars === null ? null : strategy.decisionBars * intervalMs;
  return {
    account: {
      ...recordedExecution(spec.execution),
      intervalMs,
      symbols: market.data.map(({ bars, mark, finer, filters, marginTables }) => ({
        symbol: bars.symbol,
        marks: mark !== undefined,
        ...given({ finerMs: finer?.intervalMs, filters, marginTables }),
      })),
    },
    opinions:
      horizonMs === null
        ? null
        : {
            everyMs: horizonMs,
            horizonMs,
            onFailure: runtime.config.llm.onFailure,
            ...given({ newsCap: spec.opinions?.news_cap }),
          },
    limits,
  };
}

/** @throws InputError where a session of that name was begun otherwise */
export async function assertUnchanged(
  folder: string,
  { name, spec, limits, prices }: Pick<PaperRequest, 'name' | 'spec' | 'limits' | 'prices'>,
  venue: SessionVenue | null = null,
): Promise<void> {
  const before = await readSessionDocument(folder);
  if (before === null) return;
  const { spec: was } = before;
  const changed: string[] = (Object.keys({ ...was, ...spec }) as (keyof BacktestSpec)[]).filter(
    (field) => !isDeepStrictEqual(was[field], spec[field]),
  );
  if (!isDeepStrictEqual(before.feed ?? null, prices)) changed.push('feed');
  if (!isDeepStrictEqual(before.venue ?? null, venue)) changed.push('venue');
  if (!isDeepStrictEqual(before.limits, limits)) changed.push('limits');
  if (changed.length === 0) return;
  throw new InputError(
    'session.changed',
    `Session ${name} was begun with other settings (${changed.join(', ')}): start it as it was begun, or give the new settings another session name.`,
    { where: changed[0]! },
  );
}

/** @throws InputError for what a session does not do yet: rather than to trade opinions further than the specification says */
export function refuseUnsupported({ spec, prices }: Pick<PaperRequest, 'spec' | 'prices'>): void {
  const { opinions, bootstrap, observations } = spec;
  if (opinions?.calibrate !== undefined || opinions?.earned !== undefined) {
    const where = opinions.earned === undefined ? 'calibrate' : 'earned';
    throw new InputError(
      'session.measured',
      `A session trades opinions as they are given: leave ${field(where)} out.`,
      {
        where,
      },
    );
  }
  if (prices !== null && observations !== undefined) {
    throw new InputError(
      'session.observations',
      `A session on live prices shows its model what comes of its bars, and no recorded observations: leave ${field('observations')} out.`,
      { where: 'observations' },
    );
  }
  if (bootstrap !== null) {
    throw new InputError('session.bootstrap', `A session has no intervals: leave ${field('bootstrap')} out.`, {
      where: 'bootstrap',
    });
  }
}
