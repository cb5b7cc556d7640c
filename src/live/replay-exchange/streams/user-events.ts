import { decimalText, fixedText, toUnits } from '../decimal-text.js';
import type { ReplayExchange } from '../exchange.js';
import type { AlgoOrder } from '../futures/algo-order.js';
import type { UserEvent } from '../venue.js';

type OrderEvent = Extract<UserEvent, { kind: 'order' }>;

const orZero = (value: number): string => fixedText(Number.isNaN(value) ? 0 : value);

/** What a user stream sends for an event. */
export function userEvent(exchange: ReplayExchange, event: UserEvent): object {
  const now = exchange.now();
  if (event.kind === 'algo') return algoUpdate(event.algo, event.status, now);
  if (event.kind === 'order') return event.market === 'spot' ? executionReport(event, now) : orderUpdate(event, now);
  return event.market === 'spot'
    ? accountPosition(exchange, event.symbols, now)
    : accountUpdate(exchange, event.symbols, event.reason, now);
}

function executionReport({ order, execution, trade, status }: OrderEvent, now: number): object {
  return {
    e: 'executionReport',
    E: now,
    s: order.symbol,
    c: order.clientOrderId,
    S: order.side,
    o: order.type,
    f: order.timeInForce,
    q: orZero(order.quantity),
    p: orZero(order.price),
    P: orZero(order.stopPrice),
    F: fixedText(0),
    g: -1,
    C: '',
    x: execution,
    X: status,
    r: 'NONE',
    i: order.orderId,
    l: fixedText(trade?.quantity ?? 0),
    z: fixedText(order.executed),
    L: decimalText(trade?.price ?? 0),
    n: fixedText(trade?.commission ?? 0),
    N: trade?.commissionAsset ?? null,
    T: now,
    t: trade?.id ?? -1,
    w: status === 'NEW' || status === 'PARTIALLY_FILLED',
    m: trade?.isMaker ?? false,
    O: order.time,
    Z: fixedText(order.quote),
    Y: fixedText(trade?.quote ?? 0),
    Q: orZero(order.quoteQuantity),
    W: order.time,
    V: 'EXPIRE_MAKER',
  };
}

function accountPosition({ spot, cursor }: ReplayExchange, symbols: readonly string[], now: number): object {
  const assets = symbols.flatMap((symbol) => {
    const { asset, quote } = cursor(symbol).tape;
    return [asset, quote];
  });
  const balances = assets.map((asset) => ({
    a: asset,
    f: fixedText(spot.free(asset)),
    l: fixedText(spot.locked(asset)),
  }));
  return { e: 'outboundAccountPosition', E: now, u: now, B: balances };
}

function orderUpdate({ order, execution, trade, status }: OrderEvent, now: number): object {
  return {
    e: 'ORDER_TRADE_UPDATE',
    E: now,
    T: now,
    o: {
      s: order.symbol,
      c: order.clientOrderId,
      S: order.side,
      o: order.type,
      f: order.timeInForce,
      q: decimalText(order.quantity),
      p: orZero(order.price),
      ap: order.executed > 0 ? decimalText(toUnits(order.quote / order.executed)) : '0',
      sp: orZero(order.stopPrice),
      x: execution,
      X: status,
      i: order.orderId,
      l: decimalText(trade?.quantity ?? 0),
      z: decimalText(order.executed),
      L: decimalText(trade?.price ?? 0),
      ...(trade === null ? {} : { N: trade.commissionAsset, n: decimalText(trade.commission) }),
      T: now,
      t: trade?.id ?? 0,
      b: '0',
      a: '0',
      m: trade?.isMaker ?? false,
      R: order.reduceOnly,
      wt: 'CONTRACT_PRICE',
      ot: order.type,
      ps: order.positionSide,
      cp: order.closePosition,
      rp: decimalText(trade?.realizedPnl ?? 0),
      pP: false,
      V: 'EXPIRE_MAKER',
      pm: 'NONE',
      gtd: 0,
    },
  };
}

function algoUpdate(algo: AlgoOrder, status: string, now: number): object {
  return {
    e: 'ALGO_UPDATE',
    E: now,
    T: now,
    o: {
      caid: algo.clientAlgoId,
      aid: algo.algoId,
      at: 'CONDITIONAL',
      o: algo.type,
      s: algo.symbol,
      S: algo.side,
      ps: algo.positionSide,
      f: algo.timeInForce,
      q: orZero(algo.quantity),
      X: status,
      ai: algo.actualOrderId === null ? '' : String(algo.actualOrderId),
      ap: decimalText(algo.actualPrice),
      tp: orZero(algo.triggerPrice),
      p: orZero(algo.price),
      V: 'EXPIRE_MAKER',
      wt: algo.workingType,
      pm: 'NONE',
      cp: algo.closePosition,
      pP: false,
      R: algo.reduceOnly,
      tt: algo.triggerTime,
      gtd: 0,
    },
  };
}

function accountUpdate({ futures }: ReplayExchange, symbols: readonly string[], reason: string, now: number): object {
  const { account } = futures;
  const sides = account.isHedged ? (['LONG', 'SHORT'] as const) : (['BOTH'] as const);
  const assets = new Set(symbols.map(account.quoteOf));
  return {
    e: 'ACCOUNT_UPDATE',
    E: now,
    T: now,
    a: {
      m: reason,
      B: [...assets].map((asset) => ({
        a: asset,
        wb: fixedText(account.wallets.get(asset) ?? 0),
        cw: fixedText(account.crossWallet(asset)),
        bc: '0',
      })),
      P: symbols.flatMap((symbol) =>
        sides.map((side) => {
          const position = account.position(symbol, side);
          const { isIsolated } = account.margin(symbol);
          return {
            s: symbol,
            pa: decimalText(position.amount),
            ep: decimalText(toUnits(position.entry)),
            bep: decimalText(toUnits(position.entry)),
            cr: '0',
            up: fixedText(account.unrealized(position)),
            mt: isIsolated ? 'isolated' : 'cross',
            iw: fixedText(position.isolatedWallet),
            ps: side,
          };
        }),
      ),
    },
  };
}
