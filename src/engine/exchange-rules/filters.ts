/** An exchange's rules for one symbol, from a moment on. Absent rules do not bind. */
export interface ExchangeFilters {
  /** From when they hold, UTC ms; 0: always. */
  readonly effectiveFrom: number;
  /** Smallest price step of a limit order, quote units. */
  readonly tickSize?: number;
  /** Smallest quantity step, base units. */
  readonly stepSize?: number;
  /** Smallest order value, quote units. */
  readonly minNotional?: number;
  /** Orders that only reduce a position are exempt from `minNotional` (USD-M futures: yes; spot: no). */
  readonly reduceOnlyExempt?: boolean;
}

/** The newest filters that hold at `time`, or null. */
export function filtersAt(filters: readonly ExchangeFilters[], time: number): ExchangeFilters | null {
  let found: ExchangeFilters | null = null;
  for (const each of filters) {
    if (each.effectiveFrom <= time && (found === null || each.effectiveFrom >= found.effectiveFrom)) found = each;
  }
  return found;
}

/**
 * True where an exchange would not take an order of this quantity at this price: orders of every kind go through it, protective
 * exits as well.
 * @param reduces the order only makes the position smaller
 */
export function isTooSmall(
  filters: ExchangeFilters | null,
  quantity: number,
  price: number,
  reduces: boolean,
): boolean {
  if (quantity === 0) return true;
  const exempt = reduces && filters?.reduceOnlyExempt === true;
  return !exempt && quantity * price < (filters?.minNotional ?? 0);
}

/** How far a multiple may be from whole before it counts as off the grid: doubles cannot hold 0.1 exactly. */
const GRID_TOLERANCE = 1e-9;

/** The largest multiple of `step` that is not above `quantity` (≥ 0). */
export function floorToStep(quantity: number, step: number): number {
  return Math.floor(quantity / step + GRID_TOLERANCE) * step;
}

/** The smallest quantity that an exchange takes and that is not below `quantity`: what the cap needs gone must be gone. */
export function smallestOrder(
  { stepSize, minNotional, reduceOnlyExempt }: ExchangeFilters,
  quantity: number,
  price: number,
): number {
  const least = reduceOnlyExempt === true ? quantity : Math.max(quantity, (minNotional ?? 0) / price);
  return stepSize === undefined ? least : Math.ceil(least / stepSize - GRID_TOLERANCE) * stepSize;
}

/** The whole number of ticks nearest to a price above 0, at least one. */
export function roundToTick(price: number, tickSize: number): number {
  return Math.max(1, Math.round(price / tickSize)) * tickSize;
}

/** True where `price` is a whole number of ticks. */
export function isOnTick(price: number, tickSize: number): boolean {
  const ticks = price / tickSize;
  return Math.abs(ticks - Math.round(ticks)) <= GRID_TOLERANCE * Math.max(1, Math.abs(ticks));
}
