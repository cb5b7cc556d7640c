import { MARKET_WIDE } from '../../../core/market-snapshot/index.js';

/**
 * How headlines name assets. A name counts in any case, a ticker only in capitals, since "near" and "link" are
 * English words. Unlisted assets are known by their ticker alone.
 */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  BTC: ['Bitcoin', 'Bitcoins', 'XBT'],
  ETH: ['Ethereum', 'Ether'],
  XRP: ['Ripple'],
  SOL: ['Solana'],
  BNB: ['BNB Chain', 'Binance Coin'],
  DOGE: ['Dogecoin'],
  ADA: ['Cardano'],
  TRX: ['Tron'],
  AVAX: ['Avalanche'],
  LINK: ['Chainlink'],
  SUI: [],
  TON: ['Toncoin'],
  SHIB: ['Shiba Inu'],
  DOT: ['Polkadot'],
  BCH: ['Bitcoin Cash'],
  BSV: ['Bitcoin SV'],
  LTC: ['Litecoin'],
  NEAR: ['Near Protocol'],
  UNI: ['Uniswap'],
  APT: ['Aptos'],
  ICP: ['Internet Computer'],
  ETC: ['Ethereum Classic'],
  POL: ['Polygon', 'MATIC'],
  XLM: ['Stellar Lumens'],
  XMR: ['Monero'],
  HBAR: ['Hedera'],
  FIL: ['Filecoin'],
  ATOM: ['Cosmos Hub'],
  ARB: ['Arbitrum'],
  AAVE: ['Aave'],
  PEPE: ['Pepe'],
  HYPE: ['Hyperliquid'],
};

interface Alias {
  readonly asset: string;
  readonly name: string;
  readonly anyCase: boolean;
}

function aliasesFor(asset: string): Alias[] {
  const listed = Object.entries({ ...NAMES, [asset]: NAMES[asset] ?? [] });
  return listed
    .flatMap(([of, names]) => [
      { asset: of, name: of, anyCase: false },
      ...names.map((name) => ({ asset: of, name, anyCase: true })),
    ])
    .sort((a, b) => b.name.length - a.name.length);
}

const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}]/u.test(character);

/** Which assets a text names. Longer names win, so that "Bitcoin Cash" is not Bitcoin. */
export function assetsNamed(text: string, asset: string): Set<string> {
  const found = new Set<string>();
  let rest = text.slice(0, 2_000);
  for (const { asset: of, name, anyCase } of aliasesFor(asset)) {
    const [haystack, needle] = anyCase ? [rest.toLowerCase(), name.toLowerCase()] : [rest, name];
    // Lower case may be longer than the original in rare scripts: then positions do not fit, and the name is left alone.
    if (haystack.length !== rest.length) continue;
    for (let at = haystack.indexOf(needle); at !== -1; at = haystack.indexOf(needle, at + needle.length)) {
      if (isWordCharacter(haystack[at - 1]) || isWordCharacter(haystack[at + needle.length])) continue;
      found.add(of);
      rest = rest.slice(0, at) + ' '.repeat(needle.length) + rest.slice(at + needle.length);
    }
  }
  return found;
}

/** Words for a search engine: `Bitcoin`, `BTC`. */
export const searchNames = (asset: string): string[] => [...(NAMES[asset]?.slice(0, 2) ?? []), asset];

/**
 * What a headline of a crypto outlet is about, seen from one asset: the asset where it names it, the whole market where it
 * names no asset at all, null where it names only others ("XRP climbs 8 %" says little about Bitcoin).
 */
export function headlineSymbol(title: string, asset: string): string | null {
  const named = assetsNamed(title, asset);
  if (named.has(asset)) return asset;
  return named.size === 0 ? MARKET_WIDE : null;
}
