import type { AliasBook } from './alias-book.js';
import { namePasses } from './mask-names.js';
import { numberPasses } from './mask-numbers.js';
import { runPasses, type MaskPass } from './passes.js';

export interface TextMaskOptions {
  /** Ticker of the asset in question, `BTC`. */
  readonly asset: string;
  /** What stands for it. */
  readonly alias: string;
  /** The true price, so that it is found in texts; null where it is unknown. */
  readonly spot: number | null;
}

/** Handles and sites name their owners. Of a full address a sanitised text holds no more than `[link]`. */
const HANDLES: MaskPass = { pattern: /(?<![\p{L}\p{N}])@\w{2,40}/gu, replace: () => '[handle]' };
const SITES: MaskPass = {
  pattern:
    /(?<![\p{L}\p{N}])(?:[a-z0-9-]{2,40}\.){1,3}(?:com|org|net|io|co|finance|news|xyz|ai|eth)(?![\p{L}\p{N}])/giu,
  replace: () => '[site]',
};

/**
 * Masks the names, dates and prices of texts by fixed rules, with one book of aliases for all of them. Known by a list and by
 * spelling, so a name outside the list, a number in words or a story that everybody knows comes through. Measured on 7,522
 * headlines of 2021–2022: no name of a large coin, of Binance or of a year is left.
 */
export function textMasker(options: TextMaskOptions, book: AliasBook): (text: string) => string {
  // Names before sites and numbers: some hold a dot or a number.
  const passes = [HANDLES, ...namePasses(options, book), SITES, ...numberPasses(options.spot)];
  return (text) => runPasses(text, passes);
}
