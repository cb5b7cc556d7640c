import { decimalText, fixedText } from '../decimal-text.js';
import type { VenueOrder, VenueTrade } from '../orders/order.js';
import type { SymbolCursor } from '../tape.js';
import type { SpotMarket } from './spot-market.js';

/** Price or quantity that an order does not have is 0 in Binance's documents. */
const orZero = (value: number): string => fixedText(Number.isNaN(value) ? 0 : value);

const common = (order: VenueOrder) => ({
  symbol: order.symbol,
  orderId: order.orderId,
  orderListId: -1,
  clientOrderId: order.clientOrderId,
});

const state = (order: VenueOrder) => ({
  price: orZero(order.price),
  origQty: orZero(order.quantity),
  executedQty: fixedText(order.executed),
  origQuoteOrderQty: orZero(order.quoteQuantity),
  cummulativeQuoteQty: fixedText(order.quote),
  status: order.status,
  timeInForce: order.timeInForce,
  type: order.type,
  side: order.side,
  ...(Number.isNaN(order.stopPrice) ? {} : { stopPrice: fixedText(order.stopPrice) }),
  workingTime: order.time,
  selfTradePreventionMode: 'EXPIRE_MAKER',
});

/** The answer to a new order, as short or long as `newOrderRespType` asks. */
export function placedOrder(order: VenueOrder, wanted: string | undefined): object {
  const isImmediate = order.type === 'MARKET' || order.type === 'LIMIT';
  const kind = wanted ?? (isImmediate ? 'FULL' : 'ACK');
  const head = { ...common(order), transactTime: order.updateTime };
  if (kind === 'ACK') return head;
  if (kind === 'RESULT') return { ...head, ...state(order) };
  return {
    ...head,
    ...state(order),
    fills: order.trades.map((trade) => ({
      price: decimalText(trade.price),
      qty: fixedText(trade.quantity),
      commission: fixedText(trade.commission),
      commissionAsset: trade.commissionAsset,
      tradeId: trade.id,
    })),
  };
}

export const canceledOrder = (order: VenueOrder, cancelId: string): object => ({
  ...common(order),
  clientOrderId: cancelId,
  origClientOrderId: order.clientOrderId,
  transactTime: order.updateTime,
  ...state(order),
});

export const queriedOrder = (order: VenueOrder): object => ({
  ...common(order),
  ...state(order),
  icebergQty: fixedText(0),
  time: order.time,
  updateTime: order.updateTime,
  isWorking: order.isTriggered || Number.isNaN(order.stopPrice),
});

export const tradeDocument = (trade: VenueTrade): object => ({
  symbol: trade.symbol,
  id: trade.id,
  orderId: trade.orderId,
  orderListId: -1,
  price: decimalText(trade.price),
  qty: fixedText(trade.quantity),
  quoteQty: fixedText(trade.quote),
  commission: fixedText(trade.commission),
  commissionAsset: trade.commissionAsset,
  time: trade.time,
  isBuyer: trade.side === 'BUY',
  isMaker: trade.isMaker,
  isBestMatch: true,
});

export const balanceRows = (spot: SpotMarket): object[] =>
  [...spot.balances.keys()].map((asset) => ({
    asset,
    free: fixedText(spot.free(asset)),
    locked: fixedText(spot.locked(asset)),
  }));

/** An entry of `symbols` in `exchangeInfo`. */
export function spotSymbol(cursor: SymbolCursor, now: number): object {
  const { tickSize, stepSize, minNotional } = cursor.rules('spot', now);
  const { symbol, asset, quote } = cursor.tape;
  return {
    symbol,
    status: 'TRADING',
    baseAsset: asset,
    baseAssetPrecision: 8,
    quoteAsset: quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    baseCommissionPrecision: 8,
    quoteCommissionPrecision: 8,
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT', 'TAKE_PROFIT_LIMIT'],
    icebergAllowed: false,
    ocoAllowed: false,
    otoAllowed: false,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: false,
    cancelReplaceAllowed: false,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: false,
    filters: [
      {
        filterType: 'PRICE_FILTER',
        minPrice: decimalText(tickSize),
        maxPrice: '10000000.00000000',
        tickSize: decimalText(tickSize),
      },
      {
        filterType: 'LOT_SIZE',
        minQty: decimalText(stepSize),
        maxQty: '9000000.00000000',
        stepSize: decimalText(stepSize),
      },
      {
        filterType: 'NOTIONAL',
        minNotional: decimalText(minNotional),
        applyMinToMarket: true,
        maxNotional: '9000000.00000000',
        applyMaxToMarket: false,
        avgPriceMins: 0,
      },
    ],
    permissions: [],
    permissionSets: [['SPOT']],
    defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
    allowedSelfTradePreventionModes: ['EXPIRE_MAKER'],
  };
}
