import { field } from '../../../core/request-field.js';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { InputError, UnavailableError, messageOf } from '../../../core/errors.js';
import { readRequest, type ServedOutcome, type ServedVenue } from './served.js';

export interface ReplayServer {
  readonly port: number;
  /** `http://127.0.0.1:8123`. */
  readonly url: string;
  /** Cuts every connection and frees the port. */
  close(): Promise<void>;
}

const HOST = '127.0.0.1';

/** Requests are a few hundred bytes; a list of faults may be longer. */
const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Serves the exchange over HTTP and websockets, on this machine alone.
 * @param port 0: any that is free
 * @throws InputError where the port is taken or may not be used
 */
export async function serveReplay(venue: ServedVenue, port: number): Promise<ReplayServer> {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_BODY_BYTES });
  const server = createServer((request, response) => {
    void serveRequest(venue, request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    if (!isLocal(request)) {
      socket.destroy();
      return;
    }
    sockets.handleUpgrade(request, socket, head, (websocket) => {
      connect(venue, websocket, request.url ?? '/');
    });
  });
  await listen(server, port);
  const { port: bound } = server.address() as AddressInfo;
  return {
    port: bound,
    url: `http://${HOST}:${bound}`,
    close: () =>
      new Promise((resolve, reject) => {
        for (const each of sockets.clients) each.terminate();
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new InputError(
          'replay.port',
          `Port ${port} of ${HOST} cannot be used (${error.code ?? error.message}): choose another by ${field('port')}, or leave it out.`,
          { where: 'port', cause: error },
        ),
      );
    });
    server.listen(port, HOST, resolve);
  });
}

async function serveRequest(venue: ServedVenue, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    // A page of the web can reach this port under a name of its own; only requests to this machine are answered.
    if (!isLocal(request)) {
      send(response, {
        status: 403,
        headers: {},
        body: { msg: 'only requests to 127.0.0.1 or localhost are answered' },
      });
      return;
    }
    const read = readRequest(request.method ?? 'GET', request.url ?? '/', request.headers, await bodyOf(request));
    const outcome = read.path.startsWith('/replay/') ? venue.control(read) : venue.answer(read);
    if (outcome === 'drop') request.socket.destroy();
    else if (outcome !== 'hang') send(response, outcome);
  } catch (error) {
    if (!response.headersSent)
      send(response, { status: 500, headers: {}, body: { code: -1000, msg: messageOf(error) } });
  }
}

function send(response: ServerResponse, { status, headers, body }: Exclude<ServedOutcome, string>): void {
  const isText = typeof body === 'string';
  response.writeHead(status, {
    'Content-Type': isText ? 'text/html; charset=utf-8' : 'application/json;charset=UTF-8',
    ...headers,
  });
  response.end(isText ? body : JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_BODY_BYTES)
      throw new UnavailableError('replay.body', `The body is longer than ${MAX_BODY_BYTES} bytes.`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function connect(venue: ServedVenue, websocket: WebSocket, url: string): void {
  const { path, params } = readRequest('GET', url, {}, '');
  const stream = venue.openStream(path, params, {
    send: (message) => {
      if (websocket.readyState === websocket.OPEN) websocket.send(JSON.stringify(message));
    },
    cut: () => {
      websocket.terminate();
    },
  });
  websocket.on('message', (data) => {
    stream.receive(Buffer.isBuffer(data) ? data.toString('utf8') : '');
  });
  websocket.on('close', () => stream.closed());
  // A broken connection ends with "close" as well.
  websocket.on('error', () => websocket.terminate());
}

const isLocal = ({ headers }: IncomingMessage): boolean =>
  /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/i.test(headers.host ?? '');

/** True where `signature` is the HMAC-SHA-256 of `payload`, in hexadecimal. */
export function isSignedBy(secret: string, payload: string, signature: string): boolean {
  const expected = createHmac('sha256', secret).update(payload).digest('hex');
  const given = signature.toLowerCase();
  return given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}
