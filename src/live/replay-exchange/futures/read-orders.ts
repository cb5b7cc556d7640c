import { isOnTick } from '../../../engine/exchange-rules/filters.js';
import { onStep, type PositionSide, type OrderSide, type VenueOrder } from '../orders/order.js';
import { isTrue, oneOf, optionalPositive, positive, required, type Params } from '../params.js';
import { REFUSALS, VenueRefusal } from '../refusal.js';
import type { SymbolCursor } from '../tape.js';
import { ALGO_TYPES, type AlgoOrder } from './algo-order.js';

const TIMES_IN_FORCE = ['GTC', 'IOC', 'FOK', 'GTX'] as const;

/**
 * The order that the parameters of `POST /fapi/v1/order` describe, checked against the rules of its symbol.
 * @throws VenueRefusal −1102, −1111, −1116, −1117, −4014, −4061, −4120 (a conditional order) or −4164
 */
export function readFuturesOrder(
  params: Params,
  cursor: SymbolCursor,
  orderId: number,
  now: number,
  isHedged: boolean,
): VenueOrder {
  const side = oneOf(required(params, 'side'), ['BUY', 'SELL'], REFUSALS.side);
  const typeText = required(params, 'type');
  if (ALGO_TYPES.some((each) => each === typeText)) {
    throw new VenueRefusal(
      -4120,
      'Order type not supported for this endpoint. Please use the Algo Order API endpoints instead.',
    );
  }
  const type = oneOf(typeText, ['LIMIT', 'MARKET'], REFUSALS.orderType);
  const price = type === 'LIMIT' ? positive(params, 'price') : NaN;
  const quantity = positive(params, 'quantity');
  assertOnGrid(cursor, now, [price], quantity);
  const reduceOnly = isTrue(params, 'reduceOnly');
  const { minNotional } = cursor.rules('usdm', now);
  if (!reduceOnly && quantity * (type === 'LIMIT' ? price : cursor.price) < minNotional) {
    throw new VenueRefusal(
      -4164,
      `Order's notional must be no smaller than ${minNotional} (unless you choose reduce only).`,
    );
  }
  return {
    orderId,
    clientOrderId: params.newClientOrderId ?? `replay${orderId}`,
    symbol: cursor.tape.symbol,
    side,
    type,
    timeInForce: type === 'LIMIT' ? timeInForceOf(required(params, 'timeInForce')) : 'GTC',
    price,
    stopPrice: NaN,
    quantity,
    quoteQuantity: NaN,
    executed: 0,
    quote: 0,
    status: 'NEW',
    isTriggered: false,
    isResting: false,
    reduceOnly,
    closePosition: false,
    positionSide: positionSideOf(params, isHedged, reduceOnly),
    time: now,
    updateTime: now,
    trades: [],
  };
}

/**
 * The conditional order that the parameters of `POST /fapi/v1/algoOrder` describe.
 * @throws VenueRefusal as above, and −2007 for a callback rate outside 0.1 … 10 per cent
 */
export function readAlgoOrder(
  params: Params,
  cursor: SymbolCursor,
  algoId: number,
  now: number,
  isHedged: boolean,
): AlgoOrder {
  oneOf(required(params, 'algoType'), ['CONDITIONAL'], () => REFUSALS.illegal('algoType'));
  const side: OrderSide = oneOf(required(params, 'side'), ['BUY', 'SELL'], REFUSALS.side);
  const type = oneOf(required(params, 'type'), ALGO_TYPES, REFUSALS.orderType);
  const trails = type === 'TRAILING_STOP_MARKET';
  const closePosition = isTrue(params, 'closePosition');
  const reduceOnly = isTrue(params, 'reduceOnly');
  if (closePosition && (params.quantity !== undefined || reduceOnly || !type.endsWith('MARKET') || trails))
    throw new VenueRefusal(-4136, 'Target strategy invalid for orderType ' + type + ',closePosition true.');
  const quantity = closePosition ? NaN : positive(params, 'quantity');
  const price = type === 'STOP' || type === 'TAKE_PROFIT' ? positive(params, 'price') : NaN;
  const triggerPrice = trails ? NaN : positive(params, 'triggerPrice');
  const activatePrice = trails
    ? optionalPositive({ ...params, activatePrice: activation(params) }, 'activatePrice')
    : NaN;
  const callbackRate = trails ? positive(params, 'callbackRate') : NaN;
  if (trails && !(callbackRate >= 0.1 && callbackRate <= 10)) throw new VenueRefusal(-2007, 'Invalid callback rate.');
  assertOnGrid(cursor, now, [price, triggerPrice, activatePrice], quantity);
  return {
    algoId,
    clientAlgoId: params.clientAlgoId ?? `replay${algoId}`,
    symbol: cursor.tape.symbol,
    side,
    positionSide: positionSideOf(params, isHedged, reduceOnly),
    type,
    timeInForce: timeInForceOf(params.timeInForce ?? 'GTC'),
    quantity,
    price,
    triggerPrice,
    workingType: params.workingType ?? 'CONTRACT_PRICE',
    reduceOnly,
    closePosition,
    activatePrice,
    callbackRate,
    extreme: trails && Number.isNaN(activatePrice) ? cursor.price : NaN,
    status: 'NEW',
    actualOrderId: null,
    actualPrice: 0,
    triggerTime: 0,
    time: now,
    updateTime: now,
  };
}

/** The documents call it `activatePrice`, older clients `activationPrice`. */
const activation = (params: Params): string => params.activatePrice ?? params.activationPrice ?? '';

const timeInForceOf = (text: string): string =>
  oneOf(text, TIMES_IN_FORCE, () => new VenueRefusal(-1115, 'Invalid timeInForce.'));

function assertOnGrid(cursor: SymbolCursor, now: number, prices: readonly number[], quantity: number): void {
  const { tickSize, stepSize } = cursor.rules('usdm', now);
  if (prices.some((price) => !Number.isNaN(price) && !isOnTick(price, tickSize)))
    throw new VenueRefusal(-4014, 'Price not increased by tick size.');
  if (!Number.isNaN(quantity) && !onStep(quantity, stepSize))
    throw new VenueRefusal(-1111, 'Precision is over the maximum defined for this asset.');
}

function positionSideOf(params: Params, isHedged: boolean, reduceOnly: boolean): PositionSide {
  const side = oneOf(params.positionSide ?? 'BOTH', ['BOTH', 'LONG', 'SHORT'], () => REFUSALS.illegal('positionSide'));
  if (isHedged !== (side !== 'BOTH'))
    throw new VenueRefusal(-4061, "Order's position side does not match user's setting.");
  if (isHedged && reduceOnly) throw new VenueRefusal(-1106, "Parameter 'reduceOnly' sent when not required.");
  return side;
}
