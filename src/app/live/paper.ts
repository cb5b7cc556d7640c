import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { BacktestSpec } from '../../contract/backtest-spec.js';
import type { PaperResult } from '../../contract/session.js';
import { canonicalJson } from '../../core/canonical-json.js';
import { InputError } from '../../core/errors.js';
import { field } from '../../core/request-field.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import { isoTime } from '../../core/time.js';
import { decideAt } from '../../engine/regime-series/decide.js';
import type { RegimeOutcome } from '../../engine/regime-series/index.js';
import { sha256Of } from '../../infra/store/files/sha256.js';
import { JOURNAL_FILE, openJournal, readJournalFile, type OpenedJournal } from '../../infra/store/journal/index.js';
import type { GuardLimits } from '../../live/guard/limits.js';
import { ReplayFeed } from '../../live/runner/replay-feed.js';
import { runSession } from '../../live/runner/run-session.js';
import { TradingSession, type SessionSpec, type StepOutcome } from '../../live/session/trading-session.js';
import { openRunModel } from '../backtest/ask-opinions.js';
import { recordedExecution } from '../backtest/execution-document.js';
import { assertOpinionsFit, prepareRun, type PreparedRun } from '../backtest/prepare-run.js';
import { regimeRequest } from '../backtest/regime-request.js';
import { codeVersion } from '../runtime/code-version.js';
import type { Runtime } from '../runtime/runtime.js';
import { yieldToEvents } from '../runtime/system.js';
import {
  forgetStop,
  haltReason,
  readSessionDocument,
  sessionFolder,
  stopReason,
  writeSessionDocument,
} from './session-folder.js';
import { sessionTotals } from './session-rows.js';

/** A paper session over bars that are there. */
export interface PaperRequest {
  readonly name: string;
  readonly spec: BacktestSpec;
  readonly limits: GuardLimits;
  /** How many times faster than the clock bars come; null: as fast as they can be traded. */
  readonly speed: number | null;
  /** Answers of the model come from the ledger alone. */
  readonly replay?: boolean | undefined;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly onStart?: ((start: PaperStart) => void) | undefined;
  readonly onStep?: ((outcome: StepOutcome) => void) | undefined;
}

export interface PaperStart {
  readonly folder: string;
  /** Moments that the journal holds already; 0: a new session. */
  readonly goesOnAfter: number;
  /** Bytes that a crash had left unfinished at the end of the journal, cut off. */
  readonly cut: number;
}

/**
 * Trades on paper: the strategy, sizing, fills and limits of a backtest, one moment at a time, with a journal. A session that is
 * there already goes on where it was; with other settings than it was begun with it is refused.
 * @throws InputError, RefusedError, UnavailableError naming what is wrong
 */
export async function runPaper(request: PaperRequest, runtime: Runtime): Promise<PaperResult> {
  const { name, spec, limits, speed, cwd, signal } = request;
  const { userDataDir } = runtime.config;
  const folder = sessionFolder(userDataDir, name);
  if (speed !== null && !(speed > 0 && speed < Infinity)) {
    throw new InputError('session.speed', `speed is ${speed}: it must be a number above 0.`, { where: 'speed' });
  }
  refuseUnsupported(spec);
  const prepared = await prepareRun(spec, { cwd, signal, replay: request.replay }, runtime);
  assertOpinionsFit(prepared);
  await assertUnchanged(folder, request);
  const journal = await openJournal({
    folder,
    sessionId: name,
    programVersion: (await codeVersion()).version,
    configurationHash: sha256Of(canonicalJson({ spec, limits })),
    at: runtime.clock.now(),
  });
  let model: Awaited<ReturnType<typeof openRunModel>> | null = null;
  try {
    if ((await readSessionDocument(folder)) === null) {
      const created_at = isoTime(runtime.clock.now());
      const interval_ms = prepared.market.data[0]!.bars.intervalMs;
      await writeSessionDocument(folder, { version: 1, name, created_at, kind: 'paper', interval_ms, spec, limits });
    }
    await forgetStop(folder);
    model = prepared.strategy.decisionBars === null ? null : await openRunModel(prepared);
    return await traded(request, prepared, { folder, journal, model: model?.model ?? null, userDataDir });
  } finally {
    await model?.close();
    journal.close();
  }
}

interface Opened {
  readonly folder: string;
  readonly journal: OpenedJournal;
  readonly model: RegimeModel | null;
  readonly userDataDir: string;
}

async function traded(request: PaperRequest, prepared: PreparedRun, opened: Opened): Promise<PaperResult> {
  const { limits, name, signal, speed } = request;
  const { folder, journal, model, userDataDir } = opened;
  const { market, runtime } = prepared;
  const barMs = speed === null ? 0 : market.data[0]!.bars.intervalMs / speed;
  const feed = new ReplayFeed(market.data, paced(barMs, runtime));
  const session = new TradingSession(specOf(prepared, limits), {
    strategy: prepared.options.strategy,
    journal,
    clock: feed,
    ask: model === null ? null : askerOf(model, prepared),
    halted: () => haltReason(userDataDir, folder),
  });
  const cut = journal.recovered.reduce((sum, { bytes }) => sum + bytes, 0);
  request.onStart?.({ folder, goesOnAfter: session.booked, cut });
  const end = await runSession(session, feed, {
    signal,
    stopped: () => stopReason(folder),
    onStep: request.onStep,
  });
  const { account } = session;
  const { fills, refused } = sessionTotals(readJournalFile(join(folder, JOURNAL_FILE))?.records ?? []);
  return {
    session: name,
    folder,
    end,
    moments: session.booked,
    time: session.booked === 0 ? null : session.time + market.data[0]!.bars.intervalMs,
    initial_equity: account.settings.initialEquity,
    equity: account.equity(),
    fills,
    refused: { ...refused },
    positions: Object.fromEntries(market.data.map(({ bars: { symbol } }) => [symbol, account.position(symbol)])),
  };
}

/** Moments that run before the process looks at anything else, where no time is to pass between them. */
const MOMENTS_PER_YIELD = 16;

function paced(barMs: number, { clock }: Runtime): (signal: AbortSignal) => Promise<void> {
  let moments = 0;
  return async (signal) => {
    if (barMs > 0) await clock.sleep(barMs, signal);
    else if (++moments % MOMENTS_PER_YIELD === 0) await yieldToEvents();
  };
}

function specOf({ market, spec, strategy, runtime }: PreparedRun, limits: GuardLimits): SessionSpec {
  const { intervalMs } = market.data[0]!.bars;
  const horizonMs = strategy.decisionBars === null ? null : strategy.decisionBars * intervalMs;
  return {
    account: {
      ...recordedExecution(spec.execution),
      intervalMs,
      symbols: market.data.map(({ bars, mark, finer, filters, marginTables }) => ({
        symbol: bars.symbol,
        marks: mark !== undefined,
        ...(finer === undefined ? {} : { finerMs: finer.intervalMs }),
        ...(filters === undefined ? {} : { filters }),
        ...(marginTables === undefined ? {} : { marginTables }),
      })),
    },
    opinions:
      horizonMs === null
        ? null
        : {
            everyMs: horizonMs,
            horizonMs,
            onFailure: runtime.config.llm.onFailure,
            ...(spec.opinions?.news_cap === undefined ? {} : { newsCap: spec.opinions.news_cap }),
          },
    limits,
  };
}

/** Asks one question at a time, by the code of the backtest: what could be known at the moment, and no more. */
function askerOf(
  model: RegimeModel,
  prepared: PreparedRun,
): (decidedAt: number, signal: AbortSignal) => Promise<RegimeOutcome> {
  const { observations, ...request } = regimeRequest(model, prepared);
  return (decidedAt, signal) => decideAt({ ...request, observations, signal }, observations, decidedAt);
}

/** @throws InputError where a session of that name was begun otherwise */
async function assertUnchanged(folder: string, { name, spec, limits }: PaperRequest): Promise<void> {
  const before = await readSessionDocument(folder);
  if (before === null) return;
  const { spec: was } = before;
  const changed = (Object.keys({ ...was, ...spec }) as (keyof BacktestSpec)[]).filter(
    (field) => !isDeepStrictEqual(was[field], spec[field]),
  );
  if (!isDeepStrictEqual(before.limits, limits)) changed.push('limits' as keyof BacktestSpec);
  if (changed.length === 0) return;
  throw new InputError(
    'session.changed',
    `Session ${name} was begun with other settings (${changed.join(', ')}): start it as it was begun, or give the new settings another session name.`,
    { where: changed[0]! },
  );
}

/** @throws InputError for what a session does not do yet: rather than to trade opinions further than the specification says */
function refuseUnsupported({ opinions, bootstrap }: BacktestSpec): void {
  if (opinions?.calibrate !== undefined || opinions?.earned !== undefined) {
    const where = opinions.earned === undefined ? 'calibrate' : 'earned';
    throw new InputError(
      'session.measured',
      `A paper session trades opinions as they are given: leave ${field(where)} out.`,
      {
        where,
      },
    );
  }
  if (bootstrap !== null) {
    throw new InputError('session.bootstrap', `A paper session has no intervals: leave ${field('bootstrap')} out.`, {
      where: 'bootstrap',
    });
  }
}
