import { toUnits, decimalText, fixedText } from '../decimal-text.js';
import type { VenueOrder, VenueTrade } from '../orders/order.js';
import type { KeyRights } from '../routes.js';
import type { SymbolCursor } from '../tape.js';
import type { AlgoOrder } from './algo-order.js';
import type { FuturesAccount, Income, Position } from './futures-account.js';
import type { FuturesMarket } from './futures-market.js';

const orZero = (value: number): string => decimalText(Number.isNaN(value) ? 0 : value);

/** What `POST`, `GET` and `DELETE /fapi/v1/order` answer. */
export const orderDocument = (order: VenueOrder): Readonly<Record<string, unknown>> => ({
  orderId: order.orderId,
  symbol: order.symbol,
  status: order.status,
  clientOrderId: order.clientOrderId,
  price: orZero(order.price),
  avgPrice: order.executed > 0 ? decimalText(toUnits(order.quote / order.executed)) : '0.00',
  origQty: decimalText(order.quantity),
  executedQty: decimalText(order.executed),
  cumQty: decimalText(order.executed),
  cumQuote: decimalText(order.quote),
  timeInForce: order.timeInForce,
  type: order.type,
  reduceOnly: order.reduceOnly,
  closePosition: order.closePosition,
  side: order.side,
  positionSide: order.positionSide,
  stopPrice: orZero(order.stopPrice),
  workingType: 'CONTRACT_PRICE',
  priceProtect: false,
  origType: order.type,
  priceMatch: 'NONE',
  selfTradePreventionMode: 'EXPIRE_MAKER',
  goodTillDate: 0,
  time: order.time,
  updateTime: order.updateTime,
});

/** A new order is acknowledged as it came in, unless the result is asked for. */
export const placedDocument = (order: VenueOrder, wanted: string | undefined): object =>
  wanted === 'RESULT'
    ? orderDocument(order)
    : {
        ...orderDocument(order),
        status: 'NEW',
        avgPrice: '0.00',
        executedQty: '0',
        cumQty: '0',
        cumQuote: '0',
        updateTime: order.time,
      };

export const algoDocument = (algo: AlgoOrder): Readonly<Record<string, unknown>> => ({
  algoId: algo.algoId,
  clientAlgoId: algo.clientAlgoId,
  algoType: 'CONDITIONAL',
  orderType: algo.type,
  symbol: algo.symbol,
  side: algo.side,
  positionSide: algo.positionSide,
  timeInForce: algo.timeInForce,
  quantity: orZero(algo.quantity),
  algoStatus: algo.status,
  actualOrderId: algo.actualOrderId === null ? '' : String(algo.actualOrderId),
  actualPrice: decimalText(algo.actualPrice),
  triggerPrice: orZero(algo.triggerPrice),
  price: orZero(algo.price),
  icebergQuantity: null,
  tpTriggerPrice: '0',
  tpPrice: '0',
  slTriggerPrice: '0',
  slPrice: '0',
  selfTradePreventionMode: 'EXPIRE_MAKER',
  workingType: algo.workingType,
  priceMatch: 'NONE',
  closePosition: algo.closePosition,
  priceProtect: false,
  reduceOnly: algo.reduceOnly,
  ...(Number.isNaN(algo.callbackRate)
    ? {}
    : { activatePrice: orZero(algo.activatePrice), callbackRate: decimalText(algo.callbackRate) }),
  createTime: algo.time,
  updateTime: algo.updateTime,
  triggerTime: algo.triggerTime,
  goodTillDate: 0,
});

export const userTrade = (trade: VenueTrade): object => ({
  symbol: trade.symbol,
  id: trade.id,
  orderId: trade.orderId,
  side: trade.side,
  price: decimalText(trade.price),
  qty: decimalText(trade.quantity),
  realizedPnl: decimalText(trade.realizedPnl),
  quoteQty: decimalText(trade.quote),
  commission: decimalText(trade.commission),
  commissionAsset: trade.commissionAsset,
  time: trade.time,
  positionSide: trade.positionSide,
  buyer: trade.side === 'BUY',
  maker: trade.isMaker,
});

export const incomeDocument = (income: Income): object => ({
  symbol: income.symbol,
  incomeType: income.type,
  income: decimalText(income.amount),
  asset: income.asset,
  info: income.type,
  time: income.time,
  tranId: income.id,
  tradeId: income.tradeId === null ? '' : String(income.tradeId),
});

/** A row of `positionRisk`; versions 1 and 2 tell leverage and margin type as well. */
export function positionRisk(
  account: FuturesAccount,
  cursor: SymbolCursor,
  position: Position,
  isOld: boolean,
): object {
  const { isIsolated, leverage } = account.margin(position.symbol);
  const liquidation = position.amount === 0 ? 0 : account.liquidation(position);
  return {
    symbol: position.symbol,
    positionSide: position.side,
    positionAmt: decimalText(position.amount),
    entryPrice: decimalText(toUnits(position.entry)),
    breakEvenPrice: decimalText(toUnits(position.entry)),
    markPrice: decimalText(cursor.markPrice),
    unRealizedProfit: fixedText(account.unrealized(position)),
    liquidationPrice: Number.isFinite(liquidation) ? decimalText(toUnits(liquidation)) : '0',
    isolatedMargin: fixedText(isIsolated ? position.isolatedWallet + account.unrealized(position) : 0),
    notional: fixedText(account.notional(position)),
    marginAsset: cursor.tape.quote,
    isolatedWallet: fixedText(position.isolatedWallet),
    ...(isOld
      ? {
          leverage: String(leverage),
          marginType: isIsolated ? 'isolated' : 'cross',
          isAutoAddMargin: 'false',
          maxNotionalValue: '100000000',
        }
      : {
          initialMargin: fixedText(account.initialMargin(position)),
          maintMargin: fixedText(account.maintenance(position)),
          positionInitialMargin: fixedText(account.initialMargin(position)),
          openOrderInitialMargin: '0',
          adl: 0,
          bidNotional: '0',
          askNotional: '0',
        }),
    updateTime: position.updateTime,
  };
}

/** What `/fapi/v2/account` and `/fapi/v3/account` answer. */
export function accountDocument(market: FuturesMarket, now: number, { canTrade, canWithdraw }: KeyRights): object {
  const { account } = market;
  const positions = account.positions();
  const assets = [...account.wallets.keys()].map((asset) => {
    const own = positions.filter(({ symbol }) => account.quoteOf(symbol) === asset);
    const sum = (of: (position: Position) => number) => toUnits(own.reduce((total, each) => total + of(each), 0));
    const wallet = account.wallets.get(asset) ?? 0;
    const reserved = market.reserved(asset);
    return {
      asset,
      walletBalance: fixedText(wallet),
      unrealizedProfit: fixedText(sum(account.unrealized)),
      marginBalance: fixedText(wallet + sum(account.unrealized)),
      maintMargin: fixedText(sum((each) => account.maintenance(each))),
      initialMargin: fixedText(sum(account.initialMargin) + reserved),
      positionInitialMargin: fixedText(sum(account.initialMargin)),
      openOrderInitialMargin: fixedText(reserved),
      crossWalletBalance: fixedText(account.crossWallet(asset)),
      crossUnPnl: fixedText(sum((each) => (account.margin(each.symbol).isIsolated ? 0 : account.unrealized(each)))),
      availableBalance: fixedText(market.available(asset)),
      maxWithdrawAmount: fixedText(market.available(asset)),
      marginAvailable: true,
      updateTime: now,
    };
  });
  const [first] = assets;
  return {
    feeTier: 0,
    canTrade,
    canDeposit: false,
    canWithdraw,
    multiAssetsMargin: false,
    totalInitialMargin: first?.initialMargin,
    totalMaintMargin: first?.maintMargin,
    totalWalletBalance: first?.walletBalance,
    totalUnrealizedProfit: first?.unrealizedProfit,
    totalMarginBalance: first?.marginBalance,
    totalPositionInitialMargin: first?.positionInitialMargin,
    totalOpenOrderInitialMargin: first?.openOrderInitialMargin,
    totalCrossWalletBalance: first?.crossWalletBalance,
    totalCrossUnPnl: first?.crossUnPnl,
    availableBalance: first?.availableBalance,
    maxWithdrawAmount: first?.maxWithdrawAmount,
    assets,
    positions: positions.map((position) => ({
      symbol: position.symbol,
      positionSide: position.side,
      positionAmt: decimalText(position.amount),
      entryPrice: decimalText(toUnits(position.entry)),
      unrealizedProfit: fixedText(account.unrealized(position)),
      isolated: account.margin(position.symbol).isIsolated,
      leverage: String(account.margin(position.symbol).leverage),
      isolatedMargin: fixedText(position.isolatedWallet),
      isolatedWallet: fixedText(position.isolatedWallet),
      notional: fixedText(account.notional(position)),
      initialMargin: fixedText(account.initialMargin(position)),
      maintMargin: fixedText(account.maintenance(position)),
      updateTime: position.updateTime,
    })),
  };
}

/** An entry of `symbols` in the futures market's `exchangeInfo`. */
export function futuresSymbol(cursor: SymbolCursor, now: number): object {
  const { tickSize, stepSize, minNotional } = cursor.rules('usdm', now);
  const { symbol, asset, quote } = cursor.tape;
  const lot = { minQty: decimalText(stepSize), maxQty: '100000', stepSize: decimalText(stepSize) };
  return {
    symbol,
    pair: symbol,
    contractType: 'PERPETUAL',
    deliveryDate: 4133404800000,
    onboardDate: 1569398400000,
    status: 'TRADING',
    maintMarginPercent: '2.5000',
    requiredMarginPercent: '5.0000',
    baseAsset: asset,
    quoteAsset: quote,
    marginAsset: quote,
    pricePrecision: 8,
    quantityPrecision: 8,
    baseAssetPrecision: 8,
    quotePrecision: 8,
    underlyingType: 'COIN',
    orderTypes: ['LIMIT', 'MARKET', 'STOP', 'STOP_MARKET', 'TAKE_PROFIT', 'TAKE_PROFIT_MARKET', 'TRAILING_STOP_MARKET'],
    timeInForce: ['GTC', 'IOC', 'FOK', 'GTX'],
    filters: [
      {
        filterType: 'PRICE_FILTER',
        minPrice: decimalText(tickSize),
        maxPrice: '10000000',
        tickSize: decimalText(tickSize),
      },
      { filterType: 'LOT_SIZE', ...lot },
      { filterType: 'MARKET_LOT_SIZE', ...lot },
      { filterType: 'MIN_NOTIONAL', notional: decimalText(minNotional) },
    ],
  };
}
