import { InputError } from './errors.js';

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

/**
 * Splits `BTCUSDT`, `btc/usdt` or `BTC` (then against USDT) into asset and quote.
 * @throws InputError where the text is no symbol against a USD-like quote.
 */
export function parseSymbol(text: string): TradingSymbol {
  const plain = text.trim().toUpperCase().replace(/[/_-]/g, '');
  if (/^[A-Z0-9]{2,20}$/.test(plain)) {
    const quote = QUOTES.find((candidate) => plain.endsWith(candidate) && plain.length > candidate.length + 1);
    if (quote !== undefined) return { symbol: plain, asset: plain.slice(0, -quote.length), quote };
    if (plain.length <= 6 && !QUOTES.some((candidate) => candidate === plain)) {
      return { symbol: `${plain}USDT`, asset: plain, quote: 'USDT' };
    }
  }
  throw new InputError(
    'symbol.invalid',
    `base_asset "${text.slice(0, 40)}" is not a trading symbol: use a pair against a USD currency such as BTCUSDT or ETHUSDC.`,
    {
      where: 'base_asset',
      expected: 'a pair against a USD currency, e.g. BTCUSDT',
      remedy: 'set BASE_ASSET or --base-asset to such a pair',
    },
  );
}
