import { LlmTradingError } from '../../core/errors.js';

/** What an order is for: `x` leaves a position, `e` enters one, `s` is the stop of one. */
export type OrderPurpose = 'x' | 'e' | 's';

export interface OrderOrigin {
  /** Of the session alone: 4 to 12 of `a-z0-9`. */
  readonly tag: string;
  /** Open time of the bars that the decision was made at, UTC ms. */
  readonly decidedAt: number;
  /** Place of the symbol in the session's list, from 0. */
  readonly symbolIndex: number;
  readonly purpose: OrderPurpose;
  /** From 1. */
  readonly attempt: number;
}

/** What begins every id of ours. */
export const ID_PREFIX = 'llmt-';

/** Binance takes `^[.A-Z:/a-z0-9_-]{1,36}$`. */
const MAX_LENGTH = 36;

/**
 * The id that an order is known by at the exchange: the same for the same order after any restart, and of no other. So an order is
 * found again by what it is for, and never by when it was sent.
 */
export function clientOrderId({ tag, decidedAt, symbolIndex, purpose, attempt }: OrderOrigin): string {
  const id = `${ID_PREFIX}${tag}-${decidedAt.toString(36)}-${symbolIndex}${purpose}${attempt.toString(36)}`;
  if (/^[a-z0-9]{4,12}$/.test(tag) && attempt >= 1 && Number.isInteger(decidedAt) && id.length <= MAX_LENGTH) return id;
  throw new LlmTradingError('bug', 'broker.client-id', `"${id}" cannot be the id of an order.`, {
    expected: 'a tag of 4 to 12 of a-z0-9, a time in whole ms, an attempt from 1',
  });
}
