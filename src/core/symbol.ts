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
      remedy: 'set BASE_ASSET or --base-asset to such a pair',
    },
  );
}
