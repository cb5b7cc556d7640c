import { missing } from '../field.js';
import { combined, latest, spotPrice, versusMonth } from '../series-fields.js';
import { CHANGE, PERCENT, RATIO_30D, table, TIMES, type SnapshotField } from './snapshot-field.js';

/** Rates are written in basis points in the short prompt: 2.95 has two digits less to read than 0.000295. */
const BPS = 1e4;
const ABOVE = '% (positive: above it)';

/** From closed 1h bars. */
const fromBars = { historical: true, masking: 'kept', feature: true } as const;
/** Of this moment, or of the last weeks: no archive of years is free. */
const liveOnly = { historical: false, masking: 'kept', feature: true } as const;

export const MARKET_FIELDS = table({
  spot_price: {
    label: 'last spot price',
    unit: 'USD',
    decimals: 2,
    line: ['price'],
    title: 'price',
    style: 'dollars',
    brief: true,
    historical: true,
    masking: 'rescaled',
    feature: false,
    read: spotPrice,
  },
  change_24h_pct: {
    ...fromBars,
    label: 'price change over 24 h',
    unit: PERCENT,
    decimals: 2,
    line: ['return_pct', '24h'],
    title: '24 h change',
    style: CHANGE,
    brief: true,
    read: ({ bars }) => bars.change_24h_pct,
  },
  volume_24h_usd: {
    ...fromBars,
    label: 'spot volume over 24 h',
    unit: 'USD',
    decimals: 0,
    line: ['volume_24h'],
    title: '24 h volume',
    style: 'dollars',
    masking: 'rescaled',
    feature: false,
    read: ({ bars }) => bars.volume_24h_usd,
  },
  /** Standard deviation of hourly log returns over 7 days, of 8,760 hours a year. */
  realized_vol: {
    ...fromBars,
    label: 'realised volatility over 7 days',
    unit: 'fraction a year (0.5 means 50 % annualised)',
    decimals: 3,
    line: ['realized_vol'],
    title: 'volatility, a year',
    style: { digits: 1, times: 100, suffix: ' %' },
    brief: true,
    read: ({ bars }) => bars.realized_vol,
  },
  funding_rate: {
    label: 'last settled funding rate',
    unit: 'fraction per funding interval (0.0001 means 0.01 %; positive: longs pay shorts)',
    decimals: 6,
    line: ['funding_bps', 'last', BPS],
    title: 'funding (last)',
    style: { digits: 4, signed: true, times: 100, suffix: ' %' },
    brief: true,
    historical: true,
    masking: 'kept',
    feature: true,
    read: latest('funding_rate'),
  },
  /** The exchange's estimate. */
  funding_rate_next: {
    ...liveOnly,
    label: 'estimated next funding rate',
    unit: 'fraction per funding interval (positive: longs pay)',
    decimals: 6,
    line: ['funding_bps', 'next', BPS],
    title: 'funding (next)',
    style: { digits: 4, signed: true, times: 100, suffix: ' %' },
    read: latest('funding_rate_next'),
  },
  open_interest: {
    ...liveOnly,
    label: 'open interest of the perpetual',
    unit: 'USD',
    decimals: 0,
    line: ['open_interest'],
    title: 'open interest',
    style: 'dollars',
    masking: 'rescaled',
    feature: false,
    read: latest('open_interest_usd'),
  },
  open_interest_vs_30d: {
    ...liveOnly,
    label: 'open interest in coins',
    unit: RATIO_30D,
    decimals: 3,
    line: ['vs_30d', 'open_interest'],
    title: 'OI / 30 d mean',
    style: TIMES,
    brief: true,
    read: versusMonth('open_interest_base'),
  },
  btc_dominance: {
    ...liveOnly,
    label: 'share of Bitcoin in the crypto market value',
    unit: '%',
    decimals: 1,
    line: ['btc_dominance_pct'],
    title: 'BTC dominance',
    style: { digits: 1, suffix: ' %' },
    read: () => missing('no free source offers it'),
  },
  stablecoin_flows_ex: {
    ...liveOnly,
    label: 'net flow of stablecoins onto exchanges over 24 h',
    unit: 'USD (positive: onto exchanges)',
    decimals: 0,
    line: ['exchange_flow', 'stablecoins'],
    title: 'stablecoin inflow',
    style: 'dollars',
    masking: 'rescaled',
    feature: false,
    read: () => missing('no free source offers it'),
  },
  perp_spot_basis_bps: {
    ...liveOnly,
    label: 'mark price over index price',
    unit: 'basis points (positive: perpetual above spot)',
    decimals: 1,
    line: ['basis_bps'],
    title: 'perp-spot basis',
    style: { digits: 1, signed: true, suffix: ' bps' },
    brief: true,
    read: combined('mark_price', 'index_price', (mark, index) => (mark / index - 1) * 10_000),
  },
  spread_bps: {
    ...liveOnly,
    label: 'best bid to best ask',
    unit: 'basis points of the mid price',
    decimals: 2,
    line: ['spread_bps'],
    title: 'spread',
    style: { digits: 2, suffix: ' bps' },
    read: latest('spread_bps'),
  },
  ob_imbalance: {
    ...liveOnly,
    label: 'order book imbalance within 1 % of mid',
    unit: '−1 … 1 (positive: bids outweigh asks)',
    decimals: 3,
    line: ['book_imbalance'],
    title: 'order book imbalance',
    style: { digits: 2, signed: true },
    brief: true,
    read: latest('ob_imbalance'),
  },
  return_1h_pct: returnOver('1h', '1 h', 'return_1h_pct'),
  return_4h_pct: returnOver('4h', '4 h', 'return_4h_pct'),
  return_7d_pct: { ...returnOver('7d', '7 days', 'return_7d_pct'), title: '7 d return', brief: true },
  return_30d_pct: { ...returnOver('30d', '30 days', 'return_30d_pct'), title: '30 d return', brief: true },
  distance_sma_24h_pct: distanceTo('24h', '24 h', '24 h', 'distance_sma_24h_pct'),
  distance_sma_7d_pct: distanceTo('7d', '7-day', '7 d', 'distance_sma_7d_pct'),
  distance_sma_30d_pct: distanceTo('30d', '30-day', '30 d', 'distance_sma_30d_pct'),
  /** Wilder's, over hourly closes. */
  rsi_14: {
    ...fromBars,
    label: 'relative strength index of 14 hours',
    unit: '0 … 100',
    decimals: 1,
    line: ['rsi_14'],
    title: 'RSI (14 h)',
    style: { digits: 0 },
    brief: true,
    read: ({ bars }) => bars.rsi_14,
  },
  /** Wilder's, over hourly bars. */
  atr_14_pct: {
    ...fromBars,
    label: 'average true range of 14 hours',
    unit: '% of the price',
    decimals: 2,
    line: ['atr_14_pct'],
    title: 'ATR (14 h)',
    style: { digits: 2, suffix: ' %' },
    read: ({ bars }) => bars.atr_14_pct,
  },
});

function returnOver(
  tag: string,
  span: string,
  name: `return_${'1h' | '4h' | '7d' | '30d'}_pct`,
): Omit<SnapshotField, 'brief'> {
  return {
    ...fromBars,
    label: `return over ${span}`,
    unit: PERCENT,
    decimals: 2,
    line: ['return_pct', tag],
    title: `${span} return`,
    style: CHANGE,
    read: ({ bars }) => bars[name],
  };
}

/** Percent above (below, negative) the simple moving average of so many hourly closes. */
function distanceTo(
  tag: string,
  span: string,
  short: string,
  name: `distance_sma_${'24h' | '7d' | '30d'}_pct`,
): SnapshotField {
  return {
    ...fromBars,
    label: `price against its ${span} moving average`,
    unit: ABOVE,
    decimals: 2,
    line: ['above_mean_pct', tag],
    title: `against ${short} mean`,
    style: CHANGE,
    read: ({ bars }) => bars[name],
  };
}
