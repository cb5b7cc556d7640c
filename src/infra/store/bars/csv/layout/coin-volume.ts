import { plainName } from './vocabulary.js';

/** What may be an amount of coins, or its value. */
const AMOUNT = /vol|amount|qty|quantity|turnover|notional|money/;
/** Amounts of a part of the trades, and figures made of several bars. */
const PART =
  /taker|maker|buy|sell|bid|ask|long|short|up|down|avg|mean|ma$|ema|cap|count|number|change|ratio|delta|open/;
/** Rounded values beside exact ones. */
const SLACK = 0.01;
const LEAST_ROWS = 5;

export interface PricedColumns {
  readonly high: number;
  readonly low: number;
  /** The column that its name makes the volume. */
  readonly volume: number;
}

export interface CoinVolume {
  readonly volume: number;
  /** A sentence to tell the user, null where the name was right. */
  readonly note: string | null;
}

/** CoinMarketCap and CoinGecko (a market capitalisation) and Yahoo (an adjusted close) give the volume of a coin in USD. */
export const isVolumeInUsd = (names: readonly string[]): boolean =>
  names.some((name) => ['marketcap', 'adjclose', 'adjustedclose'].includes(plainName(name)));

const numberIn = (text: string | undefined): number => (text === undefined || text === '' ? NaN : Number(text));

/**
 * Which column counts coins: the one that times the price is another column of the file. Publishers disagree about what a mere
 * "volume" is: the value in quote currency beside `base_volume` (Gate.io) or `quoteVolume` (Poloniex), contracts beside `volCcy` (OKX)
 * or `homeNotional` (BitMEX).
 * @param rows the first rows of the file
 */
export function coinVolume(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  { high, low, volume }: PricedColumns,
): CoinVolume {
  const amounts = names.flatMap((name, index) => {
    const plain = plainName(name);
    return index === volume || (AMOUNT.test(plain) && !PART.test(plain)) ? [index] : [];
  });
  const isValueOf = (value: number, coins: number): boolean => {
    let shown = 0;
    for (const row of rows) {
      const [h, l, x, y] = [high, low, coins, value].map((column) => numberIn(row[column])) as [
        number,
        number,
        number,
        number,
      ];
      if (x === 0 && y === 0) continue;
      if (!(y >= l * x * (1 - SLACK) && y <= h * x * (1 + SLACK))) return false;
      shown++;
    }
    return shown >= LEAST_ROWS;
  };
  // Near a price of 1 coins and their value look alike.
  const pairs = amounts
    .flatMap((coins) => amounts.filter((value) => value !== coins).map((value) => ({ coins, value })))
    .filter(({ coins, value }) => isValueOf(value, coins) && !isValueOf(coins, value));
  const [found] = pairs;
  if (found === undefined || pairs.some(({ coins }) => coins === volume)) return { volume, note: null };
  return {
    volume: found.coins,
    note: `Its volume is "${names[found.coins]!}" and not "${names[volume]!}": that times the price is its "${names[found.value]!}", so it is what counts coins.`,
  };
}
