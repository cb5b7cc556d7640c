import type { Dispatcher } from 'undici';
import type { Readable } from 'node:stream';
import type { Deadline } from './deadline.js';
import { classifyError } from './classify-error.js';

/** A reply whose body has not been read yet. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readable;
}

/** Sends one GET and waits for the head of its reply; redirects are replies here. @throws HttpError */
export async function send(
  url: URL,
  headers: Readonly<Record<string, string>>,
  dispatcher: Dispatcher,
  deadline: Deadline,
  what: string,
): Promise<Reply> {
  const { request } = await import('undici');
  const sending = request(url, {
    dispatcher,
    method: 'GET',
    headers,
    signal: deadline.signal,
    // The overall deadline rules; undici's own time-outs are per phase and would only hide it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  // A reply that comes after the call has ended must not hold its connection.
  void sending.then(
    ({ body }) => deadline.signal.aborted && body.on('error', () => undefined).destroy(),
    () => undefined,
  );
  try {
    const { statusCode, headers: raw, body } = await deadline.race(sending);
    return { status: statusCode, headers: toHeaders(raw), body };
  } catch (error) {
    deadline.check();
    throw classifyError(error, what);
  }
}

function toHeaders(raw: Readonly<Record<string, string | string[] | undefined>>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    for (const one of Array.isArray(value) ? value : [value ?? '']) {
      try {
        headers.append(name, one);
      } catch {
        // A header that breaks the grammar is dropped, not the reply.
      }
    }
  }
  return headers;
}
