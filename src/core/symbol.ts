import { InputError } from './errors.js';
import { field } from './request-field.js';

/** Quote currencies that a symbol may end with, longest first. USD-like ones count as USD in every `…_usd` field. */
const QUOTES = ['FDUSD', 'USDT', 'USDC', 'BUSD', 'TUSD', 'USD'] as const;

export interface TradingSymbol {
  /** Binance's spelling: `BTCUSDT`. */
  readonly symbol: string;
  /** `BTC`. */
  readonly asset: string;
  /** `USDT`. */
  readonly quote: string;
}

/** `_240329`, `-250328`, `-29MAR24`: the day on which a contract ends, in what follows its pair. */
const DATED =
  /^[_-](?:(\d\d)(\d\d)(\d\d)|(\d{1,2})(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(\d\d))(?!\d|[A-Z])/;
const PERPETUAL = /^[_-](?:PERP|PERPETUAL|SWAP)(?![A-Z0-9])/;
/** `BTC_USD_BTC`: freqtrade and ccxt name the coin in which a contract is settled last. */
const SETTLED = /^[_-]([A-Z0-9]+)(?![A-Z0-9])/;
const FRIDAY = 5;

export interface Contract {
  /** The pair, or with the day of delivery `BTCUSDT_240329`. */
  readonly symbol: string;
  /** Margined and settled in coins: `BTCUSD_PERP`, `BTCUSD_240329`, `BTCUSD_BTC`. */
  readonly isInverse: boolean;
}

/**
 * Which contract a pair and what follows it name: a dated future is another market than its pair. Six digits are a day of delivery only
 * where that is a Friday, as all of them are; others are the date of a file.
 * @param rest what follows the pair, e.g. `_240329-1h-2024-02`
 */
export function contractOf(pair: string, rest: string): Contract {
  const isUsd = /[A-Z0-9]USD$/.test(pair) && !pair.endsWith('FDUSD');
  const perpetual = PERPETUAL.exec(rest);
  if (perpetual !== null)
    return isUsd ? { symbol: pair + perpetual[0], isInverse: true } : { symbol: pair, isInverse: false };
  const coin = SETTLED.exec(rest)?.[1];
  if (isUsd && coin === pair.slice(0, -3)) return { symbol: `${pair}_${coin}`, isInverse: true };
  const dated = DATED.exec(rest);
  if (dated === null) return { symbol: pair, isInverse: false };
  if (dated[1] !== undefined) {
    const [year, month, day] = [2000 + Number(dated[1]), Number(dated[2]), Number(dated[3])];
    const date = new Date(Date.UTC(year, month - 1, day));
    if (date.getUTCMonth() !== month - 1 || date.getUTCDay() !== FRIDAY) return { symbol: pair, isInverse: false };
  }
  return { symbol: `${pair}_${dated[0].slice(1)}`, isInverse: isUsd };
}

/**
 * Refuses a contract that is settled in coins: its profit is amount × (1/entry − 1/exit), which nothing here counts.
 * @param where the file or option that names it
 * @returns the contract, or null where the text is a mere pair or no symbol
 * @throws InputError for an inverse contract
 */
export function assertLinear(text: string, where = 'base_asset'): (Contract & { readonly pair: string }) | null {
  const found = /^([A-Z0-9]+(?:USDT|USDC|USD))([_-].+)$/.exec(text.trim().toUpperCase());
  if (found === null) return null;
  const pair = found[1]!;
  const contract = contractOf(pair, found[2]!);
  if (!contract.isInverse) return { ...contract, pair };
  throw new InputError(
    'symbol.inverse',
    `${where === 'base_asset' ? '' : `${where}: `}${contract.symbol} is an inverse contract, margined and settled in coins: its profit is not price × amount, and here it would be counted as if it were. Use the contract settled in USDT or USDC, or the spot pair.`,
    { where },
  );
}

/**
 * Splits `BTCUSDT`, `btc/usdt` or `BTC` (then against USDT) into asset and quote.
 * @throws InputError where the text is not a symbol against a USD-like quote.
 */
export function parseSymbol(text: string): TradingSymbol {
  const contract = assertLinear(text);
  if (contract !== null && contract.symbol !== contract.pair)
    return { ...parseSymbol(contract.pair), symbol: contract.symbol };
  const [asset = '', quote, ...rest] = text.trim().toUpperCase().split(/[/_-]/);
  if (rest.length === 0 && /^[A-Z0-9]{2,20}$/.test(asset + (quote ?? ''))) {
    if (quote !== undefined) {
      if (asset !== '' && QUOTES.some((known) => known === quote)) return { symbol: asset + quote, asset, quote };
    } else {
      const found = QUOTES.find((known) => asset.endsWith(known) && asset.length > known.length + 1);
      if (found !== undefined) return { symbol: asset, asset: asset.slice(0, -found.length), quote: found };
      if (asset.length <= 6 && !QUOTES.some((known) => known === asset)) {
        return { symbol: `${asset}USDT`, asset, quote: 'USDT' };
      }
    }
  }
  throw new InputError(
    'symbol.invalid',
    `base_asset "${text.slice(0, 40)}" is not a trading symbol: use a pair against a USD currency such as BTCUSDT or ETHUSDC.`,
    {
      where: 'base_asset',
      expected: 'a pair against a USD currency, e.g. BTCUSDT',
      remedy: `set BASE_ASSET or ${field('baseAsset')} to such a pair`,
    },
  );
}
