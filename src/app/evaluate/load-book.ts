import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import { field, type RequestField } from '../../core/request-field.js';
import { MARKET_WIDE, ObservationIndex } from '../../core/market-snapshot/index.js';
import type { Observation } from '../../core/observation.js';
import { knownFrom } from '../../core/point-in-time.js';
import { parseSymbol } from '../../core/symbol.js';
import { countReasons, UNSCORED_TEXT } from '../../evaluation/evaluate/rows.js';
import { loadObservations } from '../inputs/load-observations.js';
import type { BarsReading } from '../inputs/load-bars.js';
import { loadMarket, type Market } from '../inputs/market.js';
import { ownObservations } from '../inputs/own-observations.js';
import { refuseAhead } from '../inputs/refuse-ahead.js';
import { yieldToEvents } from '../runtime/system.js';
import { startOfLastDays } from '../data/time-range.js';
import type { Runtime } from '../runtime/runtime.js';
import { assertScorable, buildDecisionBook, gridTimes, type DecisionBook } from '../decisions/decision-book.js';
import type { ShownFields } from '../decisions/choose-fields.js';
import type { EvaluateProgress } from './request.js';
import { DAY, HOUR, isoMinute, MINUTE } from '../../core/time.js';

/** Trends look back 30 days: what is judged earlier would have other fields than the rest. */
const TREND_LOOKBACK_MS = 31 * DAY;
const DECISIONS_PER_YIELD = 64;

/** Whose decisions, about what, made of what. */
export interface BookSetup {
  readonly data: readonly string[];
  readonly reading?: BarsReading;
  readonly funding: readonly string[];
  readonly observations?: string;
  readonly cwd: string;
  /** Decisions from here on, UTC ms; default: once the bars show 30-day trends. */
  readonly from?: number | undefined;
  /** Decisions before, UTC ms; default: to the end of the bars. */
  readonly to?: number | undefined;
  /** Decisions of the last so many days up to `to`, or to the end of the bars, in place of `from`. */
  readonly days?: number;
  readonly horizonHours: number;
  readonly everyHours: number;
  readonly fields: ShownFields;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EvaluateProgress) => void;
}

export interface LoadedBook {
  readonly market: Market;
  readonly bars: BarSeries;
  readonly book: DecisionBook;
  /** What was given beside the bars; null where nothing was. */
  readonly observations: { readonly source: string; readonly rows: number; readonly sha256: string } | null;
}

/**
 * Bars, funding and observations of one symbol, and every decision that can be made of them.
 * @throws InputError naming what is wrong: hours, several symbols, bars too coarse, a horizon longer than the data, observations
 * of which none is of use
 */
export async function loadBook(setup: BookSetup, runtime: Runtime): Promise<LoadedBook> {
  const { cwd, signal, onProgress } = setup;
  assertHours('horizonHours', setup.horizonHours);
  assertHours('everyHours', setup.everyHours);
  assertPeriod(setup);
  const horizonMs = Math.round(setup.horizonHours * HOUR);
  const everyMs = Math.round(setup.everyHours * HOUR);
  const { data, funding, reading } = setup;
  const loaded = await loadMarket(
    {
      data,
      funding,
      cwd,
      reading,
      signal,
    },
    runtime,
  );
  const [run] = loaded.data;
  if (run === undefined || loaded.data.length > 1) {
    const symbols = loaded.data.map(({ bars }) => bars.symbol).join(', ');
    throw new InputError(
      'evaluate.symbols',
      `An evaluation is about one symbol, and the bars are of ${symbols}: give those of one.`,
      { where: 'data' },
    );
  }
  const { bars } = run;
  assertScorable(bars, horizonMs);
  const times = gridTimes(bars, everyMs);
  const [first = loaded.from, last = loaded.to] = [times[0], times.at(-1)];
  const given =
    setup.observations === undefined
      ? null
      : await loadObservations(setup.observations, cwd, {
          config: runtime.config,
          baseAsset: bars.symbol,
          from: first,
          to: last,
        });
  if (given !== null) {
    assertOfUse(given.observations, setup.observations!, bars.symbol, last);
    refuseAhead(given.observations, setup.observations!, loaded.history.finer ?? loaded.history.bars);
  }
  const market = { ...loaded, warnings: [...loaded.warnings, ...(given?.warnings ?? [])] };
  const observations = new ObservationIndex([
    ...ownObservations(run, market.history, given?.observations ?? [], times),
    ...(given?.observations ?? []),
  ]);
  const book = await buildDecisionBook({
    bars,
    observations,
    times,
    horizonMs,
    fields: setup.fields,
    from: firstDecision(setup, bars),
    to: setup.to ?? Infinity,
    onProgress: async (done, total) => {
      if (done % DECISIONS_PER_YIELD !== 0) return;
      onProgress?.({ phase: 'snapshots', done, total });
      await yieldToEvents();
      signal?.throwIfAborted();
    },
  });
  return {
    market,
    bars,
    book,
    observations:
      given === null ? null : { source: setup.observations!, rows: given.observations.length, sha256: given.sha256 },
  };
}

function firstDecision({ from, to, days }: BookSetup, bars: BarSeries): number {
  if (from !== undefined) return from;
  return days === undefined
    ? bars.openTime[0]! + TREND_LOOKBACK_MS
    : startOfLastDays(days, bars.closeTime(bars.length - 1), to);
}

function assertHours(where: RequestField, hours: number): void {
  if (hours > 0 && Number.isFinite(hours) && Number.isInteger(Math.round(hours * HOUR * 1_000) / 1_000 / MINUTE))
    return;
  throw new InputError(
    'evaluate.hours',
    `${field(where)} is ${hours}: it must be a number of hours above 0, in whole minutes (0.5 is half an hour).`,
    { where },
  );
}

function assertPeriod({ from = -Infinity, to = Infinity }: BookSetup): void {
  if (from < to) return;
  throw new InputError(
    'evaluate.period',
    `There is no decision in the chosen period: ${field('from')} must lie before ${field('to')}.`,
    {
      where: 'from',
    },
  );
}

/** A file for another symbol or another time would be read, and nothing of it seen: the scores would be those of bars alone. */
function assertOfUse(given: readonly Observation[], file: string, baseAsset: string, last: number): void {
  const { symbol, asset } = parseSymbol(baseAsset);
  const known = new Set([symbol, asset, 'BTC', MARKET_WIDE]);
  if (given.some((each) => known.has(each.symbol) && knownFrom(each) <= last)) return;
  const what =
    given.length === 0
      ? 'is empty'
      : `holds ${given.length} observations, and none of them is about ${symbol} and known by ${isoMinute(last)} UTC`;
  throw new InputError(
    'observations.none',
    `${file} (${field('observations')}) ${what}: leave it out, or give another.`,
    {
      where: 'observations',
    },
  );
}

/** @throws InputError where no decision of the period can be scored */
export function assertSomethingToScore({ book: { decisions }, bars }: Pick<LoadedBook, 'book' | 'bars'>): void {
  const span = `${isoMinute(bars.openTime[0]!)} to ${isoMinute(bars.closeTime(bars.length - 1))} UTC`;
  if (decisions.length === 0) {
    throw new InputError(
      'evaluate.none',
      `There is no decision in the chosen period: the bars go from ${span}, and the first 31 days of them only show trends unless ${field('from')} says otherwise.`,
      { where: 'from', remedy: 'give more bars or another period' },
    );
  }
  if (decisions.some(({ label }) => label.scored)) return;
  const [reason] = countReasons(decisions.map(({ label }) => (label.scored ? '' : UNSCORED_TEXT[label.reason])));
  throw new InputError(
    'evaluate.unscored',
    `None of the ${decisions.length} decisions can be scored: ${reason?.reason ?? ''}. The bars go from ${span}.`,
    { where: 'data', remedy: 'give bars that reach one horizon past the decisions' },
  );
}
