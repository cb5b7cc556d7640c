import type { IncomingHttpHeaders } from 'node:http';
import { listen } from './loopback.js';

export interface DataReply {
  readonly status: number;
  /** Text is sent as it is, anything else as JSON. */
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a server misbehaves: with a reply of its own, by changing the body of a good one, or in silence. */
export type DataTrouble = DataReply | ((body: unknown) => unknown) | 'hang';

export interface DataServer {
  readonly url: string;
  /** Path and query of every request so far. */
  readonly requests: readonly string[];
  /** Headers of every request so far. */
  readonly headers: readonly IncomingHttpHeaders[];
  /** Without an argument the server is well again. */
  setTrouble(trouble?: DataTrouble): void;
  close(): Promise<void>;
}

export interface DataServerOptions {
  /** The vendor's clock, UTC ms. Default: the real time. */
  readonly now?: () => number;
  readonly trouble?: DataTrouble;
}

/** A vendor with one kind of data on 127.0.0.1: `route` knows its paths and rules. */
export async function startDataServer(
  options: DataServerOptions,
  route: (url: URL, headers: IncomingHttpHeaders, now: number) => DataReply,
): Promise<DataServer> {
  const { now = () => Date.now() } = options;
  let trouble = options.trouble;
  const requests: string[] = [];
  const headers: IncomingHttpHeaders[] = [];
  const { url: base, close } = await listen(async (request, response) => {
    requests.push(request.url ?? '/');
    headers.push(request.headers);
    if (trouble === 'hang') return;
    const url = new URL(request.url ?? '/', `http://${request.headers.host ?? '127.0.0.1'}`);
    const good = route(url, request.headers, now());
    const reply =
      typeof trouble === 'function' ? { ...good, body: trouble(structuredClone(good.body)) } : (trouble ?? good);
    const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
    response.sendDate = false;
    response.writeHead(reply.status, {
      'content-type': 'application/json; charset=utf-8',
      date: new Date(now()).toUTCString(),
      ...reply.headers,
    });
    response.end(text);
  });
  return {
    url: base,
    requests,
    headers,
    setTrouble(next) {
      trouble = next;
    },
    close,
  };
}

export const HTML_HEADERS = { 'content-type': 'text/html; charset=utf-8' } as const;
export const htmlPage = (title: string): string =>
  `<!DOCTYPE html><html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>`;

export const DAY_MS = 86_400_000;

/** −1 … 1 for each (name, index), the same on every machine: vendors' numbers that nobody has to store. */
export function wobble(name: string, index: number): number {
  let hash = 0x811c9dc5;
  for (const character of `${name}:${index}`) hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  return ((hash >>> 8) % 2_001) / 1_000 - 1;
}
