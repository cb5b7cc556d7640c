import type { ReplayExchange } from '../exchange.js';
import { bookTicker, dayTicker, depth, klines, perSymbol, priceTicker } from '../market-data.js';
import { required, type Params } from '../params.js';
import { REFUSALS, VenueRefusal } from '../refusal.js';
import { keyed, open, signedRequest, trade, type Endpoint, type Endpoints } from '../routes.js';
import { balanceRows, canceledOrder, placedOrder, queriedOrder, spotSymbol, tradeDocument } from './documents.js';

/** The key of user streams: there is one account. */
export const SPOT_LISTEN_KEY = 'replay-spot-listen-key';

/** Endpoints of the spot market. */
export function spotRoutes(exchange: ReplayExchange): Endpoints {
  const { spot } = exchange;
  const symbolOf = (params: Params): string => exchange.cursor(required(params, 'symbol')).tape.symbol;
  const find = (params: Params, absent: () => Error) => spot.orders.named(params, symbolOf(params), absent);
  const place = (params: Params) => placedOrder(spot.place(params), params.newOrderRespType);
  const cancel = (params: Params): object => {
    const order = find(params, REFUSALS.unknownOrder);
    spot.cancel(order);
    return canceledOrder(order, params.newClientOrderId ?? `cancel${exchange.nextId()}`);
  };
  const cancelAll = (params: Params): object[] => {
    const open = spot.orders.open(symbolOf(params));
    if (open.length === 0) throw REFUSALS.unknownOrder();
    for (const order of open) spot.cancel(order);
    return open.map((order) => canceledOrder(order, `cancel${exchange.nextId()}`));
  };
  const listenKey = keyed(() => ({ listenKey: SPOT_LISTEN_KEY }));
  const routes: Readonly<Record<string, Endpoint>> = {
    'GET /api/v3/ping': open(1, () => ({})),
    'GET /api/v3/time': open(1, () => ({ serverTime: exchange.now() })),
    'GET /api/v3/exchangeInfo': open(20, (params) => ({
      timezone: 'UTC',
      serverTime: exchange.now(),
      rateLimits: [
        { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000 },
        { rateLimitType: 'ORDERS', interval: 'SECOND', intervalNum: 10, limit: 100 },
        { rateLimitType: 'RAW_REQUESTS', interval: 'MINUTE', intervalNum: 5, limit: 61000 },
      ],
      exchangeFilters: [],
      symbols: [perSymbol(exchange, params, (cursor) => spotSymbol(cursor, exchange.now()))].flat(),
    })),
    'GET /api/v3/klines': open(2, (params) => klines(exchange, params, 1000)),
    'GET /api/v3/ticker/price': open(4, (params) => perSymbol(exchange, params, priceTicker(exchange, 'spot'))),
    'GET /api/v3/ticker/bookTicker': open(4, (params) => perSymbol(exchange, params, bookTicker(exchange, 'spot'))),
    'GET /api/v3/ticker/24hr': open(80, (params) => perSymbol(exchange, params, dayTicker(exchange, 'spot'))),
    'GET /api/v3/depth': open(5, (params) => depth(exchange, params, 'spot')),
    'POST /api/v3/order': trade(place),
    'POST /api/v3/order/test': trade(() => ({})),
    'DELETE /api/v3/order': trade(cancel),
    'GET /api/v3/order': signedRequest(4, (params) => queriedOrder(find(params, REFUSALS.noSuchOrder))),
    'GET /api/v3/openOrders': signedRequest(80, (params) =>
      spot.orders.open(params.symbol === undefined ? undefined : symbolOf(params)).map(queriedOrder),
    ),
    'DELETE /api/v3/openOrders': trade(cancelAll),
    'GET /api/v3/allOrders': signedRequest(20, (params) =>
      spot.orders.page(params, symbolOf(params)).map(queriedOrder),
    ),
    'GET /api/v3/myTrades': signedRequest(20, (params) =>
      spot.orders.tradePage(params, symbolOf(params)).map(tradeDocument),
    ),
    'GET /api/v3/account': signedRequest(20, (_, { canTrade, canWithdraw }) => ({
      makerCommission: exchange.fees.spot.maker * 10_000,
      takerCommission: exchange.fees.spot.taker * 10_000,
      canTrade,
      canWithdraw,
      canDeposit: false,
      accountType: 'SPOT',
      updateTime: exchange.now(),
      balances: balanceRows(spot),
      permissions: ['SPOT'],
      uid: 1,
    })),
    'POST /api/v3/userDataStream': listenKey,
    'PUT /api/v3/userDataStream': keyed((params) => kept(params)),
    'DELETE /api/v3/userDataStream': keyed((params) => kept(params)),
    'GET /sapi/v1/system/status': open(1, () => ({ status: 0, msg: 'normal' })),
    'GET /sapi/v1/account/apiRestrictions': signedRequest(1, (_, { canTrade, canWithdraw }) => ({
      ipRestrict: false,
      createTime: 0,
      enableReading: true,
      enableSpotAndMarginTrading: canTrade,
      enableFutures: canTrade,
      enableMargin: false,
      enableWithdrawals: canWithdraw,
      enableInternalTransfer: false,
      permitsUniversalTransfer: false,
      enableVanillaOptions: false,
      enablePortfolioMarginTrading: false,
    })),
    'GET /sapi/v1/asset/tradeFee': signedRequest(1, (params) =>
      [
        perSymbol(exchange, params, ({ tape }) => ({
          symbol: tape.symbol,
          makerCommission: String(exchange.fees.spot.maker),
          takerCommission: String(exchange.fees.spot.taker),
        })),
      ].flat(),
    ),
    'GET /sapi/v1/capital/config/getall': signedRequest(10, () =>
      [...spot.balances.keys()].map((coin) => ({
        coin,
        name: coin,
        free: '0',
        locked: '0',
        trading: true,
        depositAllEnable: false,
        withdrawAllEnable: false,
        isLegalMoney: false,
        networkList: [],
      })),
    ),
    'GET /sapi/v1/margin/allPairs': keyed(() => []),
    'GET /sapi/v1/margin/isolated/allPairs': keyed(() => []),
    'GET /sapi/v1/margin/allAssets': keyed(() => []),
  };
  return new Map(Object.entries(routes));
}

function kept(params: Params): object {
  if (required(params, 'listenKey') !== SPOT_LISTEN_KEY)
    throw new VenueRefusal(-1125, 'This listenKey does not exist.');
  return {};
}
