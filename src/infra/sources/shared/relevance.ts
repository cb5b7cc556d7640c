import { assetsNamed } from './asset-names.js';
import { MARKET_WIDE } from '../../../core/market-snapshot/index.js';

/**
 * What a headline of a crypto outlet is about, seen from one asset: the asset where it names it, the whole market where it
 * names no asset at all, null where it names only others ("XRP climbs 8 %" says little about Bitcoin).
 */
export function headlineSymbol(title: string, asset: string): string | null {
  const named = assetsNamed(title, asset);
  if (named.has(asset)) return asset;
  return named.size === 0 ? MARKET_WIDE : null;
}
