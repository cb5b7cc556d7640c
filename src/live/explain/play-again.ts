import type { Journal } from '../../core/ports/journal.js';
import type { RegimeOutcome } from '../../engine/regime-series/index.js';
import type { StrategyLike } from '../../strategies/base.js';
import type { BookedRecord, DecisionRecord } from '../session/records.js';
import type { OpinionMeasures } from '../session/session-opinions.js';
import { TradingSession, type SessionSpec } from '../session/trading-session.js';
import type { ToldMoment, ToldSession } from './told-session.js';
import type { WholeMoment } from './with-missed-bars.js';

/** How far a session is played again as it was; what is not as it was is as in a backtest. */
export interface Likeness {
  /** Failures of the model stay failures. Else the answer before stands in for one. */
  readonly failures: boolean;
  /** Each moment is decided when it was. Else at the close of its bars. */
  readonly delays: boolean;
  /** What held the session up holds it up again. */
  readonly halts: boolean;
}

export interface PlayedAgain {
  /** One for each moment of the session. */
  readonly decisions: readonly DecisionRecord[];
  readonly booked: readonly BookedRecord[];
  /** Closes at which an answer stood in for one that failed, or that was not asked for, UTC ms. */
  readonly stoodIn: ReadonlySet<number>;
}

export interface PlayAgainParts {
  readonly told: ToldSession;
  /** With an account that fills its orders itself, by the rules of a backtest. */
  readonly spec: SessionSpec;
  readonly createStrategy: () => StrategyLike;
  /** How far its opinions were traded; null: as they are given. */
  readonly createMeasures: () => OpinionMeasures | null;
  /** Called now and then: lets the process look at other things. @throws what ends it */
  readonly breathe: () => Promise<void>;
}

/** The moments that a session had, and no others. */
export const asTold = ({ moments }: ToldSession): WholeMoment[] => moments.map((told) => ({ bars: told.bars, told }));

const MOMENTS_PER_BREATH = 256;

/**
 * The bars of a session once more, by the code of the session, with an account of its own. Nothing is asked and nothing written.
 * @param moments those of the session, and perhaps some that it missed
 */
export async function playAgain(
  { told, spec, createStrategy, createMeasures, breathe }: PlayAgainParts,
  like: Likeness,
  moments: readonly WholeMoment[] = asTold(told),
): Promise<PlayedAgain> {
  const { intervalMs } = spec.account;
  const missed = moments.flatMap((moment) => (moment.told === null ? [moment.bars.time + intervalMs] : []));
  const opinions = new KnownOpinions(told.moments, { failures: like.failures, missed: new Set(missed) });
  let current: ToldMoment | null = null;
  let now = 0;
  const session = new TradingSession(spec, {
    strategy: createStrategy(),
    measures: createMeasures(),
    journal: forgetful(),
    clock: { now: () => now },
    ask: (decidedAt) => {
      if (like.delays) now = decisionTime(current!, intervalMs);
      return Promise.resolve(opinions.at(decidedAt));
    },
    halted: () => (like.halts && !isDoubt(current!, spec) ? current!.decision.halted : null),
    doubt: () => (like.halts && isDoubt(current!, spec) ? current!.decision.halted : null),
  });
  for (const bars of told.history) session.warmUp(bars);
  const decisions: DecisionRecord[] = [];
  const booked: BookedRecord[] = [];
  const signal = new AbortController().signal;
  for (const [index, moment] of moments.entries()) {
    if (index % MOMENTS_PER_BREATH === 0) await breathe();
    current = moment.told;
    now = momentTime(moment, like, intervalMs);
    const outcome = await session.step(moment.bars, signal);
    if (outcome.code !== 'booked' || current === null) continue;
    decisions.push(outcome.decision);
    booked.push(outcome.booked);
  }
  return { decisions, booked, stoodIn: opinions.stoodIn };
}

/** When its bars are taken, UTC ms. */
function momentTime({ bars, told }: WholeMoment, { delays }: Likeness, intervalMs: number): number {
  if (!delays || told === null) return bars.time + intervalMs;
  return told.opinion === null ? decisionTime(told, intervalMs) : told.openedAt;
}

/** Of a late one the very moment from which on its orders could fill: the record of it was written a little after. */
function decisionTime({ bars, decision, decidedAt }: ToldMoment, intervalMs: number): number {
  const isLate = decidedAt - (bars.time + intervalMs) >= intervalMs;
  return isLate && decision.available_at !== null ? decision.available_at : decidedAt;
}

/** A doubt about what is held closes nothing, where a halt would have. */
const isDoubt = ({ decision }: ToldMoment, { limits }: SessionSpec): boolean =>
  limits.flatten_on_halt && decision.halted !== null && decision.orders.every(({ sent }) => sent === null);

/** What the model said in a session, asked for again. */
class KnownOpinions {
  readonly stoodIn = new Set<number>();
  private readonly byClose = new Map<number, RegimeOutcome>();
  private answered: RegimeOutcome | null = null;

  /**
   * @param how.failures whether a failure is one again
   * @param how.missed closes of bars that the session missed, UTC ms: it asked at the next one instead
   */
  constructor(
    moments: readonly ToldMoment[],
    private readonly how: { readonly failures: boolean; readonly missed: ReadonlySet<number> },
  ) {
    for (const { opinion } of moments) {
      if (opinion !== null) this.byClose.set(opinion.decidedAt, opinion as unknown as RegimeOutcome);
    }
  }

  at(decidedAt: number): RegimeOutcome {
    const own = this.byClose.get(decidedAt) ?? this.askedAfter(decidedAt);
    if (own?.failure === null) {
      this.answered = own;
      return own;
    }
    if (own !== undefined && this.how.failures) return own;
    const { answered } = this;
    if (answered === null) return own ?? silence(decidedAt);
    this.stoodIn.add(decidedAt);
    return asOf(answered, decidedAt);
  }

  /** What was said at the first question after a bar that was missed, as if it had been said at that bar. */
  private askedAfter(decidedAt: number): RegimeOutcome | undefined {
    if (!this.how.missed.has(decidedAt)) return undefined;
    const next = [...this.byClose.values()].find((each) => each.decidedAt > decidedAt);
    return next === undefined ? undefined : asOf(next, decidedAt);
  }
}

const asOf = (outcome: RegimeOutcome, decidedAt: number): RegimeOutcome => ({
  ...outcome,
  decidedAt,
  availableAt: decidedAt + (outcome.availableAt - outcome.decidedAt),
});

const silence = (decidedAt: number): RegimeOutcome => ({
  decidedAt,
  availableAt: decidedAt,
  assessment: null,
  answeredBy: null,
  version: null,
  usage: null,
  failure: 'the model was not asked',
  warnings: [],
});

/** A journal that keeps nothing. */
function forgetful(): Journal {
  let seq = 0;
  return {
    records: [],
    append: (at, entries) => entries.map(({ kind, data }) => ({ seq: ++seq, at, kind, data })),
    close: () => undefined,
  };
}
