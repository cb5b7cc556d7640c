import type { Observation } from '../../core/observation.js';
import type { RegimeModel } from '../../core/ports/regime-model.js';
import type { SeriesFailure } from '../../core/series.js';
import { given } from '../../core/given.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import { canonicalJson } from '../../core/canonical-json.js';
import {
  buildMarketSnapshot,
  fieldSetOf,
  ObservationIndex,
  type MarketSnapshot,
} from '../../core/market-snapshot/index.js';
import { HOUR } from '../../core/time.js';
import type { RegimeBounds, RegimeRequest } from '../../engine/regime-series/index.js';
import { decideAt } from '../../engine/regime-series/decide.js';
import type { SymbolBar } from '../../engine/hosted/strategy-host.js';
import type { FundingRecord } from '../../engine/account/fed/funding-queue.js';
import type { Feed } from '../../live/runner/feed.js';
import { ReplayFeed } from '../../live/runner/replay-feed.js';
import type { SessionParts } from '../../live/session/trading-session.js';
import { readRecord } from '../../live/session/records.js';
import type { PreparedRun } from '../backtest/prepare-run.js';
import { regimeRequest } from '../backtest/regime-request.js';
import { ownObservations } from '../inputs/own-observations.js';
import { sha256Of } from '../../infra/store/files/sha256.js';
import { labelBars } from '../models/training.js';
import type { Runtime } from '../runtime/runtime.js';
import { yieldToEvents } from '../runtime/system.js';
import { BarHistory } from './bar-history.js';
import { GrownBars, seenBars } from './grown-bars.js';
import { KnownLabels } from './known-labels.js';
import { isMeasured } from './session-measures.js';
import type { LivePrices } from './live-prices.js';
import type { SourceObservations } from './source-observations.js';

type OnObserved = Parameters<NonNullable<SessionParts['ask']>>[3];

/** Where a session's bars come from, with what comes of them. */
export interface SessionBars {
  readonly feed: Feed;
  /** Bars before the first decision, oldest first. */
  readonly history: readonly SymbolBar[];
  readonly ask: SessionParts['ask'];
  /** What came of its moments, as far as it is known. */
  readonly labels: KnownLabels;
}

/** Moments that run before the process looks at anything else, where no time is to pass between them. */
const MOMENTS_PER_YIELD = 16;

/** Bars that are there, as if they happened now. @param speed how many times faster; null: as fast as they can be traded */
export function playedFeed({ market, runtime }: PreparedRun, speed: number | null): Feed {
  const barMs = speed === null ? 0 : market.data[0]!.bars.intervalMs / speed;
  return new ReplayFeed(market.data, paced(barMs, runtime));
}

/**
 * A session on bars that are there.
 * @param journal what the session has seen already: its clock stands at the close of the last of it, also where that moment is still
 * to be finished
 */
export function playedBars(
  prepared: PreparedRun,
  model: RegimeModel | null,
  feed: Feed,
  journal: { readonly records: readonly JournalRecord[] },
): SessionBars {
  const horizonMs = horizonOf(prepared);
  const bars = labelBars(prepared.market.history, horizonMs);
  const seen = journal.records.findLast(({ kind }) => kind === 'bars');
  const seenUntil =
    seen === undefined ? -Infinity : readRecord(seen, 'bars').time + prepared.market.data[0]!.bars.intervalMs;
  return {
    feed: { now: () => Math.max(feed.now(), seenUntil), next: (after, signal) => feed.next(after, signal) },
    history: [],
    ask: model === null ? null : askAmongAll(model, prepared),
    labels: new KnownLabels(() => bars, horizonMs),
  };
}

function paced(barMs: number, { clock }: Runtime): (signal: AbortSignal) => Promise<void> {
  let moments = 0;
  return async (signal) => {
    if (barMs > 0) await clock.sleep(barMs, signal);
    else if (++moments % MOMENTS_PER_YIELD === 0) await yieldToEvents();
  };
}

const horizonOf = ({ market, strategy }: PreparedRun): number =>
  (strategy.decisionBars ?? 1) * market.data[0]!.bars.intervalMs;

/** Asks one question at a time, by the code of the backtest: what could be known at the moment, and no more. */
function askAmongAll(model: RegimeModel, prepared: PreparedRun): SessionParts['ask'] {
  const request = regimeRequest(model, prepared);
  return asker(request, prepared, (asOf) => Promise.resolve({ index: request.observations, asOf, failures: [] }));
}

/** What is known for a decision. */
interface Known {
  readonly index: ObservationIndex;
  /** The moment that it is known at, UTC ms: that of the decision, or later by as long as sources took. */
  readonly asOf: number;
  readonly failures: readonly SeriesFailure[];
}

/** @param known what can be known for a decision */
function asker(
  request: Omit<RegimeRequest, 'observations'>,
  { spec }: PreparedRun,
  known: (decidedAt: number, signal: AbortSignal, onObserved: OnObserved) => Promise<Known>,
): SessionParts['ask'] {
  const { baseAsset, horizonMs } = request;
  const { calibrate, earned } = spec.opinions ?? {};
  // What asking has to know: that something will bound the answer.
  const bounds: RegimeBounds = {
    recalibrate: calibrate === undefined ? undefined : (assessment) => assessment,
    earned: earned === undefined ? undefined : 0,
  };
  return async (decidedAt, signal, onSeen, onObserved) => {
    const { index, asOf, failures } = await known(decidedAt, signal, onObserved);
    const snapshotAt = (): MarketSnapshot => {
      const snapshot = buildMarketSnapshot(index, { asOf, baseAsset, horizonHours: horizonMs / HOUR, failures });
      onSeen({ decidedAt, fields: fieldSetOf(snapshot), sha256: sha256Of(canonicalJson(snapshot)) });
      return snapshot;
    };
    const outcome = await decideAt({ ...request, observations: index, signal, bounds, snapshotAt }, index, decidedAt);
    // Nobody could act on what sources said before they had said it.
    return { ...outcome, availableAt: outcome.availableAt + (asOf - decidedAt) };
  };
}

/** What a session needs of live prices. */
export interface KnownPrices extends Pick<LivePrices, 'history' | 'fundingUpTo'> {
  readonly feed: Feed & Pick<LivePrices['feed'], 'remember'>;
}

/**
 * Bars of an exchange as they close.
 * @param journal what the session has seen already
 * @param sources what its model is shown beside them; null: nothing
 */
export function liveBars(
  live: KnownPrices,
  prepared: PreparedRun,
  model: RegimeModel | null,
  journal: { readonly records: readonly JournalRecord[] },
  sources: SourceObservations | null = null,
): SessionBars {
  const { bars } = prepared.market.data[0]!;
  const known = new BarHistory(bars.symbol, bars.intervalMs);
  known.add(live.history.filter(({ symbol }) => symbol === bars.symbol));
  for (const record of journal.records) {
    if (record.kind === 'observed') sources?.take(readRecord(record, 'observed'));
    if (record.kind !== 'bars') continue;
    const { bars: rows, early } = readRecord(record, 'bars');
    live.feed.remember(rows.map(plainBar));
    take(known, rows, early);
  }
  const isScored = isMeasured(prepared.spec);
  const seen = isScored ? seenBars(journal.records, live.history) : [];
  const grown = new GrownBars(bars.symbol, bars.intervalMs, seen);
  return {
    labels: new KnownLabels(() => grown.series(), horizonOf(prepared)),
    history: live.history,
    ask: model === null ? null : askAmongKnown(model, prepared, known, { live, sources }),
    feed: {
      now: () => live.feed.now(),
      async next(after, signal) {
        const moment = await live.feed.next(after, signal);
        if (moment !== null) take(known, moment.bars, moment.early);
        if (moment !== null && isScored) grown.add(moment.bars);
        return moment;
      },
    },
  };
}

type FundedBar = SymbolBar & { readonly funding?: readonly FundingRecord[] | undefined };

const plainBar = ({ symbol, openTime, open, high, low, close, volume }: FundedBar): SymbolBar => ({
  symbol,
  openTime,
  open,
  high,
  low,
  close,
  volume,
});

function take(
  known: BarHistory,
  bars: readonly FundedBar[],
  early: readonly { readonly symbol: string; readonly funding: readonly FundingRecord[] }[],
): void {
  for (const bar of bars) {
    if (bar.symbol !== known.symbol) continue;
    known.add([plainBar(bar)]);
    known.addFunding(bar.funding ?? []);
  }
  for (const { symbol, funding } of early) if (symbol === known.symbol) known.addFunding(funding);
}

/** The same, among the bars that are known by now. */
function askAmongKnown(
  model: RegimeModel,
  prepared: PreparedRun,
  known: BarHistory,
  { live, sources }: { readonly live: KnownPrices; readonly sources: SourceObservations | null },
): SessionParts['ask'] {
  const request = regimeRequest(model, prepared);
  return asker(request, prepared, async (decidedAt, signal, onObserved) => {
    // What is settled at the very moment is traded with the next bar, and is known already.
    known.addFunding(await live.fundingUpTo(decidedAt, signal));
    const observed = await sources?.at(decidedAt, signal);
    if (observed !== undefined) onObserved(observed);
    const asOf = observed?.asOf ?? decidedAt;
    const index = sessionObservations(prepared, known, asOf, sources?.known ?? []);
    return { index, asOf, failures: (observed?.failures ?? []) as readonly SeriesFailure[] };
  });
}

/** What is known of a session's first symbol at a moment, UTC ms. @param told what sources have said */
export function sessionObservations(
  prepared: PreparedRun,
  known: BarHistory,
  asOf: number,
  told: readonly Observation[] = [],
): ObservationIndex {
  const bars = known.series();
  const funding = known.funding();
  const run = { ...prepared.market.data[0]!, bars, ...given({ funding: funding ?? undefined }) };
  return new ObservationIndex([...ownObservations(run, { bars, finer: null }, told, [asOf]), ...told]);
}
