import type { RouteAnswer, RouteBody, RouteName, RouteQuery } from '../../contract/dashboard-routes.js';
import type { KeptCycleRows } from '../../app/cycle/kept-cycles.js';
import type { Runtime } from '../../app/runtime/runtime.js';
import type { Language } from '../../report/language/catalogue.js';
import type { PaperSessionStart } from '../../contract/dashboard-sessions.js';
import type { EventHub } from '../events/event-hub.js';
import type { Tickets } from '../events/tickets.js';
import type { Jobs } from '../jobs/jobs.js';

/** Starts a paper session as a process of its own, which outlives the server. @returns its process id */
export type LaunchSession = (start: PaperSessionStart) => Promise<number>;

/** What the routes work with. */
export interface DashboardParts {
  readonly runtime: Runtime;
  readonly cwd: string;
  readonly version: string;
  /** UTC ms. */
  readonly startedAt: number;
  readonly needsToken: boolean;
  readonly jobs: Jobs;
  /** One for all routes: what has been read of a cycle is kept once. */
  readonly keptCycles: KeptCycleRows;
  readonly hub: EventHub;
  readonly tickets: Tickets;
  readonly launchSession: LaunchSession;
}

export interface RouteInput<Name extends RouteName> {
  /** Segments of the path, by their names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: RouteQuery<Name>;
  readonly body: RouteBody<Name>;
  /** Of whoever asks; null where the request names none that there are texts in. */
  readonly language: Language | null;
  readonly signal: AbortSignal;
}

/** What answers each route of the table. */
export type Handlers<Names extends RouteName = RouteName> = {
  readonly [Name in Names]: (input: RouteInput<Name>) => RouteAnswer<Name> | Promise<RouteAnswer<Name>>;
};
