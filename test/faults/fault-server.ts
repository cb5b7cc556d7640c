import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Clock } from '../../src/core/ports/clock.js';
import type { Random } from '../../src/core/ports/random.js';
import { keptHeaders, sendReply, type Exchange, type FaultVariant, type HealthyReply } from './fault.js';

export interface FaultServerSettings {
  /** Gives the healthy reply to a path and its query. */
  readonly healthy: (path: string, headers: IncomingMessage['headers']) => Promise<HealthyReply>;
  readonly clock: Clock;
  /** Randomness for one request: given by what is asked and when, not by the order in which requests happen to arrive. */
  readonly randomFor: (path: string) => Random;
  /** Called whenever something arrives or leaves. */
  readonly onActivity?: () => void;
}

export interface SeenRequest {
  /** Path and query. */
  readonly path: string;
  /** Simulated time. */
  readonly at: number;
}

export interface FaultServer {
  readonly url: string;
  readonly requests: readonly SeenRequest[];
  /** How many requests are being kept waiting on purpose. */
  readonly silent: number;
  /** Null: healthy. */
  setFault(fault: FaultVariant | null): void;
  close(): Promise<void>;
}

/** A server on 127.0.0.1 that passes on what the healthy source says, or does to it what the fault wants. */
export async function startFaultServer(settings: FaultServerSettings): Promise<FaultServer> {
  const { healthy, clock, randomFor, onActivity = () => undefined } = settings;
  const requests: SeenRequest[] = [];
  let fault: FaultVariant | null = null;
  let faultNumber = 0;
  let silent = 0;
  const openedUnder = new WeakMap<Socket, number>();

  function exchangeOf(request: IncomingMessage, response: ServerResponse): Exchange {
    const path = request.url ?? '/';
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    return {
      path,
      response,
      random: randomFor(path),
      oldConnection: openedUnder.get(request.socket) !== faultNumber,
      now: () => clock.now(),
      healthy: (other = path) => healthy(other, request.headers),
      async silence(ms) {
        silent += 1;
        try {
          await clock.sleep(ms, gone.signal);
          return !response.destroyed;
        } catch {
          return false;
        } finally {
          silent -= 1;
          onActivity();
        }
      },
    };
  }

  const server = createServer((request, response) => {
    onActivity();
    requests.push({ path: request.url ?? '/', at: clock.now() });
    response.sendDate = false;
    response.on('error', () => undefined);
    const exchange = exchangeOf(request, response);
    const answer = fault?.respond?.(exchange) ?? passOn(exchange);
    answer.catch((error: unknown) => {
      if (!response.headersSent) sendReply(exchange, 599, `fault server: ${String(error)}`);
      else response.destroy();
    });
  });
  server.on('connection', (socket) => {
    openedUnder.set(socket, faultNumber);
    socket.on('error', () => undefined);
  });
  // Never: which connections are still open must not depend on real time.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get silent() {
      return silent;
    },
    setFault(next) {
      fault = next;
      faultNumber += 1;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function passOn(exchange: Exchange): Promise<void> {
  const reply = await exchange.healthy();
  sendReply(exchange, reply.status, reply.body, keptHeaders(reply));
}
