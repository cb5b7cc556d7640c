import type { HttpBindings } from '@hono/node-server';
import { Hono, type Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { DASHBOARD_ROUTES, type RouteName } from '../contract/dashboard-routes.js';
import type { DashboardRoute } from '../contract/dashboard-route.js';
import { messageOf } from '../core/errors.js';
import { LANGUAGES, type Language } from '../report/language/catalogue.js';
import { ApiFailure, apiFailureOf } from './api-failure.js';
import { fieldOfPath } from './field-of-error.js';
import type { Asset } from './assets.js';
import { entityTag, unchanged } from './entity-tag.js';
import { eventStream } from './events/event-stream.js';
import type { DashboardParts, Handlers } from './routes/handlers.js';
import { readReport } from './routes/report.js';
import { REPORT_POLICY, SAFE_HEADERS } from './security/response-headers.js';
import { foreignBecause } from './security/same-origin.js';
import { bearerOf, isToken } from './security/token.js';
import type { WrongTokens } from './security/wrong-tokens.js';

/** Largest body of a request, bytes. */
const MOST_BYTES = 1024 * 1024;
export const API = '/api/v1';

export interface AppOptions {
  readonly parts: DashboardParts;
  readonly handlers: Handlers;
  readonly hosts: ReadonlySet<string>;
  /** Null: none is needed. */
  readonly token: string | null;
  readonly wrongTokens: WrongTokens;
  readonly assets: ReadonlyMap<string, Asset>;
  /** Ends the streams. */
  readonly signal: AbortSignal;
}

type Env = { Bindings: HttpBindings };

/** Every request goes the same way: headers, host, origin, token, size; then the table of routes, and last the files of the page. */
export function dashboardApp(options: AppOptions): Hono<Env> {
  const { parts, handlers, hosts, assets, signal } = options;
  const app = new Hono<Env>();
  app.onError((error, c) => {
    const { status, body, isBug } = apiFailureOf(error);
    if (isBug) parts.runtime.log.error('server.bug', { error });
    return c.json(body, status as 400);
  });
  app.use(async (c, next) => {
    for (const [name, value] of Object.entries(SAFE_HEADERS)) c.header(name, value);
    const host = (c.req.header('host') ?? '').toLowerCase();
    if (!hosts.has(host)) {
      throw new ApiFailure(403, 'api.host', 'This name is not one of the server’s.', 'open it by 127.0.0.1, or allow the name when it is started'); // prettier-ignore
    }
    await next();
  });
  app.use(`${API}/*`, async (c, next) => {
    c.header('Cache-Control', 'no-store');
    const foreign = foreignBecause({
      method: c.req.method,
      host: (c.req.header('host') ?? '').toLowerCase(),
      origin: c.req.header('origin'),
      secFetchSite: c.req.header('sec-fetch-site'),
      pageHeader: c.req.header('x-llm-trading'),
      contentType: c.req.header('content-type'),
    });
    if (foreign !== null) throw new ApiFailure(403, 'api.origin', `The request is refused: ${foreign}.`);
    checkToken(c as Context<Env>, options);
    await next();
  });
  const tooLarge = (): never => {
    throw new ApiFailure(413, 'api.size', 'The body of a request is at most 1 MB.');
  };
  // Of a request that only reads no body is looked at, and none is made ready to be.
  app.on(['POST', 'DELETE'], `${API}/*`, bodyLimit({ maxSize: MOST_BYTES, onError: tooLarge }));

  app.get(`${API}/events`, (c) => {
    const lastSeen = c.req.header('last-event-id') ?? null;
    return c.body(eventStream(parts.hub, parts.runtime.clock, { lastSeen, signal }), 200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'X-Accel-Buffering': 'no',
    });
  });
  app.get(`${API}/runs/:id/report`, async (c) => {
    const html = await readReport(parts.runtime, 'runs', c.req.param('id'));
    return reportPage(c, html);
  });
  app.get(`${API}/evaluations/:id/report`, async (c) => {
    const html = await readReport(parts.runtime, 'evaluations', c.req.param('id'));
    return reportPage(c, html);
  });
  for (const [name, route] of Object.entries(DASHBOARD_ROUTES) as [RouteName, DashboardRoute][]) {
    const handle = handlers[name] as (input: object) => unknown;
    app.on(route.method, `${API}${route.path}`, async (c) => {
      const query = checked(route.query, c.req.query(), 'query');
      const body = checked(route.body, route.method === 'POST' ? await bodyOf(c) : {}, 'body');
      const language = acceptedLanguage(c.req.header('accept-language'));
      const answer = await handle({ params: c.req.param(), query, body, language, signal: c.req.raw.signal });
      const { text, tag } = jsonOf(answer as object);
      const known = route.method === 'GET' ? unchanged(c, tag) : null;
      if (known !== null) return known;
      return c.body(text, name === 'startJob' ? 202 : 200, { 'Content-Type': 'application/json' });
    });
  }
  app.all(`${API}/*`, () => {
    throw new ApiFailure(404, 'api.unknown', 'There is no such route.', 'GET /api/v1/openapi.json lists them');
  });
  app.get('*', (c) => {
    const asset = assets.get(new URL(c.req.url).pathname);
    if (asset === undefined) throw new ApiFailure(404, 'api.unknown', 'There is no such page.');
    c.header('Cache-Control', asset.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    return unchanged(c, asset.tag) ?? c.body(asset.body, 200, { 'Content-Type': asset.type });
  });
  app.all('*', () => {
    throw new ApiFailure(404, 'api.unknown', 'There is no such page.');
  });
  return app;
}

/** The first language of a request that there are texts in; null where it names none of them. */
function acceptedLanguage(header = ''): Language | null {
  const isKnown = (tag: string): tag is Language => LANGUAGES.some((language) => language === tag);
  const tags = header.split(',').map((tag) => tag.trim().slice(0, 2).toLowerCase());
  return tags.find(isKnown) ?? null;
}

/** Answers are never changed once they are made: one that is the same object is the same text. */
const texts = new WeakMap<object, { readonly text: string; readonly tag: string }>();

function jsonOf(answer: object): { readonly text: string; readonly tag: string } {
  const known = texts.get(answer);
  if (known !== undefined) return known;
  const text = JSON.stringify(answer);
  const made = { text, tag: entityTag(text) };
  texts.set(answer, made);
  return made;
}

function reportPage(c: Context<Env>, html: string): Response {
  c.header('X-Frame-Options', 'SAMEORIGIN');
  c.header('Content-Security-Policy', REPORT_POLICY);
  return c.body(html, 200, { 'Content-Type': 'text/html; charset=utf-8' });
}

/** What a browser asks for without the page's headers, a stream and the frame of a report, may be opened by a ticket in place of the token. */
const TICKETED = new RegExp(`^${API}/(?:events|(?:runs|evaluations)/[^/]+/report)$`);

function checkToken(c: Context<Env>, { token, wrongTokens, parts }: AppOptions): void {
  if (token === null) return;
  const address = c.env.incoming.socket.remoteAddress ?? '';
  const wait = wrongTokens.waitSeconds(address);
  if (wait > 0) {
    c.header('Retry-After', String(wait));
    throw new ApiFailure(429, 'api.wrong-tokens', `Too many wrong tokens: wait ${wait} s.`);
  }
  const ticket = c.req.query('ticket');
  const isTicketed = c.req.method === 'GET' && TICKETED.test(c.req.path);
  if (isTicketed && ticket !== undefined && parts.tickets.take(ticket)) return;
  const given = bearerOf(c.req.header('authorization'));
  if (given !== null && isToken(given, token)) return;
  if (given !== null || ticket !== undefined) wrongTokens.count(address);
  c.header('WWW-Authenticate', 'Bearer');
  throw new ApiFailure(401, 'api.token', 'The server wants its token.', 'type what its token file holds');
}

async function bodyOf(c: Context<Env>): Promise<unknown> {
  const text = await c.req.text();
  if (text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new ApiFailure(400, 'api.json', `The body is not JSON: ${messageOf(error)}.`);
  }
}

function checked(schema: DashboardRoute['query'], value: unknown, what: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0]!;
  const field = issue.path.join('.');
  const where = field === '' ? '' : ` at ${field}`;
  throw new ApiFailure(
    400,
    'api.input',
    `The ${what} is wrong${where}: ${issue.message}.`,
    null,
    fieldOfPath(issue.path),
  );
}
