import { FIELD_LIST, type FieldPath } from '../market-snapshot/fields/index.js';

/** One value of a line: where it stands in a snapshot, how it is called within the line, and what it is multiplied by. */
export interface CompactField {
  readonly path: FieldPath;
  /** Empty for the only value of a line. */
  readonly tag: string;
  readonly times: number;
}

/**
 * The lines of the short table in the order in which the prompt has always had them, and the values of a line where their order is not
 * that of the fields. What is named nowhere here comes last.
 */
const ORDER: readonly (readonly [line: string, ...tags: string[]])[] = [
  ['price'],
  ['return_pct', '1h', '4h', '24h', '7d', '30d'],
  ['above_mean_pct'],
  ['rsi_14'],
  ['atr_14_pct'],
  ['realized_vol'],
  ['volume_24h'],
  ['funding_bps'],
  ['open_interest'],
  ['basis_bps'],
  ['spread_bps'],
  ['book_imbalance'],
  ['btc_dominance_pct'],
  ['vs_30d', 'open_interest', 'active_addresses', 'new_addresses', 'transactions', 'hash_rate'],
  ['exchange_flow', 'coins', 'stablecoins'],
  ['whale_transfers'],
  ['mvrv'],
  ['stablecoins_7d_pct'],
  ['fear_greed'],
];

/** Place in an order; what is not in it stands behind everything. */
const placeIn = (order: readonly string[], name: string): number =>
  order.includes(name) ? order.indexOf(name) : order.length;

/** The lines of the short table: every field of a snapshot stands in one of them; a name that several share is read once. */
export const COMPACT_LINES: Readonly<Record<string, readonly CompactField[]>> = linesOf();

function linesOf(): Record<string, CompactField[]> {
  const lines = new Map<string, CompactField[]>();
  for (const { path, field } of FIELD_LIST) {
    const [name, tag = '', times = 1] = field.line;
    lines.set(name, [...(lines.get(name) ?? []), { path, tag, times }]);
  }
  const names = ORDER.map(([name]) => name);
  const sorted = [...lines].sort(([a], [b]) => placeIn(names, a) - placeIn(names, b));
  return Object.fromEntries(
    sorted.map(([name, fields]) => {
      const [, ...tags] = ORDER.find(([line]) => line === name) ?? [name];
      return [name, [...fields].sort((a, b) => placeIn(tags, a.tag) - placeIn(tags, b.tag))];
    }),
  );
}
