import { KeptExplanations } from '../../app/live/kept-explanations.js';
import { KeptJournals } from '../../app/live/kept-journals.js';
import { compareSessions, type LookedSessions } from '../../app/live/league/compare-sessions.js';
import { askToStop, halt, sessionNames, sessionsFolder, unhalt } from '../../app/live/session-folder.js';
import { sessionDetail, sessionEquity, sessionJournal } from '../../app/live/session-detail.js';
import { sessionOrders } from '../../app/live/session-orders.js';
import { findSession, sessionRow } from '../../app/live/session-rows.js';
import { StatusLook } from '../../app/live/session-status.js';
import { ApiFailure } from '../api-failure.js';
import type { DashboardParts, Handlers } from './handlers.js';

type SessionRoutes =
  | 'sessions' | 'session' | 'sessionEquity' | 'sessionOrders' | 'sessionJournal' | 'sessionExplanation' | 'league'
  | 'startSession' | 'haltAll' | 'resumeAll' | 'stopSession' | 'halt' | 'resume'; // prettier-ignore

/** Sessions: how they stand, and what stops them. */
export function sessionRoutes({ runtime, cwd, hub, launchSession }: DashboardParts): Handlers<SessionRoutes> {
  const { userDataDir, llm } = runtime.config;
  const explanations = new KeptExplanations(runtime, cwd);
  const compared: LookedSessions = new Map();
  const statuses = new StatusLook(userDataDir, llm);
  const journals = new KeptJournals();
  const folderOf = async (name: string): Promise<string> => (await findSession(userDataDir, name)).folder;
  const changed = (id: string): { done: true } => {
    hub.tell({ type: 'session', id });
    return { done: true };
  };
  return {
    sessions: async () => ({ sessions: await statuses.look() }),
    session: async ({ params }) => sessionDetail(userDataDir, (await statuses.look(params.name))[0]!, journals),
    sessionEquity: ({ params, query }) => sessionEquity(userDataDir, params.name!, query.points, journals),
    sessionOrders: ({ params, query }) => sessionOrders(userDataDir, params.name!, query.limit, journals),
    sessionJournal: ({ params, query }) => sessionJournal(userDataDir, params.name!, query, journals),
    sessionExplanation: ({ params }) => explanations.of(params.name!),
    league: async ({ params }) => {
      const members = (await sessionNames(userDataDir)).filter((name) => name.startsWith(`${params.name!}.`));
      if (members.length === 0) throw new ApiFailure(404, 'league.unknown', `There is no league ${params.name!}.`);
      return compareSessions(userDataDir, members, cwd, compared);
    },
    startSession: async ({ body }) => {
      if ((await sessionNames(userDataDir)).includes(body.name)) {
        throw new ApiFailure(409, 'session.exists', `There is a session ${body.name} already.`, 'choose another name');
      }
      const pid = await launchSession(body);
      hub.tell({ type: 'session', id: body.name });
      return { session: body.name, pid };
    },
    haltAll: async ({ body }) => {
      await halt(sessionsFolder(userDataDir), body.reason);
      return changed('');
    },
    resumeAll: async () => {
      const done = await unhalt(sessionsFolder(userDataDir));
      return { ...changed(''), done };
    },
    stopSession: async ({ params }) => {
      const { status } = await sessionRow(userDataDir, params.name!);
      if (status !== 'running') return { done: false };
      await askToStop(await folderOf(params.name!));
      return changed(params.name!);
    },
    halt: async ({ params, body }) => {
      await halt(await folderOf(params.name!), body.reason);
      return changed(params.name!);
    },
    resume: async ({ params }) => {
      const done = await unhalt(await folderOf(params.name!));
      return { ...changed(params.name!), done };
    },
  };
}
