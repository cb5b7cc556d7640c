import { basename } from 'node:path';
import { assertLinear } from '../../../core/symbol.js';

const QUOTES = 'USDT|USDC|FDUSD|BUSD|TUSD|USD|BTC|ETH|EUR';
const JOINED = new RegExp(`(?:^|[^A-Z0-9])([A-Z0-9]{2,15}(?:${QUOTES}))(?![A-Z0-9])(.*)$`);
/** `BTC_USDT-1h`, `BTC-USD`: freqtrade, Yahoo, Coinbase. */
const PARTED = new RegExp(`^([A-Z0-9]{2,12})[_-](${QUOTES})(?![A-Z0-9])(.*)$`);
/** `BTC-PERPETUAL`, `ETH-29MAR24`: Deribit's contracts against USD, which are settled in coins. */
const DERIBIT =
  /(?:^|[^A-Z0-9])([A-Z]{2,6})([-_](?:PERPETUAL|\d{1,2}(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)\d\d)(?![A-Z0-9]).*)$/;
/** `XBTUSDM`, `PI_XBTUSD`, `okx-BTC-USD-SWAP`: contracts of KuCoin, Kraken and OKX that are settled in coins. */
const SETTLED_IN_COINS =
  /(?:^|[^A-Z0-9])(?:([A-Z]{2,6})USDM|(?:PI|FI)_([A-Z]{2,6})USD|([A-Z]{2,6})[-_]USD[-_]SWAP)(?![A-Z0-9])/;
/** The length of a bar at the end of a name, and what follows it. */
const INTERVAL = /[-_ ,]+[1-9]\d{0,3}[smhdw](?![A-Za-z0-9]).*$/;
const EXTENSIONS = /\.(?:csv|txt|tsv|json|jsonl|parquet|feather|gz|zip)\b.*$/i;

/**
 * `BTCUSDT` of `binance-spot-BTCUSDT-1h-2022-2024.csv`, `BTCUSDT_240329` of `BTCUSDT_240329-1h.csv`; without such a pair the name up to
 * its first dot, or to the length of a bar.
 * @throws InputError for a contract that is settled in coins
 */
export function symbolFromFileName(file: string): string {
  const name = basename(file);
  const stem = name.replace(EXTENSIONS, '');
  const coins: (string | undefined)[] = SETTLED_IN_COINS.exec(stem)?.slice(1) ?? [];
  const coin = coins.find((asset) => asset !== undefined);
  if (coin !== undefined) assertLinear(`${coin}USD_PERP`, file);
  const parted = PARTED.exec(stem);
  const joined = JOINED.exec(stem);
  const [pair, rest] =
    parted !== null
      ? [`${parted[1]!}${parted[2]!}`, parted[3]!]
      : joined !== null
        ? [joined[1]!, joined[2]!]
        : [null, ''];
  if (pair === null) {
    const deribit = DERIBIT.exec(stem);
    if (deribit !== null) assertLinear(`${deribit[1]!}USD${deribit[2]!}`, file);
    const own = name.split('.')[0]!;
    return own.replace(INTERVAL, '') || own;
  }
  return assertLinear(pair + rest, file)?.symbol ?? pair;
}
