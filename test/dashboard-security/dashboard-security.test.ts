import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepCycle } from '../../src/app/cycle/kept-cycles.js';
import { runCycle } from '../../src/app/cycle/cycle.js';
import { demoSnapshot } from '../../src/app/snapshots/snapshot.js';
import { DASHBOARD_ROUTES } from '../../src/contract/dashboard-routes.js';
import { heuristicModel } from '../../src/evaluation/baselines/heuristic.js';
import { loadAssets } from '../../src/server/assets.js';
import { WrongTokens } from '../../src/server/security/wrong-tokens.js';
import { ask, asPage, rawly, replyOf, SECRET, served, type Served } from './served.js';

const API = '/api/v1';
const HALT = `${API}/sessions/halt`;
const WHY = '{"reason":"test"}';
let folder: string;
let open: Served;
let closed: Served;
let token: string;

const isHalted = ({ userData }: Served): boolean => existsSync(join(userData, 'sessions', 'HALT'));
const halt = (to: Served, headers: Record<string, string | null>, body = WHY) =>
  ask(to.port, 'POST', HALT, headers, body);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'dashboard-'));
  const tokenFile = join(folder, 'token');
  open = await served(join(folder, 'open'), { allowedHosts: ['trading.example.org', 'proxy.example.org:8443'] });
  closed = await served(join(folder, 'closed'), { tokenFile, host: '0.0.0.0' });
  token = (await readFile(tokenFile, 'utf8')).trim();
});
afterAll(async () => {
  await Promise.all([open.close(), closed.close()]);
  await rm(folder, { recursive: true, force: true });
});

describe('where it listens', () => {
  it('is this machine alone, by default', async () => {
    expect((await ask(open.port, 'GET', `${API}/status`)).status).toBe(200);
    expect(open.runtime.config.server.host).toBe('127.0.0.1');
  });
  it.each(['0.0.0.0', '192.0.2.1', '::'])('is not %s without a token', async (host) => {
    await expect(served(join(folder, 'none'), { host })).rejects.toThrow(/other machines/);
  });
});

describe('the name it is asked by', () => {
  it.each([
    ['another site', 'evil.example.org'],
    ['another site that points here', 'rebound.example.org:PORT'],
    ['a trailing dot', '127.0.0.1.:PORT'],
    ['localhost with a trailing dot', 'localhost.:PORT'],
    ['another port', '127.0.0.1:1'],
    ['no port', '127.0.0.1'],
    ['a name that only begins well', '127.0.0.1.evil.example.org:PORT'],
  ])('is refused: %s', async (_, name) => {
    const host = name.replace('PORT', String(open.port));
    const reply = await halt(open, { ...asPage(open.port), Host: host, Origin: `http://${host}` });
    expect([400, 403]).toContain(reply.status);
    expect(isHalted(open)).toBe(false);
  });
  it('is not what a proxy says it was', async () => {
    const host = { Host: 'evil.example.org', 'X-Forwarded-Host': `127.0.0.1:${open.port}` };
    expect((await ask(open.port, 'GET', `${API}/status`, host)).status).toBe(403);
    const forged = { 'X-Forwarded-Host': 'evil.example.org' };
    expect((await ask(open.port, 'GET', `${API}/status`, forged)).status).toBe(200);
  });
  it('has to be there', async () => {
    expect((await ask(open.port, 'GET', `${API}/status`, { Host: null })).status).toBe(400);
  });
  it('may be localhost, [::1] or one that was allowed, whatever its letters', async () => {
    for (const name of [
      'localhost:PORT',
      'LOCALHOST:PORT',
      '[::1]:PORT',
      'trading.example.org:PORT',
      'proxy.example.org:8443',
    ]) {
      const host = name.replace('PORT', String(open.port));
      expect((await ask(open.port, 'GET', `${API}/status`, { Host: host })).status, host).toBe(200);
    }
  });
});

describe('a change', () => {
  const without = (header: string) => ({ ...asPage(open.port), [header]: null });
  it.each([
    ['without an origin', () => without('Origin')],
    ['of another origin', () => ({ ...asPage(open.port), Origin: 'http://evil.example.org' })],
    ['of no origin', () => ({ ...asPage(open.port), Origin: 'null' })],
    ['of another port of this machine', () => ({ ...asPage(open.port), Origin: 'http://127.0.0.1:1' })],
    ['of another name of this machine', () => ({ ...asPage(open.port), Origin: `http://localhost:${open.port}` })],
    ['of another site, says the browser', () => ({ ...asPage(open.port), 'Sec-Fetch-Site': 'cross-site' })],
    ['of the same site, says the browser', () => ({ ...asPage(open.port), 'Sec-Fetch-Site': 'same-site' })],
    ['without the header of a page', () => without('X-LLM-Trading')],
    ['of a form', () => ({ ...asPage(open.port), 'Content-Type': 'application/x-www-form-urlencoded' })],
  ])('%s is refused', async (_, headers) => {
    expect((await halt(open, headers())).status).toBe(403);
    expect(isHalted(open)).toBe(false);
  });
  it('is refused on every route of the table that makes one, unless a page of this server asks', async () => {
    const changes = Object.values(DASHBOARD_ROUTES).filter(({ method }) => method !== 'GET');
    expect(changes.length).toBeGreaterThan(8);
    for (const { method, path } of changes) {
      const reply = await ask(
        open.port,
        method,
        `${API}${path.replace(/:\w+/, 'demo')}`,
        {},
        method === 'POST' ? WHY : '',
      );
      expect(reply.status, `${method} ${path}`).toBe(403);
    }
    expect([isHalted(open), open.started]).toEqual([false, []]);
  });
  it('is none of what a GET can do, with whatever method it claims to be', async () => {
    for (const { method, path } of Object.values(DASHBOARD_ROUTES)) {
      if (method === 'GET') continue;
      const at = `${API}${path.replace(/:\w+/, 'demo')}?reason=x&_method=${method}`;
      await ask(open.port, 'GET', at, { ...asPage(open.port), 'X-HTTP-Method-Override': method });
    }
    expect([isHalted(open), open.started]).toEqual([false, []]);
  });
  it('of another origin gets no leave from CORS, asked before or after', async () => {
    const origin = { Origin: 'http://evil.example.org', 'Access-Control-Request-Method': 'POST' };
    for (const method of ['OPTIONS', 'GET']) {
      const reply = await ask(open.port, method, HALT, origin);
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(reply.status).toBe(403);
    }
  });
});

describe('the token', () => {
  // A wrong token counts against this machine: each check of one has a server of its own.
  const withServer = async (check: (to: Served) => Promise<void>): Promise<void> => {
    const own = await served(join(folder, 'own'), { tokenFile: join(folder, 'token') });
    await check(own).finally(() => own.close());
  };
  const bearer = (text: string) => ({ Authorization: `Bearer ${text}` });
  it('lets in', async () => {
    expect((await ask(closed.port, 'GET', `${API}/status`, bearer(token))).status).toBe(200);
  });
  it('is missed on every route', async () => {
    for (const { method, path } of Object.values(DASHBOARD_ROUTES)) {
      const at = `${API}${path.replace(/:\w+/, 'demo')}`;
      const reply = await ask(closed.port, method, at, asPage(closed.port), method === 'POST' ? WHY : '');
      expect(reply.status, `${method} ${path}`).toBe(401);
      expect(reply.body).not.toContain(SECRET);
    }
    expect([isHalted(closed), closed.started]).toEqual([false, []]);
  });
  it.each([
    ['another', () => 'A'.repeat(43)],
    ['its beginning', () => token.slice(0, -1)],
    ['its first letter', () => token.slice(0, 1)],
    ['more than it', () => `${token}A`],
  ])('is not %s', async (_, given) => {
    await withServer(async (own) => {
      expect((await ask(own.port, 'GET', `${API}/status`, bearer(given()))).status).toBe(401);
      expect((await halt(own, { ...asPage(own.port), ...bearer(given()) })).status).toBe(401);
      expect(isHalted(own)).toBe(false);
    });
  });
  it('counts nothing in an address, and no log has it', async () => {
    expect((await ask(closed.port, 'GET', `${API}/status?token=${token}&access_token=${token}`)).status).toBe(401);
    expect(closed.log.join('')).not.toContain(token);
  });
  it('that is made has 256 bits, is another each time, and is its owner’s alone', async () => {
    const [one, other] = [join(folder, 'one'), join(folder, 'other')];
    for (const tokenFile of [one, other]) await (await served(join(folder, 'made'), { tokenFile })).close();
    const texts = await Promise.all([one, other].map(async (file) => (await readFile(file, 'utf8')).trim()));
    expect(texts.map((text) => Buffer.from(text, 'base64url').length)).toEqual([32, 32]);
    expect(texts[0]).not.toBe(texts[1]);
    expect((await stat(one)).mode & 0o777).toBe(0o600);
  });
  it('of a file that others can read is refused, with what to do', async () => {
    const tokenFile = join(folder, 'shown');
    await writeFile(tokenFile, `${'x'.repeat(43)}\n`);
    await chmod(tokenFile, 0o644);
    await expect(served(join(folder, 'shown-data'), { tokenFile })).rejects.toThrow(/chmod 600/);
  });
  it('that is too short is refused', async () => {
    const tokenFile = join(folder, 'short');
    await writeFile(tokenFile, 'secret\n', { mode: 0o600 });
    await expect(served(join(folder, 'short-data'), { tokenFile })).rejects.toThrow(/no token/);
  });
});

describe('how much it takes', () => {
  it('is five wrong tokens a minute, and then not even the right one', async () => {
    const own = await served(join(folder, 'guessed'), { tokenFile: join(folder, 'token') });
    const asked = (text: string) => ask(own.port, 'GET', `${API}/status`, { Authorization: `Bearer ${text}` });
    for (let i = 0; i < 5; i++) expect((await asked(`wrong-${i}`)).status).toBe(401);
    const refused = await asked(token);
    expect([refused.status, Number(refused.headers['retry-after']) > 0]).toEqual([429, true]);
    await own.close();
  });
  it('is as much again a minute later', () => {
    let now = 0;
    const wrong = new WrongTokens(() => now);
    for (let i = 0; i < 5; i++) wrong.count('a');
    expect([wrong.waitSeconds('a'), wrong.waitSeconds('b')]).toEqual([60, 0]);
    now = 60_001;
    expect(wrong.waitSeconds('a')).toBe(0);
  });
  it('is a body of 1 MB', async () => {
    const body = JSON.stringify({ reason: 'x'.repeat(1024 * 1024) });
    expect((await halt(open, asPage(open.port), body)).status).toBe(413);
  });
  it('is a body of 1 MB, also where its length is not told', async () => {
    const part = 'x'.repeat(64 * 1024);
    const chunks = `${part.length.toString(16)}\r\n${part}\r\n`.repeat(20);
    const headers = {
      ...asPage(open.port),
      Host: `127.0.0.1:${open.port}`,
      'Transfer-Encoding': 'chunked',
      'Content-Type': 'application/json',
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const text = await rawly(
      open.port,
      `POST ${HALT} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${chunks}0\r\n\r\n`,
      (got) => got.includes('\r\n\r\n'),
    );
    expect(replyOf(text).status).toBe(413);
    expect(isHalted(open)).toBe(false);
  });
  it('is a head of 16 kB', async () => {
    expect((await ask(open.port, 'GET', '/', { 'X-Long': 'x'.repeat(20_000) })).status).toBe(431);
  });
  it('is not two lengths for one body', async () => {
    const text = `POST ${HALT} HTTP/1.1\r\nHost: 127.0.0.1:${open.port}\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`;
    expect(replyOf(await rawly(open.port, text)).status).toBe(400);
  });
  it('is a head within ten seconds, however it drips', { timeout: 20_000 }, async () => {
    const began = Date.now();
    const got = await rawly(open.port, `GET / HTTP/1.1\r\nHost: 127.0.0.1:${open.port}\r\nX-Slow:`, undefined, 18_000);
    expect(replyOf(got).status).toBe(408);
    expect(Date.now() - began).toBeLessThan(15_000);
  });
  it('is 200 connections, and the next are let go', async () => {
    const own = await served(join(folder, 'many'));
    const sockets: Socket[] = [];
    let let_go = 0;
    for (let i = 0; i < 210; i++) {
      const socket = connect({ port: own.port, host: '127.0.0.1' });
      socket.on('close', () => (let_go += 1)).on('error', () => undefined);
      await new Promise((resolve) => socket.once('connect', resolve));
      sockets.push(socket);
    }
    await expect.poll(() => let_go).toBe(10);
    for (const socket of sockets) socket.destroy();
    await own.close();
  });
});

describe('a path', () => {
  it.each([
    '/../../package.json',
    '/assets/../../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/%252e%252e%252fpackage.json',
    '/..\\..\\package.json',
    '/\\\\server\\share\\file',
    '/index.html%00.png',
    '//etc/passwd',
    `${API}/runs/..%2f..%2f..%2fetc%2fpasswd/report`,
    `${API}/cycles/..%2f..%2ftoken`,
  ])('%s opens no file', async (path) => {
    const { status, body } = await ask(open.port, 'GET', path);
    expect([400, 404]).toContain(status);
    expect(body).not.toMatch(/root:|"devDependencies"/);
  });
  it('that is a link leads nowhere', async () => {
    const root = await mkdtemp(join(tmpdir(), 'assets-'));
    await writeFile(join(folder, 'secret.json'), '{}');
    await writeFile(join(root, 'page.js'), '1');
    await symlink(join(folder, 'secret.json'), join(root, 'secret.json'));
    await symlink(folder, join(root, 'all'));
    expect([...loadAssets(root).keys()].sort()).toEqual(['/', '/index.html', '/page.js']);
    await rm(root, { recursive: true });
  });
});

describe('what it answers', () => {
  const policy = async (path: string) => (await ask(open.port, 'GET', path)).headers['content-security-policy'] ?? '';
  it('runs scripts of its own alone', async () => {
    const script = /script-src ([^;]*)/.exec(await policy('/'))?.[1];
    expect(script).toBe("'self'");
  });
  it.each(['/', '/none', `${API}/status`])('styles by files of its own alone, at %s', async (path) => {
    const said = await policy(path);
    expect(/style-src ([^;]*)/.exec(said)?.[1]).toBe("'self'");
    expect(said).not.toContain('unsafe');
  });
  it('loads nothing from elsewhere', async () => {
    expect(await policy('/')).toMatch(/default-src 'none'.*connect-src 'self'.*base-uri 'none'.*form-action 'none'/);
    expect(await policy('/')).not.toMatch(/https?:|\*/);
  });
  it('is framed by nobody', async () => {
    const { headers } = await ask(open.port, 'GET', '/');
    expect([
      headers['x-frame-options'],
      /frame-ancestors ([^;]*)/.exec(headers['content-security-policy']!)?.[1],
    ]).toEqual(['DENY', "'none'"]);
  });
  it.each(['/', '/none', `${API}/status`, `${API}/none`])('is not guessed at, at %s', async (path) => {
    const { headers } = await ask(open.port, 'GET', path);
    expect([headers['x-content-type-options'], headers['referrer-policy']]).toEqual(['nosniff', 'no-referrer']);
    expect(await policy(path)).toContain("script-src 'self'");
  });
  it('is never kept where it is data', async () => {
    expect((await ask(open.port, 'GET', `${API}/status`)).headers['cache-control']).toBe('no-store');
  });
  it('is not sent again where it is as it was, and only to whom it may be told', async () => {
    const path = `${API}/cycles?limit=5`;
    const first = await ask(open.port, 'GET', path);
    const tag = first.headers.etag!;
    expect(tag).toMatch(/^"[\w-]{22}"$/);
    const again = await ask(open.port, 'GET', path, { 'If-None-Match': `"other", ${tag}` });
    expect([again.status, again.body, again.headers.etag]).toEqual([304, '', tag]);
    expect(again.headers['cache-control']).toBe('no-store');
    expect(again.headers['content-security-policy']).toBe(first.headers['content-security-policy']);
    expect((await ask(open.port, 'GET', path, { 'If-None-Match': '"other"' })).status).toBe(200);
    const cycle = await runCycle(open.runtime, await demoSnapshot(open.runtime), { model: heuristicModel });
    await keepCycle(open.runtime, cycle, 'demo');
    const changed = await ask(open.port, 'GET', path, { 'If-None-Match': tag });
    expect([changed.status, changed.headers.etag === tag]).toEqual([200, false]);
    // Without a token nobody learns whether it changed.
    expect((await ask(closed.port, 'GET', path, { 'If-None-Match': '*', Host: `127.0.0.1:${closed.port}` })).status).toBe(401); // prettier-ignore
  });
  it('sends a file of the page once, while it stays the same', async () => {
    const index = await ask(open.port, 'GET', '/');
    const known = await ask(open.port, 'GET', '/', { 'If-None-Match': index.headers.etag! });
    expect([index.status, known.status, known.body]).toEqual([200, 304, '']);
    expect([index.headers['cache-control'], known.headers['cache-control']]).toEqual(['no-cache', 'no-cache']);
    const root = await mkdtemp(join(tmpdir(), 'assets-'));
    const tagOf = async (text: string): Promise<string> => {
      await writeFile(join(root, 'page.js'), text);
      return loadAssets(root).get('/page.js')!.tag;
    };
    expect(await tagOf('1')).toBe(await tagOf('1'));
    expect(await tagOf('1')).not.toBe(await tagOf('2'));
    await rm(root, { recursive: true });
  });
  it('holds a headline and a model’s words as text, never as a page', async () => {
    const attack = '<img src=x onerror=alert(1)><script>alert(2)</script>';
    const snapshot = await demoSnapshot(open.runtime);
    const news = snapshot.news.map((each) => ({ ...each, text: attack }));
    const cycle = await runCycle(open.runtime, { ...snapshot, news }, { model: heuristicModel });
    const said = { ...cycle, llm_output: { ...cycle.llm_output!, reasoning_short: attack } };
    const id = await keepCycle(open.runtime, said, 'demo');
    const { headers, body } = await ask(open.port, 'GET', `${API}/cycles/${id}`);
    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(body).toContain('onerror=alert(1)');
  });
  it('shows a secret setting as set, and nothing more', async () => {
    const { status, body } = await ask(open.port, 'GET', `${API}/settings`);
    expect(status).toBe(200);
    expect(body).toContain('OPENAI_API_KEY');
    for (const form of [SECRET, Buffer.from(SECRET).toString('base64'), encodeURIComponent(SECRET)])
      expect(body).not.toContain(form);
  });
});

describe('the stream of events', () => {
  const begins = (got: string) => got.includes('event: hello');
  const stream = (to: Served, query: string, headers: Record<string, string> = {}) => {
    const lines = Object.entries({ Host: `127.0.0.1:${to.port}`, ...headers }).map(
      ([name, value]) => `${name}: ${value}`,
    );
    return rawly(to.port, `GET ${API}/events${query} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`, (got) => begins(got) || got.includes('HTTP/1.1 4')); // prettier-ignore
  };
  const ticket = async () => {
    const headers = { ...asPage(closed.port), Authorization: `Bearer ${token}` };
    return (JSON.parse((await ask(closed.port, 'POST', `${API}/tickets`, headers)).body.replace(/^[^{]*|[^}]*$/g, '')) as { ticket: string }).ticket; // prettier-ignore
  };
  it('opens to a page of the server', async () => {
    expect(begins(await stream(open, '', { Origin: `http://127.0.0.1:${open.port}` }))).toBe(true);
  });
  it('stays shut to one of another origin or site', async () => {
    expect(replyOf(await stream(open, '', { Origin: 'http://evil.example.org' })).status).toBe(403);
    expect(replyOf(await stream(open, '', { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
  });
  it('wants the token', async () => {
    expect(replyOf(await stream(closed, '')).status).toBe(401);
    expect(replyOf(await stream(closed, `?token=${token}`)).status).toBe(401);
  });
  it('takes the token in its header', async () => {
    expect(begins(await stream(closed, '', { Authorization: `Bearer ${token}` }))).toBe(true);
  });
  it('takes a ticket once', async () => {
    const given = await ticket();
    expect(begins(await stream(closed, `?ticket=${given}`))).toBe(true);
    expect(replyOf(await stream(closed, `?ticket=${given}`)).status).toBe(401);
  });
  it('takes a ticket for a stream or a report and for nothing else', async () => {
    expect((await ask(closed.port, 'GET', `${API}/status?ticket=${await ticket()}`)).status).toBe(401);
    expect((await ask(closed.port, 'GET', `${API}/runs/none?ticket=${await ticket()}`)).status).toBe(401);
    const report = `${API}/runs/20250101-000000-000-none/report`;
    const given = await ticket();
    expect((await ask(closed.port, 'GET', report)).status).toBe(401);
    expect((await ask(closed.port, 'GET', `${report}?ticket=${given}`)).status).toBe(404);
    expect((await ask(closed.port, 'GET', `${report}?ticket=${given}`)).status).toBe(401);
  });
});

describe('after all of this', () => {
  it('nothing was changed by anybody, and a page of the server may', async () => {
    expect([isHalted(open), isHalted(closed), open.started, closed.started]).toEqual([false, false, [], []]);
    // A change is never taken for something that the page has already.
    expect((await halt(open, { ...asPage(open.port), 'If-None-Match': '*' })).status).toBe(200);
    expect((await halt(closed, { ...asPage(closed.port), Authorization: `Bearer ${token}` })).status).toBe(200);
    expect([isHalted(open), isHalted(closed)]).toEqual([true, true]);
  });
});
