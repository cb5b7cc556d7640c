import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { request as send } from 'undici';
import { HttpError } from '../../../src/infra/http/errors.js';
import type { HttpClient, HttpRequest, HttpResponse } from '../../../src/infra/http/types.js';
import type { MakeClient } from '../world.js';

/** What people forget when they write a client in an afternoon. */
export type ClientBug = 'none' | 'no cap' | 'retries a 418' | 'time-out per read';

const MAX_BYTES = 8 * 1024 * 1024;
const TIMEOUT_MS = 15_000;
const BAN_MS = 120_000;

/** A short client that would do, but for the bug that is planted in it. */
export const naiveClient =
  (bug: ClientBug): MakeClient =>
  ({ clock, random, dispatcher, log }) => {
    let bannedUntil = 0;

    async function once(request: HttpRequest, url: URL, signal: AbortSignal, alive: () => void): Promise<HttpResponse> {
      const { statusCode, headers, body } = await send(url, {
        dispatcher: dispatcher(),
        signal,
        headers: { ...request.headers },
      });
      body.on('error', () => undefined);
      const failed = statusCode < 200 || statusCode > 299;
      if (failed) {
        body.destroy();
        throw new HttpError(`http.status.${statusCode}`, `${request.source}: HTTP ${statusCode}`, {
          status: statusCode,
        });
      }
      const stream: Readable = headers['content-encoding'] === 'gzip' ? body.pipe(createGunzip()) : body;
      const chunks: Buffer[] = [];
      let size = 0;
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        alive();
        chunks.push(chunk);
        size += chunk.length;
        if (size > MAX_BYTES && bug !== 'no cap') throw new HttpError('http.too-large', `${request.source}: too large`);
      }
      const text = Buffer.concat(chunks).toString('utf8');
      const all = new Headers(
        Object.entries(headers).map(([name, value]) => [name, String(value)] as [string, string]),
      );
      return { status: statusCode, headers: all, body: text, receivedAt: clock.now(), url: url.href };
    }

    async function get(request: HttpRequest): Promise<HttpResponse> {
      const url = new URL(request.url);
      for (const [name, value] of Object.entries(request.query ?? {}))
        if (value !== undefined) url.searchParams.append(name, String(value));
      const controller = new AbortController();
      const signal = AbortSignal.any([controller.signal, ...(request.signal === undefined ? [] : [request.signal])]);
      let timer = new AbortController();
      const arm = (): void => {
        timer.abort();
        timer = new AbortController();
        clock.sleep(TIMEOUT_MS, timer.signal).then(
          () => controller.abort(new HttpError('http.deadline', `${request.source}: too late`)),
          () => undefined,
        );
      };
      arm();
      try {
        for (let attempt = 1; ; attempt += 1) {
          if (clock.now() < bannedUntil) throw new HttpError('http.banned', `${request.source}: banned`);
          try {
            return await once(request, url, signal, () => bug === 'time-out per read' && arm());
          } catch (thrown) {
            const error =
              thrown instanceof HttpError
                ? thrown
                : new HttpError('http.network', `${request.source}: ${String(thrown)}`);
            const banned = error.status === 418 && bug !== 'retries a 418';
            if (banned) {
              bannedUntil = clock.now() + BAN_MS;
              log.warn('http.ban', { ms: BAN_MS });
            }
            const again = error.code === 'http.network' || (error.status ?? 0) >= 500 || error.status === 418;
            if (signal.aborted || banned || !again || attempt === 3) throw error;
            await clock.sleep(random.next() * 1_000, signal);
          }
        }
      } finally {
        timer.abort();
      }
    }

    const client: HttpClient = {
      get,
      async getJson(request, schema) {
        const response = await get(request);
        try {
          return { data: schema.parse(JSON.parse(response.body)), response };
        } catch (cause) {
          throw new HttpError('http.body.json', `${request.source}: no JSON`, { cause });
        }
      },
    };
    return client;
  };
