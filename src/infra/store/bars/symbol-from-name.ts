import { basename } from 'node:path';
import { assertLinear } from '../../../core/symbol.js';

const QUOTES = 'USDT|USDC|FDUSD|BUSD|TUSD|USD|BTC|ETH|EUR';
const JOINED = new RegExp(`(?:^|[^A-Z0-9])([A-Z0-9]{2,15}(?:${QUOTES}))(?![A-Z0-9])(.*)$`);
/** `BTC_USDT-1h`, `BTC-USD`: freqtrade, Yahoo, Coinbase. */
const PARTED = new RegExp(`^([A-Z0-9]{2,12})[_-](${QUOTES})(?![A-Z0-9])(.*)$`);
const EXTENSIONS = /\.(?:csv|txt|tsv|json|jsonl|parquet|feather|gz|zip)\b.*$/i;

/**
 * `BTCUSDT` of `binance-spot-BTCUSDT-1h-2022-2024.csv`, `BTCUSDT_240329` of `BTCUSDT_240329-1h.csv`; without such a pair the name up to
 * its first dot.
 * @throws InputError for a contract that is settled in coins
 */
export function symbolFromFileName(file: string): string {
  const name = basename(file);
  const stem = name.replace(EXTENSIONS, '');
  const parted = PARTED.exec(stem);
  const joined = JOINED.exec(stem);
  const [pair, rest] =
    parted !== null
      ? [`${parted[1]!}${parted[2]!}`, parted[3]!]
      : joined !== null
        ? [joined[1]!, joined[2]!]
        : [null, ''];
  if (pair === null) return name.split('.')[0]!;
  return assertLinear(pair + rest, file)?.symbol ?? pair;
}
