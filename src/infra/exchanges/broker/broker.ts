import { given } from '../../../core/given.js';
import type {
  Broker,
  CancelOutcome,
  OrderIntent,
  OrderLook,
  OrderRef,
  SubmitOutcome,
} from '../../../core/ports/broker.js';
import { RefusedError } from '../../../core/errors.js';
import type { JsonValue } from '../../../core/json-value.js';
import { openClient, RECV_WINDOW_MS, type BrokerSettings, type VenueClient } from './open-client.js';
import { followOrders, type OrderStreamSettings } from './order-stream.js';
import { readAlgo, stateOfOrder } from './replies.js';
import { venueMarketOf, rulesOf } from './rules.js';
import { isAbsent, isDuplicate, isNotOpen, isSetAlready, refusalOf } from './refusals.js';
import { spotReads } from './spot-reads.js';
import { usdmReads } from './usdm-reads.js';
import { VenueRefusedError, VenueSilentError } from './venue-errors.js';

/** A broker whose account has a stream, where its client was opened with websockets. */
export interface BinanceBroker extends Broker {
  followOrders(settings: OrderStreamSettings): Promise<void>;
}

/**
 * Orders at Binance through ccxt, on its spot market or its USD-M futures. Nothing is sent twice here: one call is one request,
 * whatever comes of it.
 * @throws InputError where ccxt is not installed
 */
export async function openBinanceBroker(settings: BrokerSettings): Promise<BinanceBroker> {
  const client = await openClient(settings);
  const { market, mode } = settings;
  const reads = market === 'spot' ? spotReads(client, mode) : usdmReads(client, mode);
  const rules = (symbol: string) => rulesOf(client, symbol);
  return {
    market,
    recvWindowMs: RECV_WINDOW_MS,
    serverTime: reads.serverTime,
    facts: reads.facts,
    symbolFacts: reads.symbolFacts,
    price: reads.price,
    openOrders: reads.openOrders,
    fills: reads.fills,
    forcedFills: reads.forcedFills,
    cashFlows: reads.cashFlows,
    rules,
    position: async (symbol) => reads.position(symbol, (await rules(symbol)).base),
    cash: async (symbol) => reads.cash((await rules(symbol)).quote),
    order: async (ref): Promise<OrderLook> => {
      try {
        return { code: 'found', state: await reads.order(ref) };
      } catch (error) {
        if (error instanceof VenueRefusedError && isAbsent(error.venueCode)) return { code: 'absent' };
        throw error;
      }
    },
    submit: (intent) => submit(client, market, intent),
    cancel: (ref) => cancel(client, market, ref),
    setUp: async (symbol, wanted) => {
      if (market === 'spot') return;
      const { name } = await venueMarketOf(client, symbol);
      await unlessSet(() => client.setMarginMode(wanted.isolated ? 'isolated' : 'cross', name));
      await unlessSet(() => client.setLeverage(wanted.leverage, name));
    },
    followOrders: (stream) => followOrders(client, stream),
    close: async () => {
      await client.close();
    },
  };
}

async function submit(client: VenueClient, market: 'spot' | 'usdm', intent: OrderIntent): Promise<SubmitOutcome> {
  const { client_id, symbol, side, quantity, kind, reduce_only, stop_price } = intent;
  try {
    const { name } = await venueMarketOf(client, symbol);
    const reply = await client.createOrder(name, 'market', side, quantity, undefined, {
      clientOrderId: client_id,
      ...given({
        reduceOnly: (reduce_only && market === 'usdm') || undefined,
        stopLossPrice: kind === 'stop' ? client.priceToPrecision(name, stop_price!) : undefined,
      }),
    });
    return { code: 'accepted', state: placed(reply.info as unknown, market, intent) };
  } catch (error) {
    if (error instanceof VenueSilentError) return { code: 'unknown', message: error.message };
    if (!(error instanceof VenueRefusedError)) throw error;
    const { venueCode, status, message } = error;
    // Whoever gave the order of that id: it has to be looked at.
    if (isDuplicate(venueCode, error.words)) return { code: 'unknown', message };
    return { code: 'refused', reason: refusalOf(venueCode, status, error.words), message };
  }
}

/** @throws VenueSilentError where the answer does not speak of this order: then it is not known what became of it */
function placed(reply: unknown, market: 'spot' | 'usdm', intent: OrderIntent) {
  if (intent.kind === 'stop' && market === 'usdm') {
    const { algoStatus } = readAlgo(reply, intent);
    if (algoStatus === 'REJECTED')
      throw new VenueSilentError(`The stop ${intent.client_id} was taken and rejected at once.`);
    return { status: 'open' as const, filled: 0, order_id: null, raw: reply as JsonValue };
  }
  if (intent.kind === 'stop' && typeof reply === 'object' && reply !== null && !('status' in reply)) {
    // A stop of spot is acknowledged without its state.
    return stateOfOrder({ ...reply, status: 'NEW', executedQty: '0' }, intent);
  }
  return stateOfOrder(reply, intent);
}

async function cancel(client: VenueClient, market: 'spot' | 'usdm', ref: OrderRef): Promise<CancelOutcome> {
  const { client_id, symbol, kind } = ref;
  try {
    const { name } = await venueMarketOf(client, symbol);
    const reply = await client.cancelOrder('', name, {
      clientOrderId: client_id,
      ...given({ trigger: (kind === 'stop' && market === 'usdm') || undefined }),
    });
    return isAbout(reply.info as unknown, client_id)
      ? { code: 'cancelled' }
      : { code: 'unknown', message: `the answer to the cancellation of ${client_id} is about another order` };
  } catch (error) {
    if (error instanceof VenueRefusedError && isNotOpen(error.venueCode))
      return { code: 'not_open', message: error.message };
    if (error instanceof VenueSilentError || error instanceof VenueRefusedError)
      return { code: 'unknown', message: error.message };
    throw error;
  }
}

/** Spot names a cancellation itself in `clientOrderId`, and the order in `origClientOrderId`. */
const isAbout = (reply: unknown, clientId: string): boolean => {
  const { clientOrderId, origClientOrderId, clientAlgoId } = (reply ?? {}) as Readonly<Record<string, unknown>>;
  return [clientOrderId, origClientOrderId, clientAlgoId].includes(clientId);
};

async function unlessSet(set: () => Promise<unknown>): Promise<void> {
  try {
    await set();
  } catch (error) {
    if (!(error instanceof VenueRefusedError)) throw error;
    if (isSetAlready(error.venueCode)) return;
    throw new RefusedError('broker.set-up', error.message, { cause: error });
  }
}
