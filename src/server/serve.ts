import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { KeptCycleRows } from '../app/cycle/kept-cycles.js';
import { codeVersion } from '../app/runtime/code-version.js';
import type { Runtime } from '../app/runtime/runtime.js';
import { InputError, messageOf } from '../core/errors.js';
import { field } from '../core/request-field.js';
import { SECOND } from '../core/time.js';
import { builtPages, loadAssets } from './assets.js';
import { dashboardApp } from './dashboard-app.js';
import { EventHub } from './events/event-hub.js';
import { Tickets } from './events/tickets.js';
import { watchFolders } from './events/watch-folders.js';
import { AT_ONCE, Jobs } from './jobs/jobs.js';
import type { DashboardParts, Handlers, LaunchSession } from './routes/handlers.js';
import { choiceRoutes } from './routes/choices.js';
import { decisionReads } from './routes/decision-reads.js';
import { evaluationReads } from './routes/evaluation-reads.js';
import { storedReads } from './routes/reads.js';
import { runReads } from './routes/run-reads.js';
import { sessionRoutes } from './routes/session-routes.js';
import { allowedHosts, isLoopback } from './security/allowed-hosts.js';
import { tokenOfFile } from './security/token.js';
import { WrongTokens } from './security/wrong-tokens.js';

export interface ServeOptions {
  readonly runtime: Runtime;
  readonly cwd: string;
  readonly configFile: string | null;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  /** Null: no token, which only a server for this machine alone may do without. */
  readonly tokenFile: string | null;
  /** Names beside those of this machine by which it is reached. */
  readonly allowedHosts: readonly string[];
  readonly launchSession: LaunchSession;
  /** Settings of its jobs beside the environment of this process. */
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

export interface ServedDashboard {
  /** What opens the page. */
  readonly url: string;
  readonly needsToken: boolean;
  /** When it has ended, with everything it began but the sessions. */
  readonly ended: Promise<void>;
}

/** Limits of a connection: a head that comes drop by drop, a body that never ends, and more of them than people have. */
const LIMITS = { headersTimeout: 10 * SECOND, requestTimeout: 30 * SECOND, keepAliveTimeout: 5 * SECOND, maxHeaderSize: 16 * 1024, connectionsCheckingInterval: SECOND }; // prettier-ignore
const MOST_CONNECTIONS = 200;
/** How long requests under way may take once the server ends. */
const GRACE_MS = 3 * SECOND;

/**
 * Serves the dashboard until the signal.
 * @throws InputError for an address of others without a token, a token file that others can read, or a port that is taken
 */
export async function serveDashboard(options: ServeOptions): Promise<ServedDashboard> {
  const { runtime, cwd, host, signal, launchSession } = options;
  if (options.tokenFile === null && !isLoopback(host)) {
    throw new InputError(
      'server.host',
      `${host} can be reached from other machines: give ${field('tokenFile')} as well, a file that is made where it is missing.`,
      { where: 'host' },
    );
  }
  const token = options.tokenFile === null ? null : await tokenOfFile(options.tokenFile);
  const { clock } = runtime;
  const now = (): number => clock.now();
  const hub = new EventHub();
  const tickets = new Tickets(now);
  const jobs = await Jobs.open({ runtime, hub, cwd, configFile: options.configFile, env: options.env });
  const { version } = await codeVersion();
  const parts: DashboardParts = {
    ...{ runtime, cwd, version, jobs, hub, tickets, launchSession },
    startedAt: now(),
    needsToken: token !== null,
    keptCycles: new KeptCycleRows(runtime.config.userDataDir),
  };
  const hosts = new Set<string>();
  const app = dashboardApp({
    parts,
    handlers: handlersOf(parts),
    hosts,
    token,
    wrongTokens: new WrongTokens(now),
    assets: loadAssets(builtPages()),
    signal,
  });
  const listener = getRequestListener(app.fetch);
  const server = createServer(LIMITS, (request, response) => void listener(request, response));
  server.maxConnections = MOST_CONNECTIONS;
  const port = await listen(server, options.port, host);
  for (const name of allowedHosts(port, options.allowedHosts)) hosts.add(name);
  const watching = watchFolders(runtime.config.userDataDir, hub, clock, signal).catch((error: unknown) => {
    runtime.log.warn('server.watch', { error });
  });
  const ended = untilEnded(server, options).then(() => Promise.all([jobs.close(), watching])).then(() => undefined); // prettier-ignore
  const shown = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host.replace(/[[\]]/g, '')}]` : host; // prettier-ignore
  return { url: `http://${shown}:${port}/`, needsToken: token !== null, ended };
}

const handlersOf = (parts: DashboardParts): Handlers => ({
  ...storedReads(parts),
  ...decisionReads(parts),
  ...evaluationReads(parts),
  ...runReads(parts),
  ...choiceRoutes(parts),
  ...sessionRoutes(parts),
  ticket: () => parts.tickets.give(),
  jobs: () => ({ jobs: parts.jobs.list(), at_once: AT_ONCE }),
  job: ({ params }) => parts.jobs.get(params.id!),
  startJob: ({ body, language }) => parts.jobs.start(body, language),
  cancelJob: ({ params }) => parts.jobs.cancel(params.id!),
});

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host.replace(/[[\]]/g, ''), resolve);
  }).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    const why =
      code === 'EADDRINUSE'
        ? `Port ${port} is taken: choose another, or 0 for any that is free.`
        : code === 'EACCES'
          ? `Port ${port} may not be used by this user: choose one from 1024 on.`
          : `${host} cannot be listened at: ${messageOf(error)}.`;
    throw new InputError('server.port', why, { where: code === 'EADDRINUSE' || code === 'EACCES' ? 'port' : 'host' });
  });
  return (server.address() as AddressInfo).port;
}

/** Streams end by the signal; what else is under way may finish for a while. */
async function untilEnded(server: Server, { signal, runtime }: ServeOptions): Promise<void> {
  if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const waited = new AbortController();
  const grace = runtime.clock.sleep(GRACE_MS, waited.signal).catch(() => undefined);
  await Promise.race([closed, grace]);
  waited.abort();
  server.closeAllConnections();
  await closed;
}
