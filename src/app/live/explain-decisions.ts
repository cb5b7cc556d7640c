import type {
  ExplainedCause,
  ExplainedDecision,
  ExplainedEffect,
  Explanation,
  SentOrder,
} from '../../contract/explanation.js';
import { canonicalJson } from '../../core/canonical-json.js';
import { fillCosts, type FillCosts } from '../../live/explain/fill-costs.js';
import type { PlayedAgain } from '../../live/explain/play-again.js';
import type { ToldMoment, ToldSession } from '../../live/explain/told-session.js';
import type { DecisionRecord } from '../../live/session/records.js';
import type { SessionDocument } from './session-folder.js';

/** The market, then the same bars, each time with one more kind of the session's troubles. */
export interface PlayedWorlds {
  /** With the bars that the session missed. */
  readonly whole: PlayedAgain;
  readonly backtest: PlayedAgain;
  readonly failed: PlayedAgain;
  readonly delayed: PlayedAgain;
  readonly halted: PlayedAgain;
}

type Explained = Omit<Explanation, 'session' | 'kind' | 'mode'>;
type Why = ExplainedDecision['why'][number];

/** What each cause has done to equity up to a moment, and what is known of the moment itself. */
interface MomentLook {
  readonly moment: ToldMoment;
  readonly effect: ExplainedEffect;
  readonly differs: boolean;
  readonly why: readonly Why[];
}

const NOTHING: ExplainedEffect = { latency: 0, slippage: 0, data: 0, model: 0, halt: 0, other: 0 };

/** Codes of what an exchange did to a bar, and which count they belong to. */
const BAR_FAULTS = {
  bar_missing: 'missing',
  bar_too_late: 'left_out',
  bar_unsound: 'left_out',
  bar_changed: 'changed',
} as const;

/**
 * Parts the difference between a session and its backtest by cause, and says at which decisions it came about.
 * @param how.found bars that the session missed and that the backtest has
 */
export function explainDecisions(
  told: ToldSession,
  worlds: PlayedWorlds,
  { document, found }: { readonly document: SessionDocument; readonly found: number },
): Explained {
  const { interval_ms: intervalMs, spec } = document;
  const { moments } = told;
  const costs = moments.map((moment, i) => fillCosts(moment, moments[i - 1] ?? null, worlds.halted.booked[i]!, told));
  const effects = effectsOf(moments, worlds, costs);
  const looks = moments.map((moment, i): MomentLook => {
    const expected = worlds.whole.decisions[i]!;
    const alone = [
      ...badBars(told, moment, moments[i - 1]?.bars.time ?? -Infinity),
      ...ofModel(moment, expected, worlds.backtest.stoodIn),
      ...ofFills(costs[i + 1]),
    ];
    const isOther = canonicalJson(gist(expected)) !== canonicalJson(gist(moment.decision));
    const differs = isOther || alone.length > 0;
    const why = isOther ? [...alone, ...ofTiming(moment, intervalMs, worlds.backtest.stoodIn)] : alone;
    return { moment, effect: effects[i]!, differs, why };
  });
  const bars = { late: 0, missing: 0, found, left_out: 0, changed: 0 };
  for (const moment of moments) if (barsLate(moment, intervalMs) >= 1) bars.late += 1;
  for (const { code } of told.faults) if (code in BAR_FAULTS) bars[BAR_FAULTS[code as keyof typeof BAR_FAULTS]] += 1;
  const opinions = moments.flatMap(({ opinion }) => (opinion === null ? [] : [opinion]));
  const asked = new Set(opinions.map(({ decidedAt }) => decidedAt));
  return {
    from: moments[0]!.bars.time + intervalMs,
    to: moments.at(-1)!.bars.time + intervalMs,
    moments: moments.length,
    initial_equity: spec.execution.initial_equity,
    backtest_equity: worlds.whole.booked.at(-1)!.equity,
    equity: moments.at(-1)!.booked.equity,
    effect: effects.at(-1)!,
    bars,
    opinions: {
      asked: opinions.length,
      failed: opinions.filter(({ failure }) => failure !== null).length,
      not_asked: [...worlds.backtest.stoodIn].filter((close) => !asked.has(close)).length,
    },
    decisions: rowsOf(looks, worlds.whole.decisions, intervalMs),
  };
}

/** Cumulative: each world against the one before, and what is left against the session itself. */
function effectsOf(
  moments: readonly ToldMoment[],
  { whole, backtest, failed, delayed, halted }: PlayedWorlds,
  costs: readonly FillCosts[],
): ExplainedEffect[] {
  let [latency, slippage] = [0, 0];
  return moments.map(({ booked }, i) => {
    const equityOf = (world: PlayedAgain): number => world.booked[i]!.equity;
    latency -= costs[i]!.latency;
    slippage -= costs[i]!.slippage;
    return {
      latency: latency + 0,
      slippage: slippage + 0,
      data: equityOf(delayed) - equityOf(failed) + (equityOf(backtest) - equityOf(whole)),
      model: equityOf(failed) - equityOf(backtest),
      halt: equityOf(halted) - equityOf(delayed),
      other: booked.equity - equityOf(halted) - latency - slippage,
    };
  });
}

function rowsOf(
  looks: readonly MomentLook[],
  expected: readonly DecisionRecord[],
  intervalMs: number,
): ExplainedDecision[] {
  const rows: ExplainedDecision[] = [];
  const places = looks.flatMap(({ differs }, i) => (differs ? [i] : []));
  let before = NOTHING;
  for (const [k, place] of places.entries()) {
    const { moment, why } = looks[place]!;
    const until = looks[places[k + 1] ?? looks.length - 1]!.effect;
    rows.push({
      time: moment.bars.time + intervalMs,
      backtest: sentOrders(expected[place]!),
      session: sentOrders(moment.decision),
      why: [...why],
      effect: minus(until, before),
    });
    before = until;
  }
  return rows;
}

const minus = (a: ExplainedEffect, b: ExplainedEffect): ExplainedEffect =>
  Object.fromEntries(
    Object.entries(a).map(([cause, value]) => [cause, value - b[cause as ExplainedCause]]),
  ) as ExplainedEffect;

/** What of a decision acts: the orders that were sent, what was taken back, and when they could fill. */
function gist({ orders, cancelled, available_at }: DecisionRecord) {
  const sent = orders.flatMap(({ symbol, sent: order }) => (order === null ? [] : [{ symbol, order }]));
  return { sent, cancelled, availableAt: sent.length === 0 ? null : available_at };
}

const sentOrders = ({ orders }: DecisionRecord): SentOrder[] =>
  orders.map(({ symbol, sent, refused }) => ({
    symbol: sent?.symbol ?? symbol,
    side: sent?.side ?? 'none',
    size: sent?.size === undefined || !Number.isFinite(Number(sent.size)) ? null : Number(sent.size),
    refused: refused?.code ?? null,
  }));

const barsLate = ({ bars, decidedAt }: ToldMoment, intervalMs: number): number =>
  (decidedAt - (bars.time + intervalMs)) / intervalMs;

function badBars({ faults }: ToldSession, { bars }: ToldMoment, after: number): Why[] {
  const own = faults.filter(
    ({ code, time }) => code in BAR_FAULTS && time !== null && time > after && time <= bars.time,
  );
  return own.map(({ reason }) => ({ cause: 'data', reason }));
}

/** Failures of the model: they are told whatever comes of them. */
function ofModel({ opinion, decision }: ToldMoment, expected: DecisionRecord, stoodIn: ReadonlySet<number>): Why[] {
  const why: Why[] = [];
  const failure = opinion?.failure ?? null;
  if (failure !== null && stoodIn.has(opinion!.decidedAt)) {
    why.push({ cause: 'model', reason: `The model gave no opinion: ${failure}` });
  }
  const refusals = expected.orders.map(({ refused }) => refused?.code);
  for (const { refused, symbol } of decision.orders) {
    if (refused?.code !== 'model_silent' || refusals.includes('model_silent')) continue;
    why.push({ cause: 'model', reason: `${symbol}: ${refused.reason}` });
  }
  return why;
}

/** What lasts over many moments: it is told where something came of it. */
function ofTiming(moment: ToldMoment, intervalMs: number, stoodIn: ReadonlySet<number>): Why[] {
  const { opinion, decision, bars } = moment;
  const why: Why[] = [];
  const late = barsLate(moment, intervalMs);
  if (late >= 1) why.push({ cause: 'data', reason: `It was decided ${late.toFixed(1)} bars after the close.` });
  if (opinion === null && stoodIn.has(bars.time + intervalMs)) {
    why.push({ cause: 'data', reason: 'The model was not asked: the bar was too old.' });
  }
  if (decision.halted !== null) why.push({ cause: 'halt', reason: decision.halted });
  return why;
}

function ofFills(costs: FillCosts | undefined): Why[] {
  if (costs === undefined || costs.fills.length === 0) return [];
  return costs.fills.map(({ symbol, price, expected }) => ({
    cause: 'slippage',
    reason: `${symbol} filled at ${price}, where the backtest has ${expected}: ${(1e4 * (price / expected - 1)).toFixed(1)} bps.`,
  }));
}
