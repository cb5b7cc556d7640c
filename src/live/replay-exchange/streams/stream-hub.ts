import type { ExchangeListener, ReplayExchange } from '../exchange.js';
import { FUTURES_LISTEN_KEY } from '../futures/routes.js';
import { VenueRefusal } from '../refusal.js';
import { SPOT_LISTEN_KEY } from '../spot/routes.js';
import type { MarketName, SymbolCursor } from '../tape.js';
import type { UserEvent } from '../venue.js';
import { marketEvents, parseStream } from './market-events.js';
import { userEvent } from './user-events.js';

/** One websocket, as whoever carries it sees it. */
export interface StreamPeer {
  send(message: unknown): void;
  /** Cuts the connection. */
  cut(): void;
}

interface Connection {
  readonly peer: StreamPeer;
  readonly market: MarketName;
  readonly streams: Set<string>;
  /** Messages are wrapped as `{ stream, data }`. */
  readonly isCombined: boolean;
  /** Events of the account go here: bare, or wrapped as the websocket API does. */
  user: 'none' | 'bare' | 'wrapped';
}

/** Checks a signed websocket request. @throws VenueRefusal */
export type AssertSigned = (params: Readonly<Record<string, string>>, payload: string) => void;

/** What happens on open websockets: subscriptions, bars of the market, events of the account. */
export class StreamHub implements ExchangeListener {
  /** How often the next events of the account are sent again. */
  repeats = 0;
  private readonly connections = new Set<Connection>();

  constructor(
    private readonly exchange: ReplayExchange,
    private readonly assertSigned: AssertSigned,
  ) {}

  /**
   * Takes a websocket in. Paths: `/ws`, `/ws/<stream or listen key>`, `/stream?streams=a/b` and `/ws-api/v3` of the spot market, the
   * same behind `/market`, `/public` and `/private` of the futures market.
   */
  open(path: string, query: Readonly<Record<string, string>>, peer: StreamPeer): StreamSocket {
    const market: MarketName = /\/(?:market|public|private)\//.test(path) ? 'usdm' : 'spot';
    const last = path.split('/').at(-1) ?? '';
    const connection: Connection = {
      peer,
      market,
      streams: new Set((query.streams ?? '').split('/').filter((name) => name !== '')),
      isCombined: last === 'stream',
      user: 'none',
    };
    if (last.includes('@')) connection.streams.add(last);
    const key = market === 'spot' ? SPOT_LISTEN_KEY : FUTURES_LISTEN_KEY;
    if (last === key || query.listenKey === key || connection.streams.has(key)) connection.user = 'bare';
    this.connections.add(connection);
    return {
      receive: (text) => this.receive(connection, text),
      closed: () => {
        this.connections.delete(connection);
      },
    };
  }

  bar(cursor: SymbolCursor, isClosed: boolean): void {
    for (const connection of this.connections) {
      for (const name of connection.streams) {
        const stream = parseStream(name);
        if (stream === null) continue;
        for (const data of marketEvents(this.exchange, connection.market, stream, cursor, isClosed))
          connection.peer.send(connection.isCombined ? { stream: name, data } : data);
      }
    }
  }

  user(event: UserEvent): void {
    const market = event.kind === 'algo' ? 'usdm' : event.market;
    const times = 1 + this.repeats;
    for (let k = 0; k < times; k++) this.tellUser(market, userEvent(this.exchange, event));
  }

  /** Streams that are subscribed to, by name, and how many websockets are told of the account. */
  get subscriptions(): { readonly streams: readonly string[]; readonly user_streams: number } {
    const all = [...this.connections];
    return {
      streams: all.flatMap(({ streams }) => [...streams]),
      user_streams: all.filter(({ user }) => user !== 'none').length,
    };
  }

  /** Cuts every websocket. */
  cutAll(): void {
    for (const { peer } of this.connections) peer.cut();
  }

  /** User streams end, as they do an hour after their key was last kept alive. */
  expireKeys(): void {
    const E = this.exchange.now();
    this.tellUser('usdm', { e: 'listenKeyExpired', E, listenKey: FUTURES_LISTEN_KEY });
    this.tellUser('spot', { e: 'eventStreamTerminated', E });
    for (const connection of this.connections) connection.user = 'none';
  }

  private tellUser(market: MarketName, data: object): void {
    for (const { peer, user, market: own } of this.connections) {
      if (own !== market || user === 'none') continue;
      peer.send(user === 'wrapped' ? { subscriptionId: 0, event: data } : data);
    }
  }

  private receive(connection: Connection, text: string): void {
    const message = requestOf(text);
    if (message === null) {
      connection.peer.send({ code: 2, msg: 'Invalid request: request ID must be an unsigned integer' });
      return;
    }
    const { id, method } = message;
    const names = Array.isArray(message.params) ? message.params.map(String) : [];
    switch (method) {
      case 'SUBSCRIBE':
        for (const name of names) connection.streams.add(name);
        connection.peer.send({ result: null, id });
        return;
      case 'UNSUBSCRIBE':
        for (const name of names) connection.streams.delete(name);
        connection.peer.send({ result: null, id });
        return;
      case 'LIST_SUBSCRIPTIONS':
        connection.peer.send({ result: [...connection.streams], id });
        return;
      case 'userDataStream.subscribe.signature':
        connection.peer.send({ id, ...this.subscribeUser(connection, message.params) });
        return;
      default:
        connection.peer.send({ id, status: 400, error: { code: -1190, msg: `method ${method} is not served` } });
    }
  }

  private subscribeUser(connection: Connection, given: unknown): object {
    const params = Object.fromEntries(Object.entries(given ?? {}).map(([name, value]) => [name, String(value)]));
    const payload = Object.keys(params)
      .filter((name) => name !== 'signature')
      .sort()
      .map((name) => `${name}=${params[name]!}`)
      .join('&');
    try {
      this.assertSigned(params, payload);
    } catch (error) {
      if (!(error instanceof VenueRefusal)) throw error;
      return { status: error.status, error: { code: error.code, msg: error.msg } };
    }
    connection.user = 'wrapped';
    return { status: 200, result: { subscriptionId: 0 } };
  }
}

export interface StreamSocket {
  readonly receive: (text: string) => void;
  readonly closed: () => void;
}

interface StreamRequest {
  readonly id: string | number | null;
  readonly method: string;
  readonly params: unknown;
}

function requestOf(text: string): StreamRequest | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { id, method, params } = value as Readonly<Record<string, unknown>>;
  if (typeof method !== 'string') return null;
  return { id: typeof id === 'number' || typeof id === 'string' ? id : null, method, params };
}
