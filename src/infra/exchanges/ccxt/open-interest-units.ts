export interface OpenInterestReading {
  /** Coins on some exchanges, contracts on others: ccxt passes on what it gets. */
  readonly amount: number | null;
  /** USD; null where the exchange does not tell. */
  readonly value: number | null;
}

/** How far value / amount may lie from the price, as a factor: contracts are 10 or more times off. */
const MAX_FACTOR = 3;

/**
 * Open interest in coins, or null where its unit cannot be told. ccxt calls coins and contracts alike
 * `openInterestAmount` (okx reports contracts of 0.01 BTC, Binance coins): the USD value beside it decides.
 */
export function openInterestInCoins(
  { amount, value }: OpenInterestReading,
  price: number,
  contractSize: number | null,
): number | null {
  if (amount === null || !Number.isFinite(amount) || amount < 0) return null;
  const near = (coins: number): boolean => {
    const ratio = (coins * price) / value!;
    return ratio < MAX_FACTOR && ratio > 1 / MAX_FACTOR;
  };
  if (value === null || !Number.isFinite(value) || value <= 0) return contractSize === 1 ? amount : null;
  if (near(amount)) return amount;
  if (contractSize !== null && near(amount * contractSize)) return amount * contractSize;
  return null;
}
