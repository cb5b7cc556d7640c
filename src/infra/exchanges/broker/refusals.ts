import type { BrokerRefusal } from '../../../core/ports/broker.js';

/*
 * What Binance's codes mean for an order.
 * https://developers.binance.com/docs/binance-spot-api-docs/errors and
 * https://developers.binance.com/docs/derivatives/usds-margined-futures/error-code
 */

/** −2013 NO_SUCH_ORDER. */
export const isAbsent = (code: number): boolean => code === -2013;

/** −2011 CANCEL_REJECTED, and −2013: none that is open. */
export const isNotOpen = (code: number): boolean => code === -2011 || code === -2013;

/** −4116, and −4015 of older versions; spot says it in words under −2010. */
export const isDuplicate = (code: number, words: string): boolean =>
  code === -4116 || (code === -2010 && /duplicate/i.test(words));

/** −4046 (margin), −4059 (position side): it is set so. */
export const isSetAlready = (code: number): boolean => code === -4046 || code === -4059;

const REASONS: Readonly<Record<number, BrokerRefusal>> = {
  [-1003]: 'busy',
  [-1008]: 'busy',
  [-1015]: 'busy',
  [-1002]: 'rights',
  [-2014]: 'rights',
  [-2015]: 'rights',
  [-1022]: 'rights',
  [-2018]: 'funds',
  [-2019]: 'funds',
  [-1013]: 'rules',
  [-1111]: 'rules',
  [-4003]: 'rules',
  [-4014]: 'rules',
  [-4164]: 'rules',
  [-2021]: 'rules',
  [-4061]: 'position_mode',
  [-2022]: 'reduce_only',
};

export function refusalOf(code: number, status: number, words: string): BrokerRefusal {
  if (status === 429 || status === 418) return 'busy';
  if (code === -2010) return /balance/i.test(words) ? 'funds' : 'rules';
  return REASONS[code] ?? 'other';
}
