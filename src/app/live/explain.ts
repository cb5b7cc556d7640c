import { join } from 'node:path';
import type { BacktestSpec } from '../../contract/backtest-spec.js';
import type { Explanation } from '../../contract/explanation.js';
import { sessionModeOf } from '../../contract/session.js';
import { InputError } from '../../core/errors.js';
import { BarSeries } from '../../core/bars.js';
import { given } from '../../core/given.js';
import { intervalName } from '../../infra/store/bars/interval-name.js';
import { JOURNAL_FILE } from '../../infra/store/journal/index.js';
import { playAgain, type Likeness, type PlayedAgain } from '../../live/explain/play-again.js';
import { tellSession, type ToldSession } from '../../live/explain/told-session.js';
import { withMissedBars, type WholeMoment } from '../../live/explain/with-missed-bars.js';
import { prepareRun } from '../backtest/prepare-run.js';
import { loadBars } from '../inputs/load-bars.js';
import { loadFilters, loadMarginTiers } from '../inputs/exchange-rules.js';
import type { Market } from '../inputs/market.js';
import { assertWhole, lookAtJournal } from '../journal/look.js';
import type { Runtime } from '../runtime/runtime.js';
import { yieldToEvents } from '../runtime/system.js';
import { openBarStore } from '../runtime/user-data.js';
import { explainDecisions, type PlayedWorlds } from './explain-decisions.js';

import type { SessionDocument } from './session-folder.js';
import { findSession } from './session-rows.js';
import { toldMeasures } from './session-measures.js';
import { sessionSpecOf } from './session-spec.js';

export interface ExplainRequest {
  readonly session: string;
  /** Files of bars and names of stored series in which bars are looked for that the session missed; empty: nowhere. */
  readonly data: readonly string[];
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** From the backtest to the session, one kind of trouble after the other. */
const BACKTEST: Likeness = { failures: false, delays: false, halts: false };
const WITH_FAILURES: Likeness = { ...BACKTEST, failures: true };
const WITH_DELAYS: Likeness = { ...WITH_FAILURES, delays: true };
const WITH_HALTS: Likeness = { ...WITH_DELAYS, halts: true };

/**
 * Sets a session against the backtest of the bars that its journal holds, warm-up included, and of those that it missed, where they
 * are found. It reads journal and bars, asks no model and writes nothing; the session may be running.
 * @throws InputError where there is no such session, none of its bars is traded yet, its journal is damaged, or bars are of no use
 */
export async function explainSession(request: ExplainRequest, runtime: Runtime): Promise<Explanation> {
  const { session: name, data, cwd, signal } = request;
  const { folder, document } = await findSession(runtime.config.userDataDir, name);
  const look = await lookAtJournal(join(folder, JOURNAL_FILE));
  assertWhole(look);
  const told = tellSession(look.records);
  if (told.moments.length === 0) {
    throw new InputError('explain.empty', `Session ${name} has not traded a bar yet: there is nothing to explain.`, {
      where: 'SESSION',
      remedy: 'look again after its first bar',
    });
  }
  const market = await marketOf(told, document, cwd);
  // Opinions are in the journal: nothing is asked, so that nothing else of what a model is shown is needed.
  const spec: BacktestSpec = given({ ...document.spec, observations: undefined });
  const prepared = await prepareRun(spec, { cwd, signal }, runtime, market);
  const sessionSpec = sessionSpecOf(prepared, document.limits);
  const breathe = async (): Promise<void> => {
    await yieldToEvents();
    signal.throwIfAborted();
  };
  const createStrategy = (): ReturnType<typeof prepared.strategy.create> => prepared.strategy.create();
  const play = (like: Likeness, moments?: readonly WholeMoment[]): Promise<PlayedAgain> =>
    playAgain(
      { told, spec: sessionSpec, createStrategy, createMeasures: () => toldMeasures(told.measured), breathe },
      like,
      moments,
    );
  const known = data.length === 0 ? [] : await knownBars(request, document, market, runtime);
  const { moments, missed } = withMissedBars(told.moments, known);
  const backtest = await play(BACKTEST);
  const whole = missed === 0 ? backtest : await play(BACKTEST, moments);
  const failed = backtest.stoodIn.size === 0 ? backtest : await play(WITH_FAILURES);
  const delayed = isPrompt(told, document.interval_ms) ? failed : await play(WITH_DELAYS);
  const halted = told.moments.every(({ decision }) => decision.halted === null) ? delayed : await play(WITH_HALTS);
  const worlds: PlayedWorlds = { whole, backtest, failed, delayed, halted };
  return {
    session: name,
    kind: document.kind,
    mode: sessionModeOf(document),
    ...explainDecisions(told, worlds, { document, found: missed }),
  };
}

/** @throws InputError where they are none of the session's */
async function knownBars(
  { session, data, cwd, signal }: ExplainRequest,
  { interval_ms: intervalMs }: SessionDocument,
  market: Market,
  runtime: Runtime,
): Promise<BarSeries[]> {
  const symbols = market.data.map(({ bars }) => bars.symbol);
  const store = openBarStore(runtime.config);
  const loaded = await loadBars({ data, cwd, store, now: runtime.clock.now(), signal });
  for (const { bars } of loaded) {
    if (symbols.includes(bars.symbol) && bars.intervalMs === intervalMs) continue;
    throw new InputError(
      'explain.data',
      `Session ${session} trades ${intervalName(intervalMs)} bars of ${symbols.join(', ')}, and these are ${intervalName(bars.intervalMs)} bars of ${bars.symbol}.`,
      { where: 'data', remedy: 'name bars of its symbols in its interval' },
    );
  }
  return loaded.map(({ bars }) => bars);
}

/** Whether every moment was decided before its next bars closed: then a backtest decides no other time. */
const isPrompt = ({ moments }: ToldSession, intervalMs: number): boolean =>
  moments.every(({ bars, decidedAt }) => decidedAt - (bars.time + intervalMs) < intervalMs);

/** The bars of a session, as the data of a run, with the exchange's rules that its specification names. */
async function marketOf(
  { history, moments }: ToldSession,
  { spec, interval_ms: intervalMs }: SessionDocument,
  cwd: string,
): Promise<Market> {
  const bars = moments.map((moment) => moment.bars);
  const symbols = Object.keys(moments[0]!.booked.positions);
  const filters = spec.filters === undefined ? null : await loadFilters(spec.filters, symbols, cwd);
  const tiers = spec.margin_tiers === undefined ? null : await loadMarginTiers(spec.margin_tiers, symbols, cwd);
  const data = symbols.map((symbol) => {
    const own = bars.flatMap((moment) => moment.bars.filter((bar) => bar.symbol === symbol));
    const early = bars.flatMap((moment) => moment.early.filter((each) => each.symbol === symbol));
    const marks = [...own.map((bar) => bar.marks ?? []), ...early.map((each) => each.marks)].flat();
    const finer = own.flatMap((bar) => bar.finer ?? []).sort((a, b) => a.openTime - b.openTime);
    const finerMs = Math.min(...finer.slice(1).map(({ openTime }, i) => openTime - finer[i]!.openTime));
    const past = history.flat().filter((bar) => bar.symbol === symbol);
    return {
      bars: BarSeries.fromRows(symbol, intervalMs, [...past, ...own]),
      ...given({
        mark: marks.length === 0 ? undefined : BarSeries.fromRows(symbol, intervalMs, marks),
        finer: Number.isFinite(finerMs) ? BarSeries.fromRows(symbol, finerMs, finer) : undefined,
        filters: filters?.bySymbol.get(symbol),
        marginTables: tiers?.bySymbol.get(symbol),
      }),
    };
  });
  return {
    data,
    history: { bars: data[0]!.bars, finer: null },
    sources: [],
    filters,
    marginTiers: tiers,
    from: bars[0]!.time,
    to: bars.at(-1)!.time + intervalMs,
    warnings: [],
  };
}
