import type { Broker, ToldBook } from '../../src/core/ports/broker.js';
import type { Journal } from '../../src/core/ports/journal.js';
import type { JsonValue } from '../../src/core/json-value.js';
import type { BarSeries } from '../../src/core/bars.js';
import type { Moment } from '../../src/engine/hosted/moments.js';
import type { VenueSpec } from '../../src/engine/account/fed/venue-account.js';
import { openPublicReads } from '../../src/infra/exchanges/broker/public-reads.js';
import { openPaperBroker, type PaperBroker } from '../../src/live/paper-broker/paper-broker.js';
import { HOUR, type Rehearsal } from '../replay-exchange/support.js';
import { clockOf, DEADLINE_MS, onEnd, SYMBOL, T1, type Market } from './support.js';

/** Costs as those of the exchange of the tests. */
export const paperSpecOf = (market: Market, more: Partial<VenueSpec> = {}): VenueSpec => ({
  symbols: [{ symbol: SYMBOL }],
  intervalMs: HOUR,
  initialEquity: 10_000,
  instrument: market === 'spot' ? 'spot' : 'perp',
  leverage: market === 'spot' ? 1 : 2,
  makerFee: 0.0002,
  takerFee: market === 'spot' ? 0.001 : 0.0005,
  slippage: { bps: 0 },
  ...more,
});

/** An account on paper at the prices of the exchange, which are asked for over HTTP and without a key. */
export async function paperOn(
  replay: Rehearsal,
  market: Market,
  journal: Journal,
  more: Partial<VenueSpec> = {},
  /** What becomes of the order books that orders at the market fill by; null: they fill by the last price. */
  made: ((book: ToldBook) => ToldBook) | null = null,
): Promise<PaperBroker> {
  const prices = await openPublicReads({
    market,
    mode: 'rehearsal',
    clock: clockOf(replay),
    fetch,
    baseUrl: replay.url,
    deadlineMs: DEADLINE_MS,
    paceMs: 0,
  });
  onEnd(() => prices.close());
  const account = paperSpecOf(market, more);
  const books =
    made === null
      ? null
      : {
          book: async (symbol: string, levels: number) => made(await prices.book(symbol, levels)),
          maxAgeMs: 5_000,
        };
  return openPaperBroker({ account, prices, books, clock: clockOf(replay), journal, openedAt: T1 });
}

/** The moment of a bar, as a feed tells it. */
export const momentOf = (bars: BarSeries, row: number): Moment => ({
  time: bars.openTime[row]!,
  bars: [{ symbol: bars.symbol, ...bars.row(row) }],
  early: [],
});

/** A broker whose orders are written down as an order desk writes them. */
export function writtenDown<B extends Broker>(broker: B, journal: Journal): B {
  const write = (kind: string, data: object): void => {
    journal.append(0, [{ kind, data: data as JsonValue }]);
  };
  return {
    ...broker,
    submit: async (intent) => {
      write('order_intent', intent);
      const { code, ...said } = await broker.submit(intent);
      write('order_reply', { client_id: intent.client_id, symbol: intent.symbol, to: 'submit', code, ...said });
      return { code, ...said };
    },
    cancel: async (ref) => {
      write('order_cancel', { client_id: ref.client_id, symbol: ref.symbol });
      const { code, ...said } = await broker.cancel(ref);
      write('order_reply', { client_id: ref.client_id, symbol: ref.symbol, to: 'cancel', code, ...said });
      return { code, ...said };
    },
  };
}
