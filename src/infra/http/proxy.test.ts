import { createServer, type IncomingMessage, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listen, type Loopback } from '../../../test/servers/loopback.js';
import { systemClock } from '../../app/runtime/system.js';
import { seededRandom } from '../../core/ports/index.js';
import { createLlmFetch, LLM_AGENT_OPTIONS } from '../llm/fetch.js';
import { createHttpClient } from './client.js';
import { dispatcherFor, proxyFor, proxyOf, shownProxy } from './proxy.js';

describe('proxyOf', () => {
  it.each([
    [{}, null, null],
    [{ HTTPS_PROXY: 'http://p:3128' }, null, 'http://p:3128'],
    [{ HTTP_PROXY: 'http://p:3128' }, 'http://p:3128', 'http://p:3128'],
    [{ ALL_PROXY: 'p.example:3128' }, 'http://p.example:3128', 'http://p.example:3128'],
    [{ ALL_PROXY: 'http://a:1', HTTP_PROXY: 'http://b:2' }, 'http://b:2', 'http://a:1'],
    [{ https_proxy: 'http://low:1', HTTPS_PROXY: 'http://up:1' }, null, 'http://low:1'],
    [{ HTTPS_PROXY: ' ' }, null, null],
  ])('%j', (env, http, https) => {
    expect(proxyOf(env)).toMatchObject({ http, https, unusable: [] });
  });

  it('leaves this machine alone, unless it is asked not to', () => {
    const set = { HTTPS_PROXY: 'http://p:1' };
    expect(proxyOf({ ...set, NO_PROXY: 'a.example, .b.example' }).bypass).toBe(
      'a.example,.b.example,localhost,127.0.0.1,[::1],::1,0.0.0.0',
    );
    expect(proxyOf({ ...set, NO_PROXY: '<-loopback>,a.example' }).bypass).toBe('a.example');
    expect(proxyOf({ ...set, no_proxy: '*' }).bypass).toBe('*');
  });

  it('says what it cannot use, and shows no password', () => {
    const found = proxyOf({ ALL_PROXY: 'socks5://me:secret@p:1080' });
    expect(found).toMatchObject({ http: null, https: null });
    expect(found.unusable).toEqual(['ALL_PROXY names no http or https proxy, so it is not used.']);
    expect(shownProxy('http://me:secret@p:3128')).toBe('http://p:3128');
  });
});

describe('proxyFor', () => {
  const settings = proxyOf({ HTTPS_PROXY: 'http://p:1', NO_PROXY: 'corp.example, .intra:8443, 10.0.0.5' });
  it.each([
    ['https://api.openai.com/v1', 'http://p:1'],
    ['http://api.openai.com/v1', null],
    ['https://corp.example/v1', null],
    ['https://llm.corp.example/v1', null],
    ['https://notcorp.example/v1', 'http://p:1'],
    ['https://a.intra:8443/v1', null],
    ['https://a.intra/v1', 'http://p:1'],
    ['https://10.0.0.5', null],
    ['https://127.0.0.1:8080', null],
    ['https://localhost', null],
    ['https://[::1]:8080', null],
  ])('%s goes through %s', (address, proxy) => {
    expect(proxyFor(settings, address)).toBe(proxy);
  });
  it('is nobody where all hosts are reached straight', () => {
    expect(proxyFor(proxyOf({ HTTPS_PROXY: 'http://p:1', NO_PROXY: '*' }), 'https://a.example')).toBeNull();
  });
});

describe('a real proxy', () => {
  let proxy: Server;
  let target: Loopback;
  let address: string;
  const asked: string[] = [];
  const auth: (string | undefined)[] = [];
  beforeEach(async () => {
    asked.length = 0;
    auth.length = 0;
    target = await listen(async (_request, response) => void response.end('{"reached":true}'));
    proxy = createServer((_request, response) => {
      response.writeHead(405).end();
    });
    proxy.on('connect', (request: IncomingMessage, socket) => {
      asked.push(request.url ?? '');
      auth.push(request.headers['proxy-authorization']);
      // Whatever name is asked for is reached at the target: names need no resolver.
      const upstream = connect(Number(new URL(target.url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(socket);
        socket.pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    address = `http://me:word@127.0.0.1:${(proxy.address() as AddressInfo).port}`;
  });
  afterEach(async () => {
    proxy.closeAllConnections();
    await Promise.all([target.close(), new Promise((resolve) => proxy.close(resolve))]);
  });

  it.each([
    ['HTTP_PROXY', 'http://vendor.invalid/x', {}, true],
    ['ALL_PROXY', 'http://vendor.invalid/x', {}, true],
    ['HTTP_PROXY', 'here', {}, false],
    ['HTTP_PROXY', 'here', { NO_PROXY: '<-loopback>' }, true],
    ['HTTP_PROXY', 'here', { NO_PROXY: '*' }, false],
  ])('%s to %s with %j is used: %s', async (name, where, more, used) => {
    const url = where === 'here' ? `${target.url}/x` : where;
    const settings = proxyOf({ [name]: address, ...more });
    const http = createHttpClient({
      clock: systemClock,
      random: seededRandom(1),
      dispatcher: () => dispatcherFor(settings, {}),
    });
    expect((await http.get({ source: 'test', url, tries: 1 })).body).toBe('{"reached":true}');
    const response = await createLlmFetch(LLM_AGENT_OPTIONS, settings)(url);
    expect(await response.json()).toEqual({ reached: true });
    expect(asked).toEqual(used ? [new URL(url).host, new URL(url).host].map(withPort) : []);
    if (used) expect(auth[0]).toBe(`Basic ${Buffer.from('me:word').toString('base64')}`);
  });
});

const withPort = (host: string): string => (host.includes(':') ? host : `${host}:80`);
