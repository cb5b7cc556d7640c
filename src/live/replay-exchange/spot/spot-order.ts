import { isOnTick } from '../../../engine/exchange-rules/filters.js';
import { onStep, type VenueOrder } from '../orders/order.js';
import { oneOf, optionalPositive, positive, required, type Params } from '../params.js';
import { REFUSALS, VenueRefusal } from '../refusal.js';
import type { SymbolCursor } from '../tape.js';

export const SPOT_TYPES = [
  'LIMIT',
  'MARKET',
  'STOP_LOSS',
  'STOP_LOSS_LIMIT',
  'TAKE_PROFIT',
  'TAKE_PROFIT_LIMIT',
  'LIMIT_MAKER',
] as const;

export const isSpotLimit = (type: string): boolean => type.includes('LIMIT');
export const isConditional = (type: string): boolean => type.startsWith('STOP') || type.startsWith('TAKE');

/**
 * The order that the parameters of `POST /api/v3/order` describe, checked against the rules of its symbol, not yet against the
 * account.
 * @throws VenueRefusal −1013, −1100, −1102, −1106, −1116 or −1117
 */
export function readSpotOrder(params: Params, cursor: SymbolCursor, orderId: number, now: number): VenueOrder {
  const side = oneOf(required(params, 'side'), ['BUY', 'SELL'], REFUSALS.side);
  const type = oneOf(required(params, 'type'), SPOT_TYPES, REFUSALS.orderType);
  for (const name of ['trailingDelta', 'icebergQty']) if (params[name] !== undefined) throw notServed(name);
  const byQuote = type === 'MARKET' && params.quoteOrderQty !== undefined;
  const quantity = byQuote ? NaN : positive(params, 'quantity');
  const limit = isSpotLimit(type);
  const price = limit ? positive(params, 'price') : NaN;
  const stopPrice = isConditional(type) ? positive(params, 'stopPrice') : optionalPositive(params, 'stopPrice');
  const timeInForce =
    limit && type !== 'LIMIT_MAKER'
      ? oneOf(
          required(params, 'timeInForce'),
          ['GTC', 'IOC', 'FOK'],
          () => new VenueRefusal(-1115, 'Invalid timeInForce.'),
        )
      : 'GTC';
  const quoteQuantity = byQuote ? positive(params, 'quoteOrderQty') : NaN;
  const rules = cursor.rules('spot', now);
  for (const each of [price, stopPrice]) {
    if (!Number.isNaN(each) && !isOnTick(each, rules.tickSize)) throw REFUSALS.filter('PRICE_FILTER');
  }
  if (!byQuote && !onStep(quantity, rules.stepSize)) throw REFUSALS.filter('LOT_SIZE');
  const reference = limit ? price : isConditional(type) ? stopPrice : cursor.price;
  if ((byQuote ? quoteQuantity : quantity * reference) < rules.minNotional) throw REFUSALS.filter('NOTIONAL');
  return {
    orderId,
    clientOrderId: params.newClientOrderId ?? `replay${orderId}`,
    symbol: cursor.tape.symbol,
    side,
    type,
    timeInForce,
    price,
    stopPrice,
    quantity,
    quoteQuantity,
    executed: 0,
    quote: 0,
    status: 'NEW',
    isTriggered: false,
    isResting: false,
    reduceOnly: false,
    closePosition: false,
    positionSide: 'BOTH',
    time: now,
    updateTime: now,
    trades: [],
  };
}

const notServed = (name: string): VenueRefusal =>
  new VenueRefusal(-1106, `Parameter '${name}' sent when not required.`);
