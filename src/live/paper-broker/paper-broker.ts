import { z } from 'zod';
import { InputError, RefusedError, UnavailableError } from '../../core/errors.js';
import type {
  Broker,
  CancelOutcome,
  OrderIntent,
  OrderLook,
  OrderRef,
  PublicReads,
  SubmitOutcome,
  ToldBook,
} from '../../core/ports/broker.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Journal, JournalRecord } from '../../core/ports/journal.js';
import type { VenueSpec } from '../../engine/account/fed/venue-account.js';
import type { Moment } from '../../engine/hosted/moments.js';
import { resolveSettings } from '../../engine/settings.js';
import { readOrderRecord } from '../broker/records.js';
import { readRecord } from '../session/records.js';
import { PaperAccount } from './paper-account.js';
import { PaperBooks, type PaperBooksParts } from './paper-books.js';
import { stateOfPaper } from './paper-order.js';
import { refuseMarketOrder, refusePaperOrder } from './refuse-order.js';

export interface PaperBrokerParts {
  /** Its initial equity is what is there at the beginning, in the quote asset. */
  readonly account: VenueSpec;
  /** Of the exchange that it stands for. */
  readonly prices: PublicReads;
  /** Order books that orders at the market fill by; null: they fill at the last price, with slippage. */
  readonly books: PaperBooksParts | null;
  readonly clock: Pick<Clock, 'now'>;
  readonly journal: Pick<Journal, 'append' | 'records'>;
  /** When the account was opened, UTC ms. */
  readonly openedAt: number;
}

/** A broker that holds its account itself: whoever feeds a session its bars lets them run here first. */
export interface PaperBroker extends Broker {
  /** What closed, oldest first, before the session acts on any of it; each once. @throws what the disk throws */
  run(moments: readonly Moment[]): void;
}

/** Bars that ran here before anybody could ask about them: as the exchange's own memory. */
const RAN = 'paper_bars';
const taken = z.object({ time: z.number(), price: z.number().positive() });

/**
 * An account on paper behind the port that an exchange is behind: real prices and rules, the engine's fills, fees and funding, and
 * no key. Its state is the replay of the session's journal, so that its stops rest on when the process does not. Nothing is in
 * flight here: an order whose answer is not in the journal was never taken in.
 * @throws InputError for symbols of several quote assets; UnavailableError where the exchange cannot be asked for its rules
 */
export async function openPaperBroker({
  account: spec,
  prices,
  books: bookParts,
  clock,
  journal,
  openedAt,
}: PaperBrokerParts): Promise<PaperBroker> {
  const { leverage, takerFee, initialEquity, instrument } = resolveSettings(spec);
  const market = instrument === 'perp' ? 'usdm' : 'spot';
  const rules = await Promise.all(spec.symbols.map(({ symbol }) => prices.rules(symbol)));
  const quotes = [...new Set(rules.map(({ quote }) => quote))];
  if (quotes.length > 1) {
    throw new InputError(
      'paper-broker.quotes',
      `A paper account holds one quote asset, and the symbols have ${quotes.length}: ${quotes.join(', ')}.`,
      { where: 'symbol', remedy: 'trade those of each in a session of their own' },
    );
  }
  const symbols = spec.symbols.map((each, k) => ({
    ...each,
    filters: [{ effectiveFrom: 0, stepSize: rules[k]!.step }],
  }));
  const account = new PaperAccount({ ...spec, symbols }, quotes[0]!);
  if (market === 'usdm') account.deposit(initialEquity, openedAt - 1);
  const books = bookParts === null ? null : new PaperBooks({ ...bookParts, clock, journal });
  recall(account, journal.records);

  async function submit(intent: OrderIntent): Promise<SubmitOutcome> {
    const { client_id, symbol } = intent;
    if (account.order(client_id) !== undefined) return { code: 'unknown', message: `an order ${client_id} is there` };
    try {
      const facts = { market, account, leverage, takerFee } as const;
      const [rules, price] = [await prices.rules(symbol), await prices.price(symbol)];
      const refusal = refusePaperOrder(intent, { ...facts, rules, price });
      if (refusal !== null) return { code: 'refused', ...refusal };
      if (books === null || intent.kind === 'stop') return accepted(intent, price, null);
      const read = await books.read(intent);
      if (read.code !== 'usable') return { code: 'refused', reason: read.code, message: read.message };
      const average = account.fillBy(read.book, intent)?.price ?? price;
      const tooDear = refuseMarketOrder(intent, { ...facts, rules, price: average });
      return tooDear === null ? accepted(intent, price, read.book) : { code: 'refused', ...tooDear };
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      // Nothing was done, that much is sure.
      return { code: 'refused', reason: 'busy', message: error.message };
    }
  }

  const accepted = (intent: OrderIntent, price: number, book: ToldBook | null): SubmitOutcome => ({
    code: 'accepted',
    state: stateOfPaper(account.take(intent, { time: clock.now(), price }, book)),
  });

  const cancel = ({ client_id }: OrderRef): CancelOutcome =>
    account.takeBack(client_id)
      ? { code: 'cancelled' }
      : { code: 'not_open', message: `no order ${client_id} is open` };

  function look({ client_id }: OrderRef): OrderLook {
    const order = account.order(client_id);
    return order === undefined ? { code: 'absent' } : { code: 'found', state: stateOfPaper(order) };
  }

  return {
    market,
    recvWindowMs: 0,
    serverTime: () => prices.serverTime(),
    rules: (symbol) => prices.rules(symbol),
    price: (symbol) => prices.price(symbol),
    facts: () => Promise.resolve({ canTrade: true, canWithdraw: false, hedged: market === 'usdm' ? false : null }),
    symbolFacts: () => Promise.resolve(market === 'usdm' ? { leverage, isolated: true } : null),
    position: (symbol) => Promise.resolve(account.position(symbol)),
    cash: () => Promise.resolve(account.wallet()),
    order: (ref) => Promise.resolve(look(ref)),
    openOrders: (symbol) =>
      Promise.resolve(
        account
          .open(symbol)
          .map(({ intent: { client_id } }) => ({ client_id, symbol, conditional: market === 'usdm' })),
      ),
    fills: (_symbol, orderId) => Promise.resolve([...(account.order(orderId)?.fills ?? [])]),
    forcedFills: (symbol, since) => Promise.resolve(account.forcedFills(symbol, since)),
    cashFlows: (since) => Promise.resolve(market === 'usdm' ? account.cashFlows(since) : null),
    submit,
    cancel: (ref) => Promise.resolve(cancel(ref)),
    setUp: (symbol, wanted) => {
      if (market === 'spot' || (wanted.leverage === leverage && wanted.isolated)) return Promise.resolve();
      const message = `The paper account holds ${symbol} with isolated margin at leverage ${leverage}, and with no other.`;
      return Promise.reject(new RefusedError('broker.set-up', message, { where: 'leverage' }));
    },
    close: () => Promise.resolve(),
    run: (moments) => {
      const fresh = moments.filter(({ time }) => time > account.time);
      for (const moment of fresh) account.run(moment);
      if (fresh.length === 0) return;
      journal.append(
        clock.now(),
        fresh.map((moment) => ({ kind: RAN, data: moment as never })),
      );
    },
  };
}

/** What the journal holds of the account: bars that ran, books, orders that were taken in, and those that were taken back. */
function recall(account: PaperAccount, records: readonly JournalRecord[]): void {
  const intents = new Map<string, OrderIntent>();
  const books = new Map<string, ToldBook>();
  for (const record of records) {
    switch (record.kind) {
      case RAN:
        account.run(readRecord({ ...record, kind: 'bars' }, 'bars'));
        break;
      case 'order_intent': {
        const intent = readOrderRecord(record, 'order_intent');
        intents.set(intent.client_id, intent);
        break;
      }
      case 'paper_book': {
        const { client_id, ...book } = readRecord(record, 'paper_book');
        books.set(client_id, book);
        break;
      }
      case 'order_reply': {
        const { client_id, to, code, state } = readOrderRecord(record, 'order_reply');
        if (to === 'submit' && code === 'accepted')
          account.take(intents.get(client_id)!, taken.parse(state!.raw), books.get(client_id) ?? null);
        if (to === 'cancel' && code === 'cancelled') account.takeBack(client_id);
        break;
      }
    }
  }
}
