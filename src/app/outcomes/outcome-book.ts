import type { ToldOutcome, UnknownOutcome } from '../../contract/decision-outcome.js';
import type { BarSeries } from '../../core/bars.js';
import { InputError } from '../../core/errors.js';
import { HOUR, MINUTE } from '../../core/time.js';
import { labelDecision, type Label } from '../../evaluation/label.js';
import { brierLosses, logLosses } from '../../evaluation/scoring/losses.js';
import { climatologyOf } from '../earned/live-decisions.js';
import { hourlyOf, loadHours } from '../observations/stored-history.js';
import type { Runtime } from '../runtime/runtime.js';
import { openBarStore } from '../runtime/user-data.js';

/** A decision whose outcome is asked for. */
export interface DecidedQuestion {
  readonly symbol: string;
  /** UTC ms. */
  readonly decidedAt: number;
  readonly horizonHours: number;
  /** As it was stated; null where there was no valid opinion. */
  readonly probBull: number | null;
}

/** How long what is known of the store is taken for true. */
const LOOK_EVERY = MINUTE / 4;

interface KnownHours {
  readonly stamp: string;
  /** `damaged`: there are some, and they cannot be read. */
  readonly bars: BarSeries | 'damaged' | null;
  readonly climatologies: Map<number, (time: number) => number>;
}

/** Outcomes of decisions by the stored bars. Bars stay in memory until the store has others, so that a list of decisions costs one look. */
export class OutcomeBook {
  private readonly known = new Map<string, KnownHours>();
  private readonly looked = new Map<string, number>();

  constructor(private readonly runtime: Pick<Runtime, 'config' | 'clock'>) {}

  async outcomeOf(question: DecidedQuestion): Promise<ToldOutcome> {
    const { symbol, decidedAt, horizonHours } = question;
    const asked = { symbol, decided_at: decidedAt, horizon_hours: horizonHours };
    const unknown = (why: UnknownOutcome): ToldOutcome => ({ ...unknownOutcome(why), ...asked });
    if (decidedAt + horizonHours * HOUR > this.runtime.clock.now()) return unknown('open');
    const hours = await this.hoursOf(symbol);
    if (hours.bars === null) return unknown('no-bars');
    if (hours.bars === 'damaged') return unknown('damaged');
    const label = labelDecision(hours.bars, decidedAt, horizonHours * HOUR);
    if (!label.scored) return unknown(label.reason === 'open' ? 'no-bars' : label.reason);
    const market = {
      label: label.outcome === 1 ? ('bull' as const) : ('bear' as const),
      return: label.horizonReturn,
      share_above: label.shareAbove,
    };
    return { ...asked, unknown: null, market, score: scoreOf(question, label, climatologyFor(hours, horizonHours)) };
  }

  private async hoursOf(symbol: string): Promise<KnownHours> {
    const now = this.runtime.clock.now();
    const before = this.known.get(symbol);
    if (before !== undefined && now - (this.looked.get(symbol) ?? -Infinity) < LOOK_EVERY) return before;
    const store = openBarStore(this.runtime.config);
    const { series, damaged } = await store.survey();
    const best = hourlyOf(series, symbol);
    const stamp =
      best === null ? '' : [best.source, best.interval, best.rows, best.from, best.to, best.bytes].join(' ');
    this.looked.set(symbol, now);
    if (before?.stamp === stamp && before.bars !== 'damaged') return before;
    const none = damaged.some((each) => each.symbol === symbol) ? 'damaged' : null;
    const bars = best === null ? none : await loadHours(store, best).catch(asDamaged);
    const found: KnownHours = { stamp, bars, climatologies: new Map() };
    this.known.set(symbol, found);
    return found;
  }
}

/** Nothing is known of it, nor what it was about. */
export const unknownOutcome = (why: UnknownOutcome): ToldOutcome => ({
  symbol: null,
  decided_at: null,
  horizon_hours: null,
  unknown: why,
  market: null,
  score: null,
});

function asDamaged(error: unknown): 'damaged' {
  if (error instanceof InputError) return 'damaged';
  throw error;
}

function climatologyFor({ bars, climatologies }: KnownHours, horizonHours: number): (time: number) => number {
  const found = climatologies.get(horizonHours) ?? climatologyOf(bars as BarSeries, horizonHours * HOUR);
  climatologies.set(horizonHours, found);
  return found;
}

function scoreOf(
  { probBull, decidedAt }: DecidedQuestion,
  { outcome }: Label,
  climatologyAt: (time: number) => number,
): ToldOutcome['score'] {
  if (probBull === null) return null;
  const climatology = climatologyAt(decidedAt);
  const forecasts = Float64Array.of(probBull, climatology);
  const outcomes = Float64Array.of(outcome, outcome);
  const [brier, brierClimatology] = brierLosses(forecasts, outcomes);
  const [log, logClimatology] = logLosses(forecasts, outcomes);
  return {
    hit: probBull === 0.5 ? null : probBull > 0.5 === (outcome === 1),
    prob_bull: probBull,
    climatology,
    brier: brier!,
    brier_climatology: brierClimatology!,
    log: log!,
    log_climatology: logClimatology!,
  };
}
