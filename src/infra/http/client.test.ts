import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { listen, type Loopback } from '../../../test/servers/loopback.js';
import { systemClock } from '../../app/runtime/system.js';
import { type Clock, seededRandom } from '../../core/ports/index.js';
import type { Ban, BanStore } from './bans.js';
import { createHttpClient, type HttpClientSettings } from './client.js';
import { HttpError } from './errors.js';
import type { HttpRequest } from './types.js';

type Handler = (request: IncomingMessage, response: ServerResponse, count: number) => void;

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(handler: Handler) {
  const seen: { path: string; headers: IncomingMessage['headers'] }[] = [];
  const server = await listen(async (request, response) => {
    seen.push({ path: request.url ?? '', headers: request.headers });
    handler(request, response, seen.length);
  });
  servers.push(server);
  return { url: server.url, seen };
}

/** Waits of more than 40 ms jump instead of passing, so that back-off and bans take no time; deadlines stay real. */
function jumpingClock(): Clock & { jump(ms: number): void; readonly slept: number[] } {
  let ahead = 0;
  const slept: number[] = [];
  return {
    slept,
    now: () => Date.now() + ahead,
    jump: (ms) => (ahead += ms),
    async sleep(ms, signal) {
      if (ms === DEADLINE || ms === 1_000) return systemClock.sleep(ms, signal);
      slept.push(ms);
      ahead += ms;
    },
  };
}

const DEADLINE = 600_000;
const client = (more: Partial<HttpClientSettings> = {}) =>
  createHttpClient({ clock: systemClock, random: seededRandom(1), ...more });
const request = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  source: 'test',
  url,
  deadlineMs: DEADLINE,
  ...more,
});
async function errorOf(promise: Promise<unknown>): Promise<HttpError> {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(HttpError);
  return error as HttpError;
}
const send = (response: ServerResponse, status: number, body = '', headers: Record<string, string> = {}): void => {
  response.writeHead(status, headers);
  response.end(body);
};

describe('a good reply', () => {
  it('comes back whole, with query, headers and the time of its last byte', async () => {
    const { url, seen } = await serve((_, response) => send(response, 200, '\ufeff{"ä":1}', { 'x-used': '7' }));
    const before = Date.now();
    const reply = await client({ userAgent: 'me/1' }).get(
      request(`${url}/p?a=1`, { query: { b: 'x y', none: undefined, c: true }, headers: { 'x-own': 'v' } }),
    );
    expect(seen[0]?.path).toBe('/p?a=1&b=x+y&c=true');
    expect(seen[0]?.headers).toMatchObject({ 'user-agent': 'me/1', 'x-own': 'v', 'accept-encoding': 'gzip, br' });
    expect(reply).toMatchObject({ status: 200, body: '{"ä":1}' });
    expect(reply.headers.get('x-used')).toBe('7');
    expect(reply.receivedAt).toBeGreaterThanOrEqual(before);
  });

  it('is decompressed', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(gzipSync('[1]'));
    });
    expect((await client().get(request(url))).body).toBe('[1]');
  });

  it('may be in the charset that it names', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/xml; charset="ISO-8859-1"' });
      response.end(Buffer.from([0x4d, 0xfc, 0x6e]));
    });
    expect((await client().get(request(url))).body).toBe('Mün');
  });

  const RUSSIAN = 'Биткоин не падает';
  const declared = (charset: string): string => `<?xml version="1.0" encoding="${charset}"?><rss>${RUSSIAN}</rss>`;
  /** One byte a character, by the table of the charset. */
  const encoded = (text: string, charset: string): Buffer => {
    const table = new TextDecoder(charset).decode(Uint8Array.from({ length: 256 }, (_, i) => i));
    return Buffer.from(Array.from(text, (character) => table.indexOf(character)));
  };
  const utf16 = (text: string, order: 'le' | 'be', mark = ''): Buffer => {
    const bytes = Buffer.from(mark + text, 'utf16le');
    return order === 'le' ? bytes : bytes.swap16();
  };
  it.each([
    [
      'windows-1251 by declaration',
      encoded(declared('windows-1251'), 'windows-1251'),
      'text/xml',
      declared('windows-1251'),
    ],
    ['KOI8-R by declaration', encoded(declared('KOI8-R'), 'koi8-r'), 'application/xml', declared('KOI8-R')],
    [
      'the header before the declaration',
      encoded(declared('KOI8-R'), 'windows-1251'),
      'text/xml; charset=cp1251',
      declared('KOI8-R'),
    ],
    [
      'the declaration where the header is wrong',
      encoded(declared('windows-1251'), 'windows-1251'),
      'text/xml; charset=utf-8',
      declared('windows-1251'),
    ],
    [
      'an unknown header',
      encoded(declared('windows-1251'), 'windows-1251'),
      'text/xml; charset=nonsense',
      declared('windows-1251'),
    ],
    [
      'UTF-8, whatever is declared',
      Buffer.from(declared('windows-1251')),
      'text/xml; charset=koi8-r',
      declared('windows-1251'),
    ],
    ['UTF-16 LE with its mark', utf16(declared('UTF-16'), 'le', '\ufeff'), 'text/xml', declared('UTF-16')],
    [
      'UTF-16 BE with its mark',
      utf16(declared('UTF-16'), 'be', '\ufeff'),
      'text/xml; charset=utf-8',
      declared('UTF-16'),
    ],
    ['UTF-16 LE without', utf16(declared('UTF-16'), 'le'), 'text/xml', declared('UTF-16')],
    ['UTF-16 BE without', utf16(declared('utf-16be'), 'be'), 'text/xml', declared('utf-16be')],
    [
      'ISO-8859-1 by declaration',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>Mün</a>', 'latin1'),
      'text/xml',
      '<?xml version="1.0" encoding="ISO-8859-1"?><a>Mün</a>',
    ],
  ])('is read in its charset: %s', async (_, bytes, type, text) => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': type });
      response.end(bytes);
    });
    expect((await client().get(request(url))).body).toBe(text);
  });

  it.each([
    ['no header', undefined, gzipSync('[1]')],
    ['x-gzip', 'x-gzip', gzipSync('[1]')],
    ['upper case', 'GZIP', gzipSync('[1]')],
    ['gzip named twice, done once', 'gzip, gzip', gzipSync('[1]')],
    ['gzip named once, done twice', 'gzip', gzipSync(gzipSync('[1]'))],
    ['a charset for an encoding', 'utf-8', gzipSync('[1]')],
    ['none', 'none', Buffer.from('[1]')],
    ['identity', 'identity', Buffer.from('[1]')],
    ['gzip that is plain', 'gzip', Buffer.from('[1]')],
    ['br that is plain', 'br', Buffer.from('[1]')],
    ['br', 'br', brotliCompressSync('[1]')],
    ['br in gzip', 'br, gzip', gzipSync(brotliCompressSync('[1]'))],
    ['deflate', 'deflate', deflateSync('[1]')],
    ['deflate without its head', 'deflate', deflateRawSync('[1]')],
    ['nothing at all', 'gzip', Buffer.alloc(0)],
  ])('is decompressed by its bytes: %s', async (_, encoding, bytes) => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, encoding === undefined ? {} : { 'content-encoding': encoding });
      response.end(bytes);
    });
    expect((await client().get(request(url))).body).toBe(bytes.length === 0 ? '' : '[1]');
  });

  it('in a compression that nobody asked for is refused by name', async () => {
    const { url } = await serve((_, response) => send(response, 200, '[1]', { 'content-encoding': 'zstd' }));
    const error = await errorOf(client().get(request(url)));
    expect([error.code, error.message.includes('"zstd"')]).toEqual(['http.body.broken', true]);
  });

  it('is JSON of the schema', async () => {
    const { url } = await serve((_, response) => send(response, 200, '{"price":"1.5","more":true}'));
    const { data, response } = await client().getJson(request(url), z.object({ price: z.string() }));
    expect(data).toEqual({ price: '1.5' });
    expect(response.status).toBe(200);
  });
});

describe('the deadline', () => {
  const slow: [string, Handler][] = [
    ['a server that never answers', () => undefined],
    [
      'a body that drips',
      (_, response) => {
        response.writeHead(200);
        const timer = setInterval(() => response.write('x'), 100);
        response.on('close', () => clearInterval(timer));
      },
    ],
    ['a body that stops', (_, response) => void response.writeHead(200).write('[')],
    [
      'an error page that drips',
      (_, response) => {
        response.writeHead(404);
        const timer = setInterval(() => response.write('x'), 100);
        response.on('close', () => clearInterval(timer));
      },
    ],
  ];
  it.each(slow)('holds for %s', async (_, handler) => {
    const { url } = await serve(handler);
    const start = performance.now();
    const error = await errorOf(client().get(request(url, { deadlineMs: 700 })));
    expect(performance.now() - start).toBeLessThan(1_700);
    expect(error).toMatchObject({ code: 'http.deadline', retryable: true });
  });

  it('holds for a server that accepts and says nothing, TLS included', async () => {
    const sockets = new Set<{ destroy(): void }>();
    const silent = createTcpServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => undefined);
    });
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const start = performance.now();
    const error = await errorOf(client().get(request(`https://127.0.0.1:${port}`, { deadlineMs: 400 })));
    expect(performance.now() - start).toBeLessThan(1_400);
    expect(error.code).toBe('http.deadline');
    for (const socket of sockets) socket.destroy();
    silent.close();
  });

  it('counts the retries and their waits in', async () => {
    const { url, seen } = await serve((_, response) => setTimeout(() => send(response, 500), 250));
    const start = performance.now();
    await errorOf(client({ random: { next: () => 0.4 } }).get(request(url, { deadlineMs: 600 })));
    expect(performance.now() - start).toBeLessThan(1_600);
    expect(seen.length).toBeLessThan(3);
  });

  it('ends at once when the caller gives up, and sends nothing when he already has', async () => {
    const { url, seen } = await serve(() => undefined);
    const controller = new AbortController();
    const asking = errorOf(client().get(request(url, { signal: controller.signal })));
    await delay(50);
    controller.abort();
    expect((await asking).code).toBe('http.aborted');
    const late = await errorOf(client().get(request(url, { signal: AbortSignal.abort() })));
    expect(late.code).toBe('http.aborted');
    expect(seen).toHaveLength(1);
  });
});

describe('the size cap', () => {
  it('drops a body at the first byte too many', async () => {
    const { url } = await serve((_, response) => send(response, 200, 'x'.repeat(1_001)));
    expect((await errorOf(client().get(request(url, { maxBytes: 1_000 })))).code).toBe('http.too-large');
    expect((await client().get(request(url, { maxBytes: 1_001 }))).body).toHaveLength(1_001);
  });

  it('counts decoded bytes, not those on the wire', async () => {
    const bomb = gzipSync(Buffer.alloc(20 * 1024 * 1024));
    const { url, seen } = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.end(bomb);
    });
    expect(bomb.length).toBeLessThan(30_000);
    const error = await errorOf(client().get(request(url)));
    expect(error).toMatchObject({ code: 'http.too-large', retryable: false });
    expect(seen).toHaveLength(1);
  });
});

describe('retries', () => {
  it('come up to twice after 5xx, with full jitter between', async () => {
    const clock = jumpingClock();
    const { url, seen } = await serve((_, response, count) => send(response, count < 3 ? 503 : 200, 'ok'));
    const reply = await client({ clock, random: { next: () => 0.5 } }).get(request(url));
    expect(reply.body).toBe('ok');
    expect(seen).toHaveLength(3);
    expect(clock.slept).toEqual([250, 500]);
  });

  it('end after three tries, or as many as were asked for', async () => {
    const { url, seen } = await serve((_, response) => send(response, 500, 'why'));
    const error = await errorOf(client({ clock: jumpingClock() }).get(request(url)));
    expect(error).toMatchObject({ code: 'http.status.500', status: 500, bodyExcerpt: 'why', retryable: true });
    expect(seen).toHaveLength(3);
    await errorOf(client({ clock: jumpingClock() }).get(request(url, { tries: 1 })));
    expect(seen).toHaveLength(4);
  });

  it.each<[string, Handler]>([
    ['a reset before the head', (_, response) => response.socket?.resetAndDestroy()],
    [
      'a body cut short',
      (_, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half');
        setTimeout(() => response.destroy(), 10);
      },
    ],
    [
      'a damaged gzip body',
      (_, response) => {
        response.writeHead(200, { 'content-encoding': 'gzip' });
        response.end('no gzip');
      },
    ],
    ['text that is not UTF-8', (_, response) => void response.end(Buffer.from([0x22, 0xff, 0x22]))],
  ])('follow %s', async (_, fail) => {
    const { url, seen } = await serve((request, response, count) =>
      count === 1 ? fail(request, response, count) : send(response, 200, 'whole'),
    );
    expect((await client({ clock: jumpingClock() }).get(request(url))).body).toBe('whole');
    expect(seen).toHaveLength(2);
  });

  it.each([304, 400, 401, 403, 404, 451])('do not follow %i', async (status) => {
    const { url, seen } = await serve((_, response) => send(response, status));
    const error = await errorOf(client().get(request(url)));
    expect(error).toMatchObject({ code: `http.status.${status}`, retryable: false });
    expect(seen).toHaveLength(1);
  });

  it('that the rate budget forbids leave the real error standing', async () => {
    const { url, seen } = await serve((_, response) => send(response, 503));
    const rate = { key: 'k', limit: 1, windowMs: DEADLINE };
    const error = await errorOf(client({ clock: jumpingClock() }).get(request(url, { rate })));
    expect(error.code).toBe('http.status.503');
    expect(seen).toHaveLength(1);
  });

  it('wait as long as the server asks, if that fits the deadline', async () => {
    const clock = jumpingClock();
    const { url, seen } = await serve((_, response, count) =>
      count === 1 ? send(response, 503, '', { 'retry-after': '20' }) : send(response, 200),
    );
    await client({ clock }).get(request(url));
    expect(seen).toHaveLength(2);
    expect(clock.slept[0]).toBeGreaterThanOrEqual(20_000);
  });

  it('fail at once where the wait does not fit', async () => {
    const { url, seen } = await serve((_, response) => send(response, 503, '', { 'retry-after': '20' }));
    const start = performance.now();
    expect((await errorOf(client().get(request(url, { deadlineMs: 5_000 })))).code).toBe('http.status.503');
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(seen).toHaveLength(1);
  });
});

describe('a ban', () => {
  const memoryStore = (): BanStore & { saved: readonly Ban[] } => ({
    saved: [],
    async load() {
      return this.saved;
    },
    async save(bans) {
      this.saved = bans;
    },
  });

  it.each<[number, Record<string, string>, number]>([
    [429, { 'retry-after': '90' }, 90_000],
    [429, {}, 60_000],
    [418, {}, 120_000],
    [418, { 'retry-after': '300' }, 300_000],
    [429, { 'retry-after': '99999999999' }, 3_600_000],
    [429, { 'retry-after': '-5' }, 60_000],
    [429, { 'retry-after': 'soon' }, 60_000],
    [429, { 'retry-after': '0' }, 1_000],
  ])('after %i %o lets nothing through for its time', async (status, headers, ms) => {
    const clock = jumpingClock();
    const { url, seen } = await serve((_, response, count) => send(response, count === 1 ? status : 200, '', headers));
    const http = client({ clock });
    expect((await errorOf(http.get(request(url, { tries: 1 })))).code).toBe(`http.status.${status}`);
    clock.jump(ms - 500);
    const banned = await errorOf(http.get(request(`${url}/other`, { source: 'another' })));
    expect(banned).toMatchObject({ code: 'http.banned', retryable: true });
    expect(banned.message).toMatch(/until \d{4}-.*Z/);
    expect(seen).toHaveLength(1);
    clock.jump(501);
    await http.get(request(url));
    expect(seen).toHaveLength(2);
  });

  it('takes a date for what it means by the clock of the server', async () => {
    const clock = jumpingClock();
    const { url, seen } = await serve((_, response, count) => {
      response.sendDate = false;
      const headers = { date: new Date(0).toUTCString(), 'retry-after': new Date(90_000).toUTCString() };
      send(response, count === 1 ? 429 : 200, '', headers);
    });
    const http = client({ clock });
    await errorOf(http.get(request(url, { tries: 1 })));
    clock.jump(89_000);
    await errorOf(http.get(request(url)));
    clock.jump(1_001);
    await http.get(request(url));
    expect(seen).toHaveLength(2);
  });

  it('is waited for by the call that met it where the deadline allows, after 429 only', async () => {
    const clock = jumpingClock();
    const limited = await serve((_, response, count) =>
      send(response, count === 1 ? 429 : 200, 'ok', { 'retry-after': '5' }),
    );
    expect((await client({ clock }).get(request(limited.url))).body).toBe('ok');
    expect(clock.slept[0]).toBeGreaterThanOrEqual(5_000);
    const banned = await serve((_, response) => send(response, 418, '', { 'retry-after': '5' }));
    expect((await errorOf(client({ clock }).get(request(banned.url)))).code).toBe('http.status.418');
    expect(banned.seen).toHaveLength(1);
  });

  it('stops what still waits in the queue of its rate key, on every host', async () => {
    const clock = jumpingClock();
    const { url, seen } = await serve((_, response) => setTimeout(() => send(response, 418), 30));
    const other = await serve((_, response) => send(response, 200));
    const http = client({ clock });
    const rate = { key: 'k', limit: 100, windowMs: 1_000, maxConcurrent: 1 };
    const calls = Array.from({ length: 5 }, () => errorOf(http.get(request(url, { rate }))));
    calls.push(errorOf(http.get(request(other.url, { rate }))));
    expect((await Promise.all(calls)).map(({ code }) => code)).toEqual([
      'http.status.418',
      ...Array.from({ length: 5 }, () => 'http.banned'),
    ]);
    expect([...seen, ...other.seen]).toHaveLength(1);
  });

  it('outlives the client in its store, but never by more than an hour', async () => {
    const clock = jumpingClock();
    const bans = memoryStore();
    const { url, seen } = await serve((_, response) => send(response, 418));
    await errorOf(client({ clock, bans }).get(request(url)));
    expect((await errorOf(client({ clock, bans }).get(request(url)))).code).toBe('http.banned');
    expect(seen).toHaveLength(1);
    bans.saved = bans.saved.map(({ key }) => ({ key, until: Number.MAX_SAFE_INTEGER }));
    const http = client({ clock, bans });
    await errorOf(http.get(request(url)));
    clock.jump(3_600_001);
    await errorOf(http.get(request(url)));
    expect(seen).toHaveLength(2);
  });

  it('is kept in memory, with a warning, where its store fails', async () => {
    const events: string[] = [];
    const add = (event: string) => void events.push(event);
    const log = { debug: add, info: add, warn: add, error: add };
    const broken: BanStore = {
      load: () => Promise.reject(new Error('no')),
      save: () => Promise.reject(new Error('no')),
    };
    const { url, seen } = await serve((_, response) => send(response, 418));
    const http = client({ bans: broken, log });
    await errorOf(http.get(request(url)));
    expect((await errorOf(http.get(request(url)))).code).toBe('http.banned');
    expect(seen).toHaveLength(1);
    expect(events).toEqual(['http.bans.unreadable', 'http.bans.unwritable', 'http.ban']);
  });
});

describe('redirects', () => {
  it('are followed on the same origin with headers and query', async () => {
    const { url, seen } = await serve((incoming, response) =>
      incoming.url === '/'
        ? send(response, 308, '', { location: '/feed?auth_token=secret-token' })
        : send(response, 200, 'x'),
    );
    const reply = await client().get(
      request(`${url}/`, { headers: { 'x-api-key': 'secret-key' }, secretQuery: ['auth_token'] }),
    );
    expect(reply.body).toBe('x');
    expect(seen[1]).toMatchObject({ path: '/feed?auth_token=secret-token', headers: { 'x-api-key': 'secret-key' } });
  });

  it('to another origin leave keys behind', async () => {
    const target = await serve((_, response) => send(response, 200, 'x'));
    const { url } = await serve((_, response) =>
      send(response, 302, '', { location: `${target.url}/feed?a=1&auth_token=secret-token` }),
    );
    await client().get(request(url, { headers: { 'X-Api-Key': 'secret-key' }, secretQuery: ['auth_token'] }));
    expect(target.seen[0]?.path).toBe('/feed?a=1');
    expect(target.seen[0]?.headers['x-api-key']).toBeUndefined();
    expect(target.seen[0]?.headers['user-agent']).toBe('llm-trading-system');
  });

  it.each<[string, (count: number) => string | undefined]>([
    ['in a loop', () => '/'],
    ['more than 3 times', (count) => `/${count}`],
    ['without saying where', () => undefined],
    ['to a file', () => 'file:///etc/passwd'],
  ])('%s are refused', async (words, location) => {
    const { url, seen } = await serve((_, response, count) => {
      const to = location(count);
      send(response, 301, '', to === undefined ? {} : { location: to });
    });
    const error = await errorOf(client().get(request(`${url}/`)));
    expect(error).toMatchObject({ code: 'http.redirect', retryable: false });
    expect(error.message).toContain(words.split(' ')[0]);
    expect(seen.length).toBeLessThanOrEqual(4);
  });
});

describe('JSON', () => {
  it.each([
    ['', 'the body is empty'],
    ['  \n', 'the body is empty'],
    ['<!DOCTYPE html><html></html>', 'got HTML'],
    ['<?xml version="1.0"?>', 'got XML'],
    ['{"a":[1,2', 'cut off'],
    ['{"a":NaN}', 'NaN or Infinity'],
    ['[1,-Infinity]', 'NaN or Infinity'],
    ['Service down', 'other text'],
    ['{"a":[{"b":1e309}]}', 'field a.0.b'],
  ])('%j is refused: %s', async (body, words) => {
    const { url } = await serve((_, response) => send(response, 200, body));
    const error = await errorOf(client().getJson(request(url), z.unknown()));
    expect(error.code).toBe('http.body.json');
    expect(error.message).toContain(words);
  });

  it('of a wrong shape names the first wrong field', async () => {
    const { url } = await serve((_, response) => send(response, 200, '{"rows":[{"x":1},{"x":"2"}]}'));
    const schema = z.object({ rows: z.array(z.object({ x: z.number() })) });
    const error = await errorOf(client().getJson(request(url), schema));
    expect(error).toMatchObject({ code: 'http.body.schema', where: 'rows.1.x', retryable: false });
  });

  it.each([
    [{ status: 'error', code: 'apiKeyExpired', message: 'Your plan has expired.' }, 'Your plan has expired.'],
    [{ status: 'api_error', info: 'Token not found' }, 'Token not found'],
    [{ error: { code: 402, message: 'Buy credits' } }, 'Buy credits'],
    [{ error: 'rate limit reached' }, 'rate limit reached'],
    [{ errors: [{ title: 'x', detail: 'wrong asset' }] }, 'wrong asset'],
    [{ success: false, msg: 'no access' }, 'no access'],
    [{ code: -1003, msg: 'Way too much request weight used.' }, 'Way too much request weight used.'],
    [{ data: [], metadata: { error: 'too many requests' } }, 'too many requests'],
    [{ status: { error_code: 1001, error_message: 'This API Key is invalid.' } }, 'This API Key is invalid.'],
    [{ Information: 'The demo key is for demo purposes only.' }, 'The demo key is for demo purposes only.'],
  ])('%j at 200 is told in the words of the vendor', async (body, words) => {
    const { url } = await serve((_, response) => send(response, 200, JSON.stringify(body)));
    const error = await errorOf(client().getJson(request(url), z.object({ rows: z.array(z.unknown()) })));
    expect(error.code).toBe('http.vendor-error');
    expect(error.message).toContain(`answered with an error: ${words}`);
  });

  it('of another shape is not a refusal by the vendor, whatever its fields are called', async () => {
    for (const body of [
      { data: [], message: '' },
      { status: 'ok', title: 'x', items: 1 },
      { error: null, data: 1 },
      [],
    ]) {
      const { url } = await serve((_, response) => send(response, 200, JSON.stringify(body)));
      const error = await errorOf(client().getJson(request(url), z.object({ rows: z.array(z.unknown()) })));
      expect(error.code).toBe('http.body.schema');
    }
  });

  it('100,000 levels deep is read all the same', async () => {
    const { url } = await serve((_, response) => send(response, 200, '['.repeat(1e5) + ']'.repeat(1e5)));
    const error = await errorOf(client().getJson(request(url), z.object({})));
    expect(error.code).toMatch(/^http\.body\./);
  });
});

describe('errors', () => {
  it('tell a refused connection, an unknown host and a bad certificate apart', async () => {
    const clock = jumpingClock();
    const refused = await errorOf(client({ clock }).get(request('http://127.0.0.1:1')));
    expect(refused).toMatchObject({ code: 'http.network', retryable: true });
    const unknown = await errorOf(client({ clock }).get(request('http://nowhere.invalid')));
    expect(unknown).toMatchObject({ code: 'http.dns', retryable: true });
    expect(unknown.message).toContain('nowhere.invalid');
  });

  it('show no key, wherever the server repeats it', async () => {
    const keys = ['query/key+1', 'header-key-2', 'pass-word-3'];
    const { url } = await serve((incoming, response) =>
      send(response, 401, `bad key ${incoming.url} ${keys.join(' ')} \u001b[31m ${encodeURIComponent(keys[0]!)}`),
    );
    const error = await errorOf(
      client().get(
        request(url.replace('//', `//user:${keys[2]}@`), {
          query: { auth_token: keys[0], symbol: 'BTC' },
          secretQuery: ['auth_token'],
          headers: { 'X-Api-Key': keys[1]! },
        }),
      ),
    );
    const shown = JSON.stringify([error.message, error.bodyExcerpt, error.where, error.remedy]);
    expect(shown).toContain('symbol=BTC');
    expect(shown).not.toContain('\u001b');
    for (const key of keys) {
      expect(shown).not.toContain(key);
      expect(shown).not.toContain(encodeURIComponent(key));
    }
  });

  it('name a key that cannot be sent as wrong input', async () => {
    const asking = client().get(request('http://127.0.0.1:1', { headers: { 'x-api-key': 'a\nb' } }));
    await expect(asking).rejects.toMatchObject({ kind: 'input', code: 'http.header' });
  });

  it('name an invalid address as wrong input, without repeating it', async () => {
    for (const url of ['sk-my-secret-key', 'ftp://sk-my-secret-key/x']) {
      const error: unknown = await client()
        .get(request(url))
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ kind: 'input', code: 'http.url' });
      expect(String(error)).not.toContain('secret');
    }
  });
});
