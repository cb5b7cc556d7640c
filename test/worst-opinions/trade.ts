import type { BarSeries } from '../../src/core/bars.js';
import { parseRegimeAssessment } from '../../src/core/regime/parse-regime-assessment.js';
import { HOUR } from '../../src/core/time.js';
import { backtest, type BacktestOptions } from '../../src/engine/backtester.js';
import type { FillRow } from '../../src/engine/account/logs/fill-log.js';
import { assessmentOf, NO_SCORES } from '../../src/engine/fixtures/opinions.js';
import { momentsOf } from '../../src/engine/hosted/moments.js';
import { decisionTimes, type RegimeOutcome } from '../../src/engine/regime-series/index.js';
import { visiblePoints } from '../../src/engine/regime-series/visible-points.js';
import { resolveSettings } from '../../src/engine/settings.js';
import { guardLimitsSchema } from '../../src/live/guard/limits.js';
import type { DecisionRecord } from '../../src/live/session/records.js';
import { TradingSession } from '../../src/live/session/trading-session.js';
import { createStrategy, RegimeScaled, type Strategy } from '../../src/strategies/index.js';
import { given } from '../../src/core/given.js';
import { TextJournal } from '../support/text-journal.js';
import { mostHarmfulSides, periodsOf, type Period, type Side } from './oracle.js';

export interface TradedLimits {
  /** Cap on |exposure|. */
  readonly cap: number;
  /** How far |exposure| may grow in one decision. */
  readonly step: number;
  /** Loss from the peak that closes everything. */
  readonly drawdown: number;
  /** Smallest quantity of an order over what all equity buys at first; null: any. */
  readonly lot: number | null;
}

/** Hours between two questions. */
const EVERY_BARS = 6;
const FEE = 0.0005;
const SLIPPAGE = 0.0001;
/** Of what is traded. */
export const COST = (FEE + SLIPPAGE) * 1.001;
export const INITIAL_EQUITY = 10_000;
const LEVERAGE = 3;

/** The furthest a model may lean to one side, in the words of a model; what is out of range would not be read. */
function answer(side: Side): string {
  const scores = { ...NO_SCORES, btc_sentiment: side, onchain_pressure: side, trend_strength: 1 };
  const said = assessmentOf((1 + side) / 2, {
    confidence_level: 'high',
    scores: { ...scores, liquidity_risk: side === 0 ? 1 : 0, news_risk: 0 },
  });
  return JSON.stringify(said);
}

export interface Traded {
  readonly bars: BarSeries;
  readonly limits: TradedLimits;
  readonly periods: readonly Period[];
  readonly equity: readonly number[];
  readonly fills: readonly FillRow[];
  /** Of the session: what the strategy wanted and what was sent. */
  readonly decisions: readonly DecisionRecord[];
  /** Equity of the same account without a model. */
  readonly baseline: readonly number[];
}

const STRATEGIES = {
  /** The opinion alone: without a model nothing is held. */
  'llm-regime': {
    make: (): Strategy => createStrategy('llm-regime', { horizon_bars: EVERY_BARS, base_size: 1, k_max: 2 }),
    without: null,
  },
  /** Another strategy, made larger and smaller by the opinion. */
  'sma-cross scaled': {
    make: (): Strategy => new RegimeScaled(crossing(), { kMax: 2, horizonBars: EVERY_BARS }),
    without: (): Strategy => crossing(),
  },
} as const;
const crossing = (): Strategy => createStrategy('sma-cross', { fast: 3, slow: 9, size: 0.8, allow_short: true });
export type TradedStrategy = keyof typeof STRATEGIES;

/** One market through the backtest and through a session, the oracle in the place of the model. */
export async function tradeWorst(
  bars: BarSeries,
  limits: TradedLimits,
  name: TradedStrategy,
): Promise<{ readonly backtest: Traded; readonly session: Traded }> {
  const times = decisionTimes(bars, EVERY_BARS * HOUR);
  const periods = periodsOf(bars, times);
  const sides = mostHarmfulSides(periods, limits, COST);
  const sideAt = new Map<number, Side>();
  let next = 0;
  for (const time of times) {
    while (next < periods.length && bars.openTime[periods[next]!.row]! < time) next++;
    sideAt.set(time, sides[next] ?? 0);
  }
  const outcomeAt = (decidedAt: number): RegimeOutcome => ({
    decidedAt,
    availableAt: decidedAt,
    assessment: parseRegimeAssessment(answer(sideAt.get(decidedAt)!)),
    answeredBy: 'test/oracle',
    version: null,
    usage: null,
    failure: null,
    warnings: [],
  });
  const policy = { onFailure: 'hold' as const, horizonMs: EVERY_BARS * HOUR };
  const stepSize = ((limits.lot ?? 0) * INITIAL_EQUITY) / bars.open[0]!;
  const filters = limits.lot === null ? undefined : [{ effectiveFrom: 0, stepSize }];
  const { make, without } = STRATEGIES[name];
  const settings: Omit<BacktestOptions, 'strategy' | 'data'> = {
    initialEquity: INITIAL_EQUITY,
    takerFee: FEE,
    slippage: { bps: SLIPPAGE * 10_000 },
    leverage: LEVERAGE,
    limits: { maxExposure: limits.cap, maxChangePerDecision: limits.step, maxDrawdown: limits.drawdown },
  };
  const data = [{ bars, ...given({ filters }) }];
  const regime = { points: visiblePoints(times.map(outcomeAt), policy) };
  const tested = backtest({ ...settings, data, strategy: make(), regime });
  const baseline =
    without === null
      ? Array.from({ length: bars.length }, () => INITIAL_EQUITY)
      : [...backtest({ ...settings, data, strategy: without() }).equity];

  const journal = new TextJournal();
  let now = 0;
  const session = new TradingSession(
    {
      account: {
        ...resolveSettings(settings),
        intervalMs: HOUR,
        symbols: [{ symbol: bars.symbol, ...given({ filters }) }],
      },
      opinions: { ...policy, everyMs: EVERY_BARS * HOUR },
      limits: guardLimitsSchema.parse({}),
    },
    {
      strategy: make(),
      journal,
      clock: { now: () => now },
      ask: (decidedAt) => Promise.resolve(outcomeAt(decidedAt)),
      halted: () => null,
    },
  );
  const { signal } = new AbortController();
  for (const moment of momentsOf(data)) {
    now = moment.time + HOUR;
    await session.step(moment, signal);
  }
  const booked = journal.of('booked');
  const shared = { bars, limits, periods, baseline, decisions: journal.of('decision') };
  return {
    backtest: { ...shared, equity: [...tested.equity], fills: [...tested.fills] },
    session: {
      ...shared,
      equity: booked.map(({ equity }) => equity),
      fills: booked.flatMap(({ fills }) => fills as unknown as FillRow[]),
    },
  };
}
