import { z } from 'zod';
import { comparisonSchema } from './comparison.js';
import { CALL_OUTCOMES, CALL_PURPOSES, callListSchema, recordedCallSchema } from './dashboard-calls.js';
import { cycleListSchema, storedCycleSchema } from './dashboard-cycles.js';
import {
  evaluationListSchema,
  evaluationStandingSchema,
  forwardTestListSchema,
  skillOverTimeSchema,
  storedEvaluationSchema,
} from './dashboard-evaluations.js';
import { jobListSchema, jobRequestSchema, jobSchema } from './dashboard-jobs.js';
import { changeRoute, pageLimit, readRoute } from './dashboard-route.js';
import { runTradesSchema, runWindowSchema } from './dashboard-runs.js';
import {
  haltRequestSchema,
  sessionDetailSchema,
  sessionEquitySchema,
  sessionJournalSchema,
  sessionOrdersSchema,
  sessionOfRunSchema,
  sessionStartedSchema,
  sessionStartSchema,
} from './dashboard-sessions.js';
import { changeDoneSchema, formChoicesSchema, serverStatusSchema, ticketSchema } from './dashboard-status.js';
import { dataCheckSchema, dataListSchema } from './data.js';
import { explanationSchema } from './explanation.js';
import { sessionComparisonSchema } from './league.js';
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
  status: readRoute('/status', 'Which server this is, and how much is stored', serverStatusSchema),
  openapi: readRoute('/openapi.json', 'This API as an OpenAPI 3.1 document', z.json()),
  cycles: readRoute(
    '/cycles',
    'Kept cycles, the newest first',
    cycleListSchema,
    page.extend({ symbol: z.string().max(40).optional() }),
  ),
  cycle: readRoute('/cycles/:id', 'A kept cycle, whole; `latest` is the newest', storedCycleSchema),
  calls: readRoute(
    '/calls',
    'Recorded model calls, the newest first, with what came of them; `before` is `next` of the page before',
    callListSchema,
    page.extend({
      model: z.string().max(300).optional(),
      q: z.string().min(2).max(200).optional(),
      failed: z.enum(['true']).optional(),
      purpose: z.enum(CALL_PURPOSES).optional(),
      prompt: z.string().max(200).optional(),
      outcome: z.enum(CALL_OUTCOMES).optional(),
    }),
  ),
  call: readRoute(
    '/calls/:id',
    'A recorded call: prompts, answer, what the parser made of it, what came of it',
    recordedCallSchema,
  ),
  evaluations: readRoute('/evaluations', 'Stored evaluations, the newest first', evaluationListSchema, page),
  evaluation: readRoute('/evaluations/:id', 'A stored evaluation, whole', storedEvaluationSchema),
  skillOverTime: readRoute(
    '/evaluations/:id/skill',
    'Brier skill of a forecaster over time, with its interval, against climatology or another forecaster',
    skillOverTimeSchema,
    z.strictObject({
      forecaster: z.string().max(1_000),
      against: z.string().max(1_000).optional(),
      window: z.coerce.number().int().min(10).max(2_000).optional(),
    }),
  ),
  evaluationStanding: readRoute(
    '/evaluations/:id/standing',
    'What is left of earned shares today, what a decision costs, how long until something can be said',
    evaluationStandingSchema,
  ),
  forwardTests: readRoute('/forward-tests', 'What was registered before it was known', forwardTestListSchema),
  runs: readRoute(
    '/runs',
    'Stored runs, the newest first; `before` is the id of the last one seen',
    runsListSchema,
    page,
  ),
  run: readRoute('/runs/:id', 'A stored run without its series', storedRunSchema),
  runSeries: readRoute(
    '/runs/:id/series',
    'Candles, equity, drawdown, opinions and trades of a window, with every extreme kept',
    runWindowSchema,
    z.strictObject({ symbol: z.string().max(60).optional(), from: moment, to: moment, points }),
  ),
  runTrades: readRoute(
    '/runs/:id/trades',
    'Trades of a run in the order in which they were closed',
    runTradesSchema,
    z.strictObject({ limit: pageLimit, after: z.coerce.number().int().min(0).default(0) }),
  ),
  runSession: readRoute(
    '/runs/:id/session',
    'What a paper session from a run takes of it, and what it cannot; `live`: on live prices',
    sessionOfRunSchema,
    z.strictObject({ live: z.enum(['true', 'false']).default('false') }),
  ),
  compare: readRoute(
    '/compare',
    'Runs side by side: ids joined by commas',
    comparisonSchema,
    z.strictObject({ runs: z.string().max(1_000) }),
  ),
  choices: readRoute('/choices', 'What forms begin with and offer, beside what is stored', formChoicesSchema),
  strategies: readRoute(
    '/strategies',
    'Shipped strategies with the JSON Schema of their parameters',
    strategyListSchema,
  ),
  prompts: readRoute('/prompts', 'Prompts that ship, and the user’s own', promptListSchema),
  data: readRoute('/data', 'Stored bars and funding', dataListSchema),
  dataCheck: readRoute(
    '/data/check',
    'Gaps and faults of a stored series, e.g. BTCUSDT:1h',
    dataCheckSchema,
    z.strictObject({ series: z.string().regex(/^[\w-]{1,40}:\d{1,3}[smhdwM]$/) }),
  ),
  sessions: readRoute('/sessions', 'Every session as it stands', statusSchema),
  session: readRoute('/sessions/:name', 'A session as it stands, and how near its limits are', sessionDetailSchema),
  sessionEquity: readRoute(
    '/sessions/:name/equity',
    'Equity of a session',
    sessionEquitySchema,
    z.strictObject({ points }),
  ),
  sessionOrders: readRoute(
    '/sessions/:name/orders',
    'Orders of a session, the newest first: what filled on paper, what was given to an exchange',
    sessionOrdersSchema,
    z.strictObject({ limit: pageLimit }),
  ),
  sessionJournal: readRoute(
    '/sessions/:name/journal',
    'Records of a session: those after a number, or the last',
    sessionJournalSchema,
    z.strictObject({ limit: pageLimit, after: z.coerce.number().int().min(0).optional() }),
  ),
  sessionExplanation: readRoute(
    '/sessions/:name/explanation',
    'A session against the backtest of its own bars, by cause and decision; it is played again where its journal has grown',
    explanationSchema,
  ),
  league: readRoute('/leagues/:name', 'Sessions of a league side by side', sessionComparisonSchema),
  settings: readRoute(
    '/settings',
    'Every setting, where it comes from; secrets show only that they are set',
    configShowSchema,
  ),
  jobs: readRoute('/jobs', 'Jobs of this server, the newest first', jobListSchema),
  job: readRoute('/jobs/:id', 'A job', jobSchema),
  ticket: changeRoute(
    'POST',
    '/tickets',
    'A word that opens one stream of events, or one report, within 60 s',
    ticketSchema,
  ),
  startJob: changeRoute('POST', '/jobs', 'Start a job, or queue it', jobSchema, jobRequestSchema),
  cancelJob: changeRoute('DELETE', '/jobs/:id', 'Cancel a job', jobSchema),
  startSession: changeRoute('POST', '/sessions', 'Start a paper session', sessionStartedSchema, sessionStartSchema),
  haltAll: changeRoute(
    'POST',
    '/sessions/halt',
    'The kill switch of all sessions',
    changeDoneSchema,
    haltRequestSchema,
  ),
  resumeAll: changeRoute('POST', '/sessions/resume', 'Take it back', changeDoneSchema),
  stopSession: changeRoute('POST', '/sessions/:name/stop', 'End a session after the bar it is at', changeDoneSchema),
  halt: changeRoute(
    'POST',
    '/sessions/:name/halt',
    'The kill switch of a session',
    changeDoneSchema,
    haltRequestSchema,
  ),
  resume: changeRoute('POST', '/sessions/:name/resume', 'Take it back', changeDoneSchema),
} as const;

export type RouteName = keyof typeof DASHBOARD_ROUTES;
/** What a route answers. */
export type RouteAnswer<Name extends RouteName> = z.infer<(typeof DASHBOARD_ROUTES)[Name]['answer']>;
/** What it takes, read. */
export type RouteQuery<Name extends RouteName> = z.infer<(typeof DASHBOARD_ROUTES)[Name]['query']>;
export type RouteBody<Name extends RouteName> = z.infer<(typeof DASHBOARD_ROUTES)[Name]['body']>;
