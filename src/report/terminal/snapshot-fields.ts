import { FIELD_LIST, type FieldGroup, type FieldPath } from '../../core/market-snapshot/fields/index.js';
import type { FieldStyle } from '../../core/market-snapshot/fields/snapshot-field.js';
import type { MarketSnapshot } from '../../core/market-snapshot/schema.js';
import { decimals, dollars, signed } from '../shared/numbers.js';

/** How a field is called and written for a person. */
export interface FieldRow {
  readonly path: FieldPath;
  readonly label: string;
  /** Whether it stands beside a recommendation. */
  readonly brief: boolean;
  readonly show: (value: number) => string;
}

/** The order in which people read them, where it is not that of the document. What is not named here comes last. */
const READ: readonly string[] = [
  ...['spot_price', 'change_24h_pct', 'return_1h_pct', 'return_4h_pct', 'return_7d_pct', 'return_30d_pct'],
  ...['volume_24h_usd', 'realized_vol', 'distance_sma_24h_pct', 'distance_sma_7d_pct', 'distance_sma_30d_pct'],
  ...['rsi_14', 'atr_14_pct', 'funding_rate', 'funding_rate_next', 'open_interest', 'open_interest_vs_30d'],
  ...['perp_spot_basis_bps', 'spread_bps', 'ob_imbalance', 'btc_dominance', 'stablecoin_flows_ex'],
  ...['exchange_netflows_btc', 'active_addresses_vs_30d', 'new_addresses_vs_30d', 'transactions_vs_30d'],
  ...['hash_rate_vs_30d', 'mvrv', 'stablecoin_supply_change_pct', 'whale_transfers'],
];

const placeOf = (name: string): number => (READ.includes(name) ? READ.indexOf(name) : READ.length);

function shown(style: FieldStyle, value: number): string {
  if (style === 'dollars') return dollars(value);
  const number = value * (style.times ?? 1);
  return `${style.signed === true ? signed(number, style.digits) : decimals(number, style.digits)}${style.suffix ?? ''}`;
}

const rowsOf = (group: FieldGroup): FieldRow[] =>
  FIELD_LIST.filter((each) => each.group === group)
    .sort((a, b) => placeOf(a.name) - placeOf(b.name))
    .map(({ path, field }) => ({
      path,
      label: field.title,
      brief: field.brief === true,
      show: (value) => shown(field.style, value),
    }));

export const MARKET_ROWS = rowsOf('market');
export const ONCHAIN_ROWS = rowsOf('onchain');
export const MACRO_ROWS = rowsOf('macro_context');

const LABELS = new Map<string, string>(FIELD_LIST.map(({ path, field }) => [path, field.title]));

/** The label of a field's path; a path that has none is shown as it is. */
export const labelOf = (path: string): string => LABELS.get(path) ?? path;

/** The value at a path of the table; null where it is missing. */
export function valueAt(snapshot: MarketSnapshot, path: FieldPath): number | null {
  const [group, name] = path.split('.') as [FieldGroup, string];
  const values: Readonly<Record<string, number | null>> = snapshot[group];
  return values[name] ?? null;
}
