import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came over HTTP. */
export interface ServedRequest {
  readonly method: string;
  readonly path: string;
  /** Query and form together; a name that comes twice keeps its last value. */
  readonly params: Readonly<Record<string, string>>;
  readonly apiKey: string | undefined;
  /** Query and form as they were sent, without the signature. */
  readonly payload: string;
  readonly body: string;
}

/** An answer; or the connection is left open without one, or cut. */
export type ServedOutcome =
  | 'hang'
  | 'drop'
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: unknown };

/** What the server stands before. */
export interface ServedVenue {
  answer(request: ServedRequest): ServedOutcome;
  /** Requests under `/replay/`, which drive the replay and are no part of the exchange. */
  control(request: ServedRequest): ServedOutcome;
  openStream(
    path: string,
    query: Readonly<Record<string, string>>,
    peer: { send(message: unknown): void; cut(): void },
  ): { receive(text: string): void; closed(): void };
}

/** Puts the parts of an HTTP request together. */
export function readRequest(method: string, url: string, headers: IncomingHttpHeaders, body: string): ServedRequest {
  const [path = '/', query = ''] = splitOnce(url, '?');
  const isForm = headers['content-type']?.includes('json') !== true;
  const parts = [query, isForm ? body : ''].filter((part) => part !== '');
  const params: Record<string, string> = {};
  for (const part of parts) for (const [name, value] of new URLSearchParams(part)) params[name] = value;
  const apiKey = headers['x-mbx-apikey'];
  return {
    method,
    path,
    params,
    apiKey: typeof apiKey === 'string' ? apiKey : undefined,
    payload: parts.map(unsigned).join(''),
    body,
  };
}

const unsigned = (part: string): string =>
  part
    .split('&')
    .filter((each) => !each.startsWith('signature='))
    .join('&');

function splitOnce(text: string, at: string): string[] {
  const index = text.indexOf(at);
  return index < 0 ? [text] : [text.slice(0, index), text.slice(index + 1)];
}
