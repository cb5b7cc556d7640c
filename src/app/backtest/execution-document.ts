import type { ExecutionDocument, ReadingDocument } from '../../contract/backtest-spec.js';
import type { ExecutionSettings, GivenSettings } from '../../engine/settings.js';
import type { BarsReading } from '../inputs/load-bars.js';

/** How the user said that files of bars are written, as it stands in the record of a run. */
export const readingDocument = ({ map, dateFormat, timeZone }: BarsReading): ReadingDocument => ({
  ...(map === undefined ? {} : { map: map.map(([column, field]): [string, string] => [column, field]) }),
  ...(dateFormat === undefined ? {} : { date_format: dateFormat }),
  ...(timeZone === undefined ? {} : { time_zone: timeZone }),
});

export const recordedReading = (recorded: ReadingDocument): BarsReading => ({
  ...(recorded.map === undefined ? {} : { map: recorded.map }),
  ...(recorded.date_format === undefined ? {} : { dateFormat: recorded.date_format }),
  ...(recorded.time_zone === undefined ? {} : { timeZone: recorded.time_zone }),
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
  ...(limits.maxExposure === undefined ? {} : { max_exposure: limits.maxExposure }),
  ...(limits.maxChangePerDecision === undefined ? {} : { max_change_per_decision: limits.maxChangePerDecision }),
  ...(limits.maxDrawdown === undefined ? {} : { max_drawdown: limits.maxDrawdown }),
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
    ...(document.max_exposure === undefined ? {} : { maxExposure: document.max_exposure }),
    ...(document.max_change_per_decision === undefined
      ? {}
      : { maxChangePerDecision: document.max_change_per_decision }),
    ...(document.max_drawdown === undefined ? {} : { maxDrawdown: document.max_drawdown }),
  },
});
