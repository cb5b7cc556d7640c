import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import { decimals, dollars, signed } from '../shared/numbers.js';

type Show = (value: number) => string;

const percent: Show = (value) => `${signed(value, 2)} %`;
const timesMean: Show = (value) => `${decimals(value, 2)} x`;
const bps: Show = (value) => `${signed(value, 1)} bps`;

/** How a field is called and written for a person. */
export interface FieldRow {
  readonly path: string;
  readonly label: string;
  readonly show: Show;
}

const row = (path: string, label: string, show: Show): FieldRow => ({ path, label, show });

type Names<S extends 'market' | 'onchain' | 'macro_context'> = Record<keyof MarketSnapshot[S], readonly [string, Show]>;

const MARKET: Names<'market'> = {
  spot_price: ['price', dollars],
  change_24h_pct: ['24 h change', percent],
  return_1h_pct: ['1 h return', percent],
  return_4h_pct: ['4 h return', percent],
  return_7d_pct: ['7 d return', percent],
  return_30d_pct: ['30 d return', percent],
  volume_24h_usd: ['24 h volume', dollars],
  realized_vol: ['volatility, a year', (value) => `${decimals(value * 100, 1)} %`],
  distance_sma_24h_pct: ['against 24 h mean', percent],
  distance_sma_7d_pct: ['against 7 d mean', percent],
  distance_sma_30d_pct: ['against 30 d mean', percent],
  rsi_14: ['RSI (14 h)', (value) => decimals(value, 0)],
  atr_14_pct: ['ATR (14 h)', (value) => `${decimals(value, 2)} %`],
  funding_rate: ['funding (last)', (value) => `${signed(value * 100, 4)} %`],
  funding_rate_next: ['funding (next)', (value) => `${signed(value * 100, 4)} %`],
  open_interest: ['open interest', dollars],
  open_interest_vs_30d: ['OI / 30 d mean', timesMean],
  perp_spot_basis_bps: ['perp-spot basis', bps],
  spread_bps: ['spread', (value) => `${decimals(value, 2)} bps`],
  ob_imbalance: ['order book imbalance', (value) => signed(value, 2)],
  btc_dominance: ['BTC dominance', (value) => `${decimals(value, 1)} %`],
  stablecoin_flows_ex: ['stablecoin inflow', dollars],
};

const ONCHAIN: Names<'onchain'> = {
  exchange_netflows_btc: ['exchange net flow', (value) => `${signed(value, 0)} BTC`],
  active_addresses_vs_30d: ['addresses / 30 d', timesMean],
  new_addresses_vs_30d: ['new addresses / 30 d', timesMean],
  transactions_vs_30d: ['transactions / 30 d', timesMean],
  hash_rate_vs_30d: ['hash rate / 30 d', timesMean],
  mvrv: ['MVRV', (value) => decimals(value, 2)],
  stablecoin_supply_change_pct: ['stablecoins, 7 d', percent],
  whale_transfers: ['whale transfers', (value) => decimals(value, 0)],
};

const MACRO: Names<'macro_context'> = {
  fear_greed_index: ['fear & greed', (value) => `${decimals(value, 0)} of 100`],
  fear_greed_change_7d: ['fear & greed, 7 d', (value) => signed(value, 0)],
};

const rowsOf = (prefix: string, names: Record<string, readonly [string, Show]>): FieldRow[] =>
  Object.entries(names).map(([name, [label, show]]) => row(`${prefix}.${name}`, label, show));

export const MARKET_ROWS = rowsOf('market', MARKET);
export const ONCHAIN_ROWS = rowsOf('onchain', ONCHAIN);
export const MACRO_ROWS = rowsOf('macro_context', MACRO);

const LABELS = new Map([...MARKET_ROWS, ...ONCHAIN_ROWS, ...MACRO_ROWS].map((r) => [r.path, r.label]));

/** The label of a field's path; a path that has none is shown as it is. */
export const labelOf = (path: string): string => LABELS.get(path) ?? path;

/** The value at a path of the table; null where it is missing. */
export function valueAt(snapshot: MarketSnapshot, path: string): number | null {
  const [group, name] = path.split('.') as ['market' | 'onchain' | 'macro_context', string];
  return (snapshot[group] as Record<string, number | null>)[name] ?? null;
}
