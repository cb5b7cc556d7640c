import type { FIELD_INFO } from '../market-snapshot/field-info.js';

type FieldPath = {
  [Group in keyof typeof FIELD_INFO]: `${Group}.${keyof (typeof FIELD_INFO)[Group] & string}`;
}[keyof typeof FIELD_INFO];

/** One value of a line: where it stands in a snapshot, how it is called within the line, and what it is multiplied by. */
export interface CompactField {
  readonly path: FieldPath;
  /** Empty for the only value of a line. */
  readonly tag: string;
  readonly times: number;
}

const alone = (path: FieldPath, times = 1): readonly CompactField[] => [{ path, tag: '', times }];
const several = (fields: Readonly<Record<string, FieldPath>>, times = 1): readonly CompactField[] =>
  Object.entries(fields).map(([tag, path]) => ({ path, tag, times }));

/** Rates are written in basis points: 2.95 has two digits less to read than 0.000295. */
const BPS = 1e4;

/** The lines of the short table. Every field of a snapshot stands in one of them; a name that several share is read once. */
export const COMPACT_LINES: Readonly<Record<string, readonly CompactField[]>> = {
  price: alone('market.spot_price'),
  return_pct: several({
    '1h': 'market.return_1h_pct',
    '4h': 'market.return_4h_pct',
    '24h': 'market.change_24h_pct',
    '7d': 'market.return_7d_pct',
    '30d': 'market.return_30d_pct',
  }),
  above_mean_pct: several({
    '24h': 'market.distance_sma_24h_pct',
    '7d': 'market.distance_sma_7d_pct',
    '30d': 'market.distance_sma_30d_pct',
  }),
  rsi_14: alone('market.rsi_14'),
  atr_14_pct: alone('market.atr_14_pct'),
  realized_vol: alone('market.realized_vol'),
  volume_24h: alone('market.volume_24h_usd'),
  funding_bps: several({ last: 'market.funding_rate', next: 'market.funding_rate_next' }, BPS),
  open_interest: alone('market.open_interest'),
  basis_bps: alone('market.perp_spot_basis_bps'),
  spread_bps: alone('market.spread_bps'),
  book_imbalance: alone('market.ob_imbalance'),
  btc_dominance_pct: alone('market.btc_dominance'),
  vs_30d: several({
    open_interest: 'market.open_interest_vs_30d',
    active_addresses: 'onchain.active_addresses_vs_30d',
    new_addresses: 'onchain.new_addresses_vs_30d',
    transactions: 'onchain.transactions_vs_30d',
    hash_rate: 'onchain.hash_rate_vs_30d',
  }),
  exchange_flow: several({ coins: 'onchain.exchange_netflows_btc', stablecoins: 'market.stablecoin_flows_ex' }),
  whale_transfers: alone('onchain.whale_transfers'),
  mvrv: alone('onchain.mvrv'),
  stablecoins_7d_pct: alone('onchain.stablecoin_supply_change_pct'),
  fear_greed: several({
    now: 'macro_context.fear_greed_index',
    change_7d: 'macro_context.fear_greed_change_7d',
  }),
};
