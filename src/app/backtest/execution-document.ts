import type { ExecutionDocument, ReadingDocument } from '../../contract/backtest-spec.js';
import { given } from '../../core/given.js';
import { DEFAULT_SETTINGS, type ExecutionSettings, type GivenSettings } from '../../engine/settings.js';
import type { BarsReading } from '../inputs/load-bars.js';

/** How the user said that files of bars are written, as it stands in the record of a run. */
export const readingDocument = ({ map, dateFormat, timeZone }: BarsReading): ReadingDocument => ({
  ...given({
    map: map === undefined ? undefined : map.map(([column, field]): [string, string] => [column, field]),
    date_format: dateFormat,
    time_zone: timeZone,
  }),
});

export const recordedReading = (recorded: ReadingDocument): BarsReading => ({
  map: recorded.map,
  dateFormat: recorded.date_format,
  timeZone: recorded.time_zone,
});

export const executionDocument = ({ limits, ...settings }: ExecutionSettings): ExecutionDocument => ({
  initial_equity: settings.initialEquity,
  maker_fee: settings.makerFee,
  taker_fee: settings.takerFee,
  slippage_bps: settings.slippage.bps,
  slippage_impact: settings.slippage.impact,
  slippage_volatility_bars: settings.slippage.volatilityBars,
  slippage_max_bps: settings.slippage.maxBps,
  fill: settings.fill,
  latency_ms: settings.latencyMs,
  instrument: settings.instrument,
  leverage: settings.leverage,
  max_participation: settings.maxParticipation === Infinity ? null : settings.maxParticipation,
  min_rebalance: settings.minRebalance,
  borrow_rate_per_year: settings.borrowRatePerYear,
  ...given({
    max_exposure: limits.maxExposure,
    max_net_exposure: limits.maxNetExposure,
    max_group_exposure: limits.maxGroupExposure,
    group_correlation: limits.groupCorrelation,
    group_bars: limits.groupBars,
    max_change_per_decision: limits.maxChangePerDecision,
    max_drawdown: limits.maxDrawdown,
  }),
});

export const recordedExecution = (document: ExecutionDocument): GivenSettings => ({
  initialEquity: document.initial_equity,
  makerFee: document.maker_fee,
  takerFee: document.taker_fee,
  slippage: {
    bps: document.slippage_bps,
    impact: document.slippage_impact,
    volatilityBars: document.slippage_volatility_bars,
    maxBps: document.slippage_max_bps,
  },
  fill: document.fill,
  latencyMs: document.latency_ms,
  instrument: document.instrument,
  leverage: document.leverage,
  maxParticipation: document.max_participation ?? Infinity,
  minRebalance: document.min_rebalance,
  borrowRatePerYear: document.borrow_rate_per_year,
  limits: {
    ...given({
      maxExposure: document.max_exposure,
      maxNetExposure: document.max_net_exposure,
      maxGroupExposure: document.max_group_exposure,
      groupCorrelation: document.group_correlation,
      groupBars: document.group_bars,
      maxChangePerDecision: document.max_change_per_decision,
      maxDrawdown: document.max_drawdown,
    }),
  },
});

/** What holds where nothing is said. */
export const DEFAULT_EXECUTION: ExecutionDocument = executionDocument(DEFAULT_SETTINGS);

/** What is said of execution, the rest as by default. */
export const wishedExecution = (said: {
  readonly [Field in keyof ExecutionDocument]?: ExecutionDocument[Field] | undefined;
}): GivenSettings => recordedExecution({ ...DEFAULT_EXECUTION, ...given(said) });
