import { z } from 'zod';
import { comparisonSchema } from './comparison.js';
import { cycleListSchema, storedCycleSchema } from './dashboard-cycles.js';
import { evaluationListSchema, forwardTestListSchema, storedEvaluationSchema } from './dashboard-evaluations.js';
import { jobListSchema, jobRequestSchema, jobSchema } from './dashboard-jobs.js';
import { changing, pageLimit, reading } from './dashboard-route.js';
import { runTradesSchema, runWindowSchema } from './dashboard-runs.js';
import {
  haltRequestSchema,
  sessionDetailSchema,
  sessionEquitySchema,
  sessionJournalSchema,
  sessionStartedSchema,
  sessionStartSchema,
} from './dashboard-sessions.js';
import { doneSchema, serverStatusSchema, ticketSchema } from './dashboard-status.js';
import { dataCheckSchema, dataListSchema } from './data.js';
import { sessionComparisonSchema } from './league.js';
import { ledgerCallSchema, ledgerListSchema } from './ledger.js';
import { promptListSchema } from './prompts.js';
import { storedRunSchema } from './backtest.js';
import { runsListSchema } from './runs.js';
import { statusSchema } from './session.js';
import { configShowSchema } from './settings.js';
import { strategyListSchema } from './strategies.js';

const before = z.string().max(100).optional();
const page = z.strictObject({ limit: pageLimit, before });
const points = z.coerce.number().int().min(10).max(5_000).default(1_000);
const moment = z.coerce.number().optional();

/**
 * Every route of the dashboard's server but two, whose answers are no JSON documents: `GET /events` (server-sent events, see
 * `dashboard-events`) and `GET /runs/:id/report` (the page of a run).
 */
export const DASHBOARD_ROUTES = {
  status: reading('/status', 'Which server this is, and how much is stored', serverStatusSchema),
  openapi: reading('/openapi.json', 'This API as an OpenAPI 3.1 document', z.json()),
  cycles: reading(
    '/cycles',
    'Kept cycles, the newest first',
    cycleListSchema,
    page.extend({ symbol: z.string().max(40).optional() }),
  ),
  cycle: reading('/cycles/:id', 'A kept cycle, whole; `latest` is the newest', storedCycleSchema),
  calls: reading(
    '/calls',
    'Recorded model calls, the newest first; `before` is `time.key` of the last one seen',
    ledgerListSchema,
    page.extend({
      model: z.string().max(300).optional(),
      q: z.string().min(2).max(200).optional(),
      failed: z.enum(['true']).optional(),
    }),
  ),
  call: reading('/calls/:id', 'A recorded call: prompts, answer, what the parser made of it', ledgerCallSchema),
  evaluations: reading('/evaluations', 'Stored evaluations, the newest first', evaluationListSchema, page),
  evaluation: reading('/evaluations/:id', 'A stored evaluation, whole', storedEvaluationSchema),
  forwardTests: reading('/forward-tests', 'What was registered before it was known', forwardTestListSchema),
  runs: reading(
    '/runs',
    'Stored runs, the newest first; `before` is the id of the last one seen',
    runsListSchema,
    page,
  ),
  run: reading('/runs/:id', 'A stored run without its series', storedRunSchema),
  runSeries: reading(
    '/runs/:id/series',
    'Candles, equity, drawdown, opinions and trades of a window, with every extreme kept',
    runWindowSchema,
    z.strictObject({ symbol: z.string().max(60).optional(), from: moment, to: moment, points }),
  ),
  runTrades: reading(
    '/runs/:id/trades',
    'Trades of a run in the order in which they were closed',
    runTradesSchema,
    z.strictObject({ limit: pageLimit, after: z.coerce.number().int().min(0).default(0) }),
  ),
  compare: reading(
    '/compare',
    'Runs side by side: ids joined by commas',
    comparisonSchema,
    z.strictObject({ runs: z.string().max(1_000) }),
  ),
  strategies: reading('/strategies', 'Shipped strategies with the JSON Schema of their parameters', strategyListSchema),
  prompts: reading('/prompts', 'Prompts that ship, and the user’s own', promptListSchema),
  data: reading('/data', 'Stored bars and funding', dataListSchema),
  dataCheck: reading(
    '/data/check',
    'Gaps and faults of a stored series, e.g. BTCUSDT:1h',
    dataCheckSchema,
    z.strictObject({ series: z.string().regex(/^[\w-]{1,40}:\d{1,3}[smhdwM]$/) }),
  ),
  sessions: reading('/sessions', 'Every session as it stands', statusSchema),
  session: reading('/sessions/:name', 'A session as it stands, and how near its limits are', sessionDetailSchema),
  sessionEquity: reading(
    '/sessions/:name/equity',
    'Equity of a session',
    sessionEquitySchema,
    z.strictObject({ points }),
  ),
  sessionJournal: reading(
    '/sessions/:name/journal',
    'Records of a session: those after a number, or the last',
    sessionJournalSchema,
    z.strictObject({ limit: pageLimit, after: z.coerce.number().int().min(0).optional() }),
  ),
  league: reading('/leagues/:name', 'Sessions of a league side by side', sessionComparisonSchema),
  settings: reading(
    '/settings',
    'Every setting, where it comes from; secrets show only that they are set',
    configShowSchema,
  ),
  jobs: reading('/jobs', 'Jobs of this server, the newest first', jobListSchema),
  job: reading('/jobs/:id', 'A job', jobSchema),
  ticket: changing('POST', '/tickets', 'A word that opens one stream of events within 60 s', ticketSchema),
  startJob: changing('POST', '/jobs', 'Start a job, or queue it', jobSchema, jobRequestSchema),
  cancelJob: changing('DELETE', '/jobs/:id', 'Cancel a job', jobSchema),
  startSession: changing('POST', '/sessions', 'Start a paper session', sessionStartedSchema, sessionStartSchema),
  haltAll: changing('POST', '/sessions/halt', 'The kill switch of all sessions', doneSchema, haltRequestSchema),
  resumeAll: changing('POST', '/sessions/resume', 'Take it back', doneSchema),
  stopSession: changing('POST', '/sessions/:name/stop', 'End a session after the bar it is at', doneSchema),
  halt: changing('POST', '/sessions/:name/halt', 'The kill switch of a session', doneSchema, haltRequestSchema),
  resume: changing('POST', '/sessions/:name/resume', 'Take it back', doneSchema),
} as const;

export type RouteName = keyof typeof DASHBOARD_ROUTES;
/** What a route answers. */
export type RouteAnswer<Name extends RouteName> = z.infer<(typeof DASHBOARD_ROUTES)[Name]['answer']>;
/** What it takes, read. */
export type RouteQuery<Name extends RouteName> = z.infer<(typeof DASHBOARD_ROUTES)[Name]['query']>;
export type RouteBody<Name extends RouteName> = z.infer<(typeof DASHBOARD_ROUTES)[Name]['body']>;
