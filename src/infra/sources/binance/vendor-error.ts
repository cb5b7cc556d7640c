import { z } from 'zod';
import { HttpError } from '../../http/errors.js';

const vendorErrorSchema = z.object({ code: z.number(), msg: z.string() });

/** `Invalid symbol.` (developers.binance.com/docs/binance-spot-api-docs/errors). */
const INVALID_SYMBOL = -1121;

/** Binance's own error number from the body of a refused request; null where there is none. */
function vendorCode(error: unknown): number | null {
  if (!(error instanceof HttpError) || error.bodyExcerpt === undefined) return null;
  try {
    return vendorErrorSchema.parse(JSON.parse(error.bodyExcerpt)).code;
  } catch {
    // An HTML page of a firewall, or a body cut short: no number to read.
    return null;
  }
}

export const isUnknownSymbol = (error: unknown): boolean => vendorCode(error) === INVALID_SYMBOL;

/**
 * Whether Binance will not serve this address at all. 451 is the block by region; 403 is its firewall, which rejects
 * whole networks as well. Neither passes by trying again.
 */
export const isRefusedHere = (error: unknown): error is HttpError =>
  error instanceof HttpError && (error.status === 451 || error.status === 403);
