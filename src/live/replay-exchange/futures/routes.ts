import type { ReplayExchange } from '../exchange.js';
import { decimalText, fixedText } from '../decimal-text.js';
import { bookTicker, dayTicker, depth, klines, perSymbol, priceTicker } from '../market-data.js';
import { withinTimes } from '../orders/order-list.js';
import { oneOf, required, wholeOr, type Params } from '../params.js';
import { REFUSALS, VenueRefusal } from '../refusal.js';
import { keyed, open, signedRequest, trade, type Endpoint, type Endpoints } from '../routes.js';
import type { SymbolCursor } from '../tape.js';
import {
  accountDocument,
  algoDocument,
  futuresSymbol,
  incomeDocument,
  orderDocument,
  placedDocument,
  positionRisk,
  userTrade,
} from './documents.js';

export const FUTURES_LISTEN_KEY = 'replay-usdm-listen-key';

/** Most that leverage can be set to. */
const MAX_LEVERAGE = 125;
const DONE = { code: 200, msg: 'success' };

/** Endpoints of the USD-M futures market. */
export function futuresRoutes(exchange: ReplayExchange): Endpoints {
  return new Map(
    Object.entries({
      ...marketRoutes(exchange),
      ...orderRoutes(exchange),
      ...algoRoutes(exchange),
      ...accountRoutes(exchange),
    }),
  );
}

type RouteTable = Readonly<Record<string, Endpoint>>;

function marketRoutes(exchange: ReplayExchange): RouteTable {
  const each = (weight: number, one: (cursor: SymbolCursor) => object) =>
    open(weight, (params) => perSymbol(exchange, params, one));
  return {
    'GET /fapi/v1/ping': open(1, () => ({})),
    'GET /fapi/v1/time': open(1, () => ({ serverTime: exchange.now() })),
    'GET /fapi/v1/exchangeInfo': open(1, () => ({
      timezone: 'UTC',
      serverTime: exchange.now(),
      futuresType: 'U_MARGINED',
      rateLimits: [{ rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 2400 }],
      exchangeFilters: [],
      assets: [...exchange.futures.account.wallets.keys()].map((asset) => ({ asset, marginAvailable: true })),
      symbols: exchange.cursors.map((cursor) => futuresSymbol(cursor, exchange.now())),
    })),
    'GET /fapi/v1/klines': open(5, (params) => klines(exchange, params, 1500)),
    'GET /fapi/v1/depth': open(5, (params) => depth(exchange, params, 'usdm')),
    'GET /fapi/v1/ticker/price': each(2, priceTicker(exchange, 'usdm')),
    'GET /fapi/v2/ticker/price': each(2, priceTicker(exchange, 'usdm')),
    'GET /fapi/v1/ticker/bookTicker': each(5, bookTicker(exchange, 'usdm')),
    'GET /fapi/v1/ticker/24hr': each(40, dayTicker(exchange, 'usdm')),
    'GET /fapi/v1/premiumIndex': each(10, (cursor) => premiumIndex(cursor, exchange.now())),
    'GET /fapi/v1/fundingRate': open(1, (params) => {
      const named = params.symbol === undefined ? exchange.cursors : [exchange.cursor(params.symbol)];
      return withinTimes(named.flatMap(settled), { limit: '100', ...params }, false).map(
        ({ time, rate, mark, symbol }) => ({
          symbol,
          fundingTime: time,
          fundingRate: fixedText(rate),
          markPrice: Number.isNaN(mark) ? '' : decimalText(mark),
          rateType: 'Regular',
        }),
      );
    }),
    'GET /fapi/v1/fundingInfo': open(0, () => []),
  };
}

function premiumIndex({ tape, markPrice, fundingRow }: SymbolCursor, now: number): object {
  return {
    symbol: tape.symbol,
    markPrice: decimalText(markPrice),
    indexPrice: decimalText(markPrice),
    estimatedSettlePrice: decimalText(markPrice),
    lastFundingRate: fixedText(tape.funding?.rate[fundingRow - 1] ?? 0),
    interestRate: fixedText(0),
    nextFundingTime: tape.funding?.time[fundingRow] ?? 0,
    time: now,
  };
}

/** What has been settled of a symbol's funding. */
const settled = ({ tape, fundingRow }: SymbolCursor) =>
  Array.from(tape.funding?.time.subarray(0, fundingRow) ?? [], (time, row) => ({
    symbol: tape.symbol,
    time,
    rate: tape.funding!.rate[row]!,
    mark: tape.funding!.mark[row]!,
  }));

function orderRoutes(exchange: ReplayExchange): RouteTable {
  const { futures } = exchange;
  const symbolOf = (params: Params): string => exchange.cursor(required(params, 'symbol')).tape.symbol;
  const find = (params: Params, absent: () => Error) => futures.orders.named(params, symbolOf(params), absent);
  const openOrder = (params: Params): object => {
    const order = find(params, REFUSALS.noSuchOrder);
    if (!futures.orders.open().includes(order)) throw REFUSALS.noSuchOrder();
    return orderDocument(order);
  };
  return {
    'POST /fapi/v1/order': trade((params) => placedDocument(futures.place(params), params.newOrderRespType)),
    'POST /fapi/v1/order/test': trade(() => ({})),
    'GET /fapi/v1/order': signedRequest(1, (params) => orderDocument(find(params, REFUSALS.noSuchOrder))),
    'DELETE /fapi/v1/order': trade((params) => {
      const order = find(params, REFUSALS.unknownOrder);
      futures.cancel(order);
      return orderDocument(order);
    }),
    'GET /fapi/v1/openOrder': signedRequest(1, openOrder),
    'GET /fapi/v1/openOrders': signedRequest(40, (params) =>
      futures.orders.open(params.symbol === undefined ? undefined : symbolOf(params)).map(orderDocument),
    ),
    'DELETE /fapi/v1/allOpenOrders': trade((params) => {
      for (const order of futures.orders.open(symbolOf(params))) futures.cancel(order);
      return { code: 200, msg: 'The operation of cancel all open order is done.' };
    }),
    'GET /fapi/v1/allOrders': signedRequest(5, (params) =>
      futures.orders.page(params, symbolOf(params)).map(orderDocument),
    ),
    'GET /fapi/v1/userTrades': signedRequest(5, (params) =>
      futures.orders.tradePage(params, params.symbol).map(userTrade),
    ),
  };
}

function algoRoutes({ algos }: ReplayExchange): RouteTable {
  return {
    'POST /fapi/v1/algoOrder': trade((params) => algoDocument(algos.place(params))),
    'GET /fapi/v1/algoOrder': signedRequest(1, (params) => algoDocument(algos.named(params, REFUSALS.noSuchOrder))),
    'DELETE /fapi/v1/algoOrder': trade((params) => {
      const algo = algos.named(params, REFUSALS.unknownOrder);
      algos.cancel(algo);
      return { algoId: algo.algoId, clientAlgoId: algo.clientAlgoId, code: '200', msg: 'success' };
    }),
    'GET /fapi/v1/openAlgoOrders': signedRequest(40, (params) => algos.open(params.symbol).map(algoDocument)),
    'GET /fapi/v1/allAlgoOrders': signedRequest(5, (params) => algos.page(params).map(algoDocument)),
    'DELETE /fapi/v1/algoOpenOrders': trade((params) => {
      for (const algo of algos.open(required(params, 'symbol'))) algos.cancel(algo);
      return { code: 200, msg: 'The operation of cancel all open order is done.' };
    }),
  };
}

function accountRoutes(exchange: ReplayExchange): RouteTable {
  const { futures, cursors } = exchange;
  const { account } = futures;
  const risk = (isOld: boolean) =>
    signedRequest(5, (params) =>
      cursors
        .filter(({ tape }) => params.symbol === undefined || tape.symbol === params.symbol)
        .flatMap((cursor) => {
          const sides = account.isHedged ? (['LONG', 'SHORT'] as const) : (['BOTH'] as const);
          return sides
            .map((side) => account.position(cursor.tape.symbol, side))
            .filter(({ amount }) => isOld || amount !== 0)
            .map((position) => positionRisk(account, cursor, position, isOld));
        }),
    );
  const balances = signedRequest(5, () =>
    [...account.wallets].map(([asset, wallet]) => ({
      accountAlias: 'replay',
      asset,
      balance: fixedText(wallet),
      crossWalletBalance: fixedText(account.crossWallet(asset)),
      crossUnPnl: '0',
      availableBalance: fixedText(futures.available(asset)),
      maxWithdrawAmount: fixedText(futures.available(asset)),
      marginAvailable: true,
      updateTime: exchange.now(),
    })),
  );
  const whole = signedRequest(5, (_, rights) => accountDocument(futures, exchange.now(), rights));
  return {
    'GET /fapi/v2/account': whole,
    'GET /fapi/v3/account': whole,
    'GET /fapi/v2/balance': balances,
    'GET /fapi/v3/balance': balances,
    'GET /fapi/v2/positionRisk': risk(true),
    'GET /fapi/v3/positionRisk': risk(false),
    'GET /fapi/v1/accountConfig': signedRequest(5, (_, { canTrade, canWithdraw }) => ({
      feeTier: 0,
      canTrade,
      canDeposit: false,
      canWithdraw,
      dualSidePosition: account.isHedged,
      multiAssetsMargin: false,
    })),
    'GET /fapi/v1/symbolConfig': signedRequest(5, (params) =>
      [
        perSymbol(exchange, params, ({ tape }) => ({
          symbol: tape.symbol,
          marginType: account.margin(tape.symbol).isIsolated ? 'ISOLATED' : 'CROSSED',
          isAutoAddMargin: 'false',
          leverage: account.margin(tape.symbol).leverage,
          maxNotionalValue: '100000000',
        })),
      ].flat(),
    ),
    'GET /fapi/v1/commissionRate': signedRequest(20, (params) => ({
      symbol: required(params, 'symbol'),
      makerCommissionRate: String(exchange.fees.usdm.maker),
      takerCommissionRate: String(exchange.fees.usdm.taker),
    })),
    'GET /fapi/v1/multiAssetsMargin': signedRequest(30, () => ({ multiAssetsMargin: false })),
    'GET /fapi/v1/positionSide/dual': signedRequest(30, () => ({ dualSidePosition: account.isHedged })),
    'POST /fapi/v1/positionSide/dual': trade((params) => setPositionMode(exchange, params)),
    'POST /fapi/v1/leverage': trade((params) => {
      const { tape } = exchange.cursor(required(params, 'symbol'));
      const leverage = wholeOr(params, 'leverage', 0);
      if (!(leverage >= 1 && leverage <= MAX_LEVERAGE))
        throw new VenueRefusal(-4028, `Leverage ${leverage} is not valid`);
      account.margin(tape.symbol).leverage = leverage;
      return { leverage, maxNotionalValue: '100000000', symbol: tape.symbol };
    }),
    'POST /fapi/v1/marginType': trade((params) => {
      const { tape } = exchange.cursor(required(params, 'symbol'));
      const type = oneOf(required(params, 'marginType'), ['ISOLATED', 'CROSSED'], () => REFUSALS.illegal('marginType'));
      const margin = account.margin(tape.symbol);
      if (margin.isIsolated === (type === 'ISOLATED')) throw new VenueRefusal(-4046, 'No need to change margin type.');
      if (account.positions(tape.symbol).length > 0)
        throw new VenueRefusal(-4048, 'Margin type cannot be changed if there exists position.');
      margin.isIsolated = type === 'ISOLATED';
      return DONE;
    }),
    'GET /fapi/v1/income': signedRequest(30, (params) => {
      const rows = account.income.filter(
        ({ symbol, type }) => (params.symbol ?? symbol) === symbol && (params.incomeType ?? type) === type,
      );
      return withinTimes(rows, { limit: '100', ...params }, false).map(incomeDocument);
    }),
    'GET /fapi/v1/leverageBracket': signedRequest(1, (params) =>
      [
        perSymbol(exchange, params, ({ tape }) => ({
          symbol: tape.symbol,
          notionalCoef: 1,
          brackets: brackets(account.table(tape.symbol).tiers),
        })),
      ].flat(),
    ),
    'POST /fapi/v1/listenKey': keyed(() => ({ listenKey: FUTURES_LISTEN_KEY })),
    'PUT /fapi/v1/listenKey': keyed(() => ({ listenKey: FUTURES_LISTEN_KEY })),
    'DELETE /fapi/v1/listenKey': keyed(() => ({})),
  };
}

function setPositionMode({ futures, algos }: ReplayExchange, params: Params): object {
  const wanted = required(params, 'dualSidePosition').toLowerCase() === 'true';
  const { account } = futures;
  if (wanted === account.isHedged) throw new VenueRefusal(-4059, 'No need to change position side.');
  if (account.positions().length > 0)
    throw new VenueRefusal(-4068, 'Position side cannot be changed if there exists position.');
  if (futures.orders.open().length + algos.open().length > 0)
    throw new VenueRefusal(-4067, 'Position side cannot be changed if there exists open orders.');
  account.isHedged = wanted;
  return DONE;
}

function brackets(tiers: readonly { readonly floor: number; readonly rate: number }[]): object[] {
  let cum = 0;
  return tiers.map(({ floor, rate }, k) => {
    if (k > 0) cum += floor * (rate - tiers[k - 1]!.rate);
    return {
      bracket: k + 1,
      initialLeverage: Math.max(1, Math.min(MAX_LEVERAGE, Math.floor(1 / (2 * rate)))),
      notionalCap: tiers[k + 1]?.floor ?? 1_000_000_000,
      notionalFloor: floor,
      maintMarginRatio: rate,
      cum,
    };
  });
}
