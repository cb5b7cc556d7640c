import { z } from 'zod';
import type { CashFlow, OpenOrder, OrderRef, OrderState } from '../../../core/ports/broker.js';
import type { JsonValue } from '../../../core/json-value.js';
import type { MarketReads } from './market-reads.js';
import { askVenue, type VenueClient, type VenueMode } from './open-client.js';
import {
  amount,
  fillOf,
  openAlgoReply,
  openOrderReply,
  orderReply,
  read,
  readAlgo,
  stateOfOrder,
  usdmTradesReply,
} from './replies.js';
import { keyRights, lastPriceOf, timeOf } from './spot-reads.js';
import { VenueSilentError } from './venue-errors.js';

const config = z.object({ canTrade: z.boolean(), dualSidePosition: z.boolean() });
const symbolConfig = z.array(
  z.object({ symbol: z.string(), marginType: z.enum(['ISOLATED', 'CROSSED']), leverage: amount }),
);
const positionRisk = z.array(
  z.object({ symbol: z.string(), positionSide: z.enum(['BOTH', 'LONG', 'SHORT']), positionAmt: amount }),
);
const wallets = z.array(z.object({ asset: z.string(), balance: amount }));

const incomeReply = z.array(
  z.object({
    incomeType: z.string(),
    tranId: z.union([z.string().min(1), z.int()]).transform(String),
    symbol: z
      .string()
      .nullish()
      .transform((symbol) => symbol ?? ''),
    income: amount,
    asset: z.string().min(1),
    time: z.int().positive(),
  }),
);
const FLOW_KINDS: Readonly<Record<string, CashFlow['kind']>> = {
  FUNDING_FEE: 'funding',
  TRANSFER: 'transfer',
  INTERNAL_TRANSFER: 'transfer',
  CROSS_COLLATERAL_TRANSFER: 'transfer',
};

/** Ids that the exchange itself gives to orders by which it closes positions. */
const FORCED = /^(?:autoclose-|adl_autoclose|settlement_autoclose-)/;

/** USD-M futures, by `/fapi`; conditional orders by its Algo Order API. */
export function usdmReads(client: VenueClient, mode: VenueMode): MarketReads {
  const orders = async (symbol: string): Promise<OpenOrder[]> =>
    read(openOrderReply, await askVenue(client, 'fapiPrivateGetOpenOrders', { symbol }), 'the open orders').map(
      (order): OpenOrder => ({
        client_id: order.clientOrderId,
        symbol: order.symbol,
        conditional: false,
      }),
    );
  const algos = async (symbol: string): Promise<OpenOrder[]> =>
    read(
      openAlgoReply,
      await askVenue(client, 'fapiPrivateGetOpenAlgoOrders', { symbol }),
      'the open conditional orders',
    ).map((algo): OpenOrder => ({
      client_id: algo.clientAlgoId,
      symbol: algo.symbol,
      conditional: true,
    }));
  const fills = async (symbol: string, orderId: string) =>
    read(usdmTradesReply, await askVenue(client, 'fapiPrivateGetUserTrades', { symbol, orderId }), 'the fills').map(
      (trade) => fillOf(trade, trade.side === 'BUY' ? 'buy' : 'sell'),
    );
  return {
    serverTime: async () => timeOf(await askVenue(client, 'fapiPublicGetTime')),
    facts: async () => {
      const rights = await keyRights(client, mode);
      const { canTrade, dualSidePosition } = read(
        config,
        await askVenue(client, 'fapiPrivateGetAccountConfig'),
        'the account',
      );
      return {
        canTrade: canTrade && rights?.enableFutures !== false,
        canWithdraw: rights?.enableWithdrawals === true,
        hedged: dualSidePosition,
      };
    },
    symbolFacts: async (symbol) => {
      const rows = read(
        symbolConfig,
        await askVenue(client, 'fapiPrivateGetSymbolConfig', { symbol }),
        `the settings of ${symbol}`,
      );
      const row = rows.find((each) => each.symbol === symbol);
      if (row === undefined) throw new VenueSilentError(`The account does not tell how ${symbol} is set.`);
      return { leverage: row.leverage, isolated: row.marginType === 'ISOLATED' };
    },
    price: async (symbol) => lastPriceOf(await askVenue(client, 'fapiPublicGetTickerPrice', { symbol })),
    position: async (symbol) => {
      // Version 2 lists a symbol without a position, too, so that one that is missing was not told; version 3 leaves it out.
      const rows = read(
        positionRisk,
        await askVenue(client, 'fapiPrivateV2GetPositionRisk', { symbol }),
        'the position',
      );
      const own = rows.filter((row) => row.symbol === symbol);
      const one = own.find((row) => row.positionSide === 'BOTH');
      if (one === undefined || own.some((row) => row !== one && row.positionAmt !== 0))
        throw new VenueSilentError(`The account does not tell one position of ${symbol}.`);
      return one.positionAmt;
    },
    cash: async (quote) => {
      const row = read(wallets, await askVenue(client, 'fapiPrivateV2GetBalance'), 'the balance').find(
        (each) => each.asset === quote,
      );
      if (row === undefined) throw new VenueSilentError(`The account does not tell how much ${quote} it holds.`);
      return row.balance;
    },
    order: (ref) => (ref.kind === 'stop' ? stopState(client, ref) : orderState(client, ref)),
    openOrders: async (symbol) => [...(await orders(symbol)), ...(await algos(symbol))],
    fills,
    forcedFills: async (symbol, since) => {
      const all = read(
        z.array(orderReply),
        await askVenue(client, 'fapiPrivateGetAllOrders', { symbol, startTime: since }),
        'the orders',
      ).filter(({ clientOrderId }) => FORCED.test(clientOrderId));
      const found = [];
      for (const { orderId } of all) found.push(...(await fills(symbol, orderId)));
      return found;
    },
    cashFlows: (since) => incomeSince(client, since),
  };
}

/** Most rows that are told at once. */
const INCOME_ROWS = 1_000;

/** All income but what fills make. A page that is full is followed by the next, from the time of its last row. */
async function incomeSince(client: VenueClient, since: number): Promise<CashFlow[]> {
  const flows = new Map<string, CashFlow>();
  for (let startTime = Math.max(0, since); ;) {
    const reply = await askVenue(client, 'fapiPrivateGetIncome', { startTime, limit: INCOME_ROWS });
    const rows = read(incomeReply, reply, 'the income');
    for (const { incomeType, tranId, symbol, income, asset, time } of rows) {
      if (incomeType === 'REALIZED_PNL' || incomeType === 'COMMISSION') continue;
      const kind = FLOW_KINDS[incomeType] ?? 'other';
      // Its number is unique among those of its type.
      const id = `${incomeType}-${tranId}`;
      flows.set(id, { id, kind, symbol: symbol === '' ? null : symbol, time, amount: income, asset });
    }
    const last = rows.at(-1)?.time ?? startTime;
    if (rows.length < INCOME_ROWS || last === startTime) return [...flows.values()];
    startTime = last;
  }
}

async function orderState(client: VenueClient, ref: OrderRef): Promise<OrderState> {
  const { client_id: origClientOrderId, symbol } = ref;
  return stateOfOrder(await askVenue(client, 'fapiPrivateGetOrder', { symbol, origClientOrderId }), ref);
}

/** A stop: what it waits for, and once it was touched what the order has filled that it became. */
async function stopState(client: VenueClient, ref: OrderRef): Promise<OrderState> {
  const { client_id: clientAlgoId, symbol } = ref;
  const reply = await askVenue(client, 'fapiPrivateGetAlgoOrder', { symbol, clientAlgoId });
  const { algoStatus, actualOrderId } = readAlgo(reply, ref);
  const raw = reply as JsonValue;
  if (actualOrderId === '' || actualOrderId === '0') {
    const isOpen = algoStatus === 'NEW' || algoStatus === 'TRIGGERING' || algoStatus === 'TRIGGERED';
    return { status: isOpen ? 'open' : 'ended', filled: 0, order_id: null, raw };
  }
  const actual = await askVenue(client, 'fapiPrivateGetOrder', { symbol, orderId: actualOrderId });
  const { status, executedQty, orderId } = read(orderReply, actual, 'the order that a stop became');
  return {
    status: status === 'FILLED' ? 'filled' : status === 'NEW' || status === 'PARTIALLY_FILLED' ? 'open' : 'ended',
    filled: executedQty,
    order_id: orderId,
    raw: [raw, actual as JsonValue],
  };
}
