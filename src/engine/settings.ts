import { InputError } from '../core/errors.js';
import { assertRiskLimits, type RiskLimits } from '../core/risk-limits.js';

/** `spot` refuses shorts and funding; `margin` pays borrow interest; `perp` pays and receives funding. */
export type InstrumentKind = 'spot' | 'margin' | 'perp';

/** Where an order given at a bar's close fills: at the next open, or at that very close (optimistic: say so). */
export type FillTiming = 'next-open' | 'close';

/** How a bar that touches both stop and target is read when no finer bars decide. */
export type AmbiguousReading = 'pessimistic' | 'optimistic';

/**
 * Slippage as a fraction of price: `bps / 10,000`, plus with `impact` a square-root law of market impact:
 * impact · volatility of earlier bars · √(quantity / bar volume), capped at `maxBps`.
 * Square-root law: Almgren et al., "Direct Estimation of Equity Market Impact" (2005).
 */
export interface SlippageSettings {
  /** Basis points of price paid on every taker fill, ≥ 0. Default 1. */
  readonly bps: number;
  /** Coefficient of the impact term, about 1 in the literature; 0 (default) switches it off. */
  readonly impact?: number;
  /** Bars over which volatility of log returns is measured for the impact term. Default 20. */
  readonly volatilityBars?: number;
  /** Upper bound of the whole slippage in basis points. Default 1,000. */
  readonly maxBps?: number;
}

export interface ExecutionSettings {
  /** Quote currency, > 0. Default 10,000. */
  readonly initialEquity: number;
  /** Fraction of notional for resting fills (0.0002 means 0.02 %); may be negative (a rebate). */
  readonly makerFee: number;
  /** Fraction of notional for every other fill. */
  readonly takerFee: number;
  readonly slippage: Required<SlippageSettings>;
  readonly fill: FillTiming;
  /** From the bar's close to the moment at which the order can fill, ms ≥ 0. Default 0: the next open. */
  readonly latencyMs: number;
  readonly instrument: InstrumentKind;
  /** A target is accepted up to leverage × equity; also the isolated margin of a position: notional / leverage. */
  readonly leverage: number;
  /** Largest share of a bar's volume that one symbol may trade in it, (0, 1]; Infinity: no cap. */
  readonly maxParticipation: number;
  /** A change of position smaller than this fraction of equity is not traded, except to flat. Default 0. */
  readonly minRebalance: number;
  /** Interest on what is borrowed, a fraction a year of 365 days; other instruments than `margin` borrow nothing. Default 0. */
  readonly borrowRatePerYear: number;
  readonly limits: RiskLimits;
  readonly ambiguous: AmbiguousReading;
}

/** Fees: Binance USD-M futures, regular user (https://www.binance.com/en/fee/futureFee), 0.02 % maker and 0.05 % taker. */
export const DEFAULT_SETTINGS: ExecutionSettings = {
  initialEquity: 10_000,
  makerFee: 0.0002,
  takerFee: 0.0005,
  slippage: { bps: 1, impact: 0, volatilityBars: 20, maxBps: 1_000 },
  fill: 'next-open',
  latencyMs: 0,
  instrument: 'perp',
  leverage: 1,
  maxParticipation: Infinity,
  minRebalance: 0,
  borrowRatePerYear: 0,
  limits: {},
  ambiguous: 'pessimistic',
};

/** What a caller may leave out. */
export type GivenSettings = Partial<Omit<ExecutionSettings, 'slippage'>> & {
  readonly slippage?: Partial<SlippageSettings>;
};

/** Defaults filled in and every range checked. @throws InputError `backtest.settings` that names the field. */
export function resolveSettings(given: GivenSettings): ExecutionSettings {
  const d = DEFAULT_SETTINGS;
  // Field by field: the options carry more than settings, and a spread of them gives objects of varying layout, for which
  // the loop would be compiled anew (measured).
  const settings: ExecutionSettings = {
    initialEquity: given.initialEquity ?? d.initialEquity,
    makerFee: given.makerFee ?? d.makerFee,
    takerFee: given.takerFee ?? d.takerFee,
    slippage: resolveSlippage(given.slippage ?? d.slippage),
    fill: given.fill ?? d.fill,
    latencyMs: given.latencyMs ?? d.latencyMs,
    instrument: given.instrument ?? d.instrument,
    leverage: given.leverage ?? d.leverage,
    maxParticipation: given.maxParticipation ?? d.maxParticipation,
    minRebalance: given.minRebalance ?? d.minRebalance,
    borrowRatePerYear: given.borrowRatePerYear ?? d.borrowRatePerYear,
    limits: given.limits ?? d.limits,
    ambiguous: given.ambiguous ?? d.ambiguous,
  };
  const check = (field: string, ok: boolean, value: unknown, expected: string) => {
    if (ok) return;
    throw new InputError('backtest.settings', `The setting ${field} must be ${expected}, not ${String(value)}.`, {
      where: field,
      expected,
    });
  };
  const finite = Number.isFinite;
  const { slippage } = settings;
  check(
    'initialEquity',
    finite(settings.initialEquity) && settings.initialEquity > 0,
    settings.initialEquity,
    'above 0',
  );
  check('makerFee', Math.abs(settings.makerFee) < 0.1, settings.makerFee, 'a fraction below 0.1 (0.001 is 0.1 %)');
  check(
    'takerFee',
    settings.takerFee >= 0 && settings.takerFee < 0.1,
    settings.takerFee,
    'a fraction in [0, 0.1) (0.001 is 0.1 %)',
  );
  check('slippage.bps', slippage.bps >= 0 && slippage.bps < 10_000, slippage.bps, 'in [0, 10,000)');
  const { impact, volatilityBars, maxBps } = slippage;
  check('slippage.impact', finite(impact) && impact >= 0, impact, 'at least 0');
  check(
    'slippage.volatilityBars',
    Number.isInteger(volatilityBars) && volatilityBars >= 2,
    volatilityBars,
    'at least 2',
  );
  check('slippage.maxBps', maxBps >= 0 && maxBps < 10_000, maxBps, 'in [0, 10,000)');
  check('latencyMs', finite(settings.latencyMs) && settings.latencyMs >= 0, settings.latencyMs, 'at least 0 ms');
  check(
    'latencyMs',
    settings.fill === 'next-open' || settings.latencyMs === 0,
    settings.latencyMs,
    '0 with fill "close": an order that fills at its own close has no latency',
  );
  check('leverage', finite(settings.leverage) && settings.leverage > 0, settings.leverage, 'above 0');
  check(
    'leverage',
    settings.instrument !== 'spot' || settings.leverage <= 1,
    settings.leverage,
    'at most 1 for spot (use instrument "margin" or "perp")',
  );
  const { maxParticipation } = settings;
  check(
    'maxParticipation',
    maxParticipation > 0 && (maxParticipation <= 1 || maxParticipation === Infinity),
    maxParticipation,
    'a share of the volume in (0, 1]',
  );
  check('minRebalance', settings.minRebalance >= 0 && settings.minRebalance < 1, settings.minRebalance, 'in [0, 1)');
  check(
    'borrowRatePerYear',
    finite(settings.borrowRatePerYear) && settings.borrowRatePerYear >= 0,
    settings.borrowRatePerYear,
    'at least 0',
  );
  check(
    'borrowRatePerYear',
    settings.instrument === 'margin' || settings.borrowRatePerYear === 0,
    settings.borrowRatePerYear,
    `0 for ${settings.instrument}: only instrument "margin" borrows`,
  );
  assertRiskLimits(settings.limits);
  return settings;
}

function resolveSlippage(given: Partial<SlippageSettings>): Required<SlippageSettings> {
  const d = DEFAULT_SETTINGS.slippage;
  const { bps = d.bps, impact = d.impact, volatilityBars = d.volatilityBars, maxBps = d.maxBps } = given;
  return { bps, impact, volatilityBars, maxBps };
}
