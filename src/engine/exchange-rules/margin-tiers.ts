/** One step of a maintenance-margin table: positions of at least `floor` (quote units) need `rate` of their value. */
export interface MarginTier {
  readonly floor: number;
  readonly rate: number;
}

/** A table and the moment from which it holds, UTC ms. */
export interface MarginTable {
  readonly effectiveFrom: number;
  readonly tiers: readonly MarginTier[];
  /** Fraction of the liquidated value taken as liquidation fee. */
  readonly liquidationFee: number;
}

const tiers = (...rows: (readonly [floor: number, rate: number])[]): MarginTier[] =>
  rows.map(([floor, rate]) => ({ floor, rate }));

/**
 * Binance USD-M leverage brackets (https://www.binance.com/en/futures/trading-rules/perpetual/leverage-margin), the
 * notional floors and maintenance rates only: the deductions follow from them. They change a few times a year without an
 * archive; the dates are the earliest at which each table is known to have held. Pass your own where it matters.
 */
export const BUNDLED_MARGIN_TABLES: Readonly<Record<string, readonly MarginTable[]>> = {
  BTCUSDT: [
    {
      effectiveFrom: 0,
      liquidationFee: 0.0125,
      tiers: tiers(
        [0, 0.004],
        [50_000, 0.005],
        [250_000, 0.01],
        [1_000_000, 0.025],
        [10_000_000, 0.05],
        [20_000_000, 0.1],
        [50_000_000, 0.125],
        [100_000_000, 0.15],
        [200_000_000, 0.25],
        [300_000_000, 0.5],
      ),
    },
    {
      effectiveFrom: Date.UTC(2025, 0, 1),
      liquidationFee: 0.0125,
      tiers: tiers(
        [0, 0.004],
        [300_000, 0.005],
        [800_000, 0.0065],
        [3_000_000, 0.01],
        [12_000_000, 0.02],
        [70_000_000, 0.025],
        [100_000_000, 0.05],
        [230_000_000, 0.1],
      ),
    },
  ],
};

/** For symbols without a table of their own: the shape of Binance's table for mid-size contracts, on the strict side. */
export const GENERIC_MARGIN_TABLE: MarginTable = {
  effectiveFrom: 0,
  liquidationFee: 0.0125,
  tiers: tiers([0, 0.01], [50_000, 0.025], [150_000, 0.05], [250_000, 0.1], [500_000, 0.125], [1_000_000, 0.5]),
};

/** The newest table that holds at `time`. */
export function marginTableAt(tables: readonly MarginTable[], time: number): MarginTable {
  let found: MarginTable | null = null;
  for (const table of tables) {
    if (table.effectiveFrom <= time && (found === null || table.effectiveFrom >= found.effectiveFrom)) found = table;
  }
  return found ?? GENERIC_MARGIN_TABLE;
}

/**
 * Price at which an isolated position is liquidated: long (q·E − M − c) / (q·(1 − r)), short (q·E + M + c) / (q·(1 + r)),
 * with the rate r and deduction c of the tier that holds q·P. −Infinity (long) or Infinity (short) where no price does it.
 * @param quantity signed, base units, not 0
 * @param entry average entry price
 * @param margin isolated margin, quote units
 */
export function liquidationPrice(quantity: number, entry: number, margin: number, table: MarginTable): number {
  const q = Math.abs(quantity);
  const long = quantity > 0;
  let deduction = 0;
  let price = NaN;
  for (let k = 0; k < table.tiers.length; k++) {
    const { floor, rate } = table.tiers[k]!;
    // Continuity of the requirement at each floor gives the deduction: c(k) = c(k−1) + floor · (r(k) − r(k−1)).
    if (k > 0) deduction += floor * (rate - table.tiers[k - 1]!.rate);
    const candidate = long
      ? (q * entry - margin - deduction) / (q * (1 - rate))
      : (q * entry + margin + deduction) / (q * (1 + rate));
    // The requirement is convex and continuous, so the tiers' candidates cross their tier at one place only.
    const ceiling = table.tiers[k + 1]?.floor ?? Infinity;
    price = candidate;
    if (q * candidate <= ceiling) break;
  }
  if (price > 0) return price;
  return long ? -Infinity : Infinity;
}
