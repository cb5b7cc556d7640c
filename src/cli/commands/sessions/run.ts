import { compareSessions } from '../../../app/live/league/compare-sessions.js';
import { askToStop, halt, sessionNames, sessionsFolder, unhalt } from '../../../app/live/session-folder.js';
import { findSession, sessionRow, sessionRows } from '../../../app/live/session-rows.js';
import { renderComparedSessions } from '../../../report/terminal/league.js';
import { renderSession, renderSessions } from '../../../report/terminal/sessions.js';
import type { Session } from '../../session.js';
import { loadSettings } from '../../settings.js';
import type { SessionControlGiven, SessionGiven, SessionHaltGiven } from './options.js';

const userDataOf = (session: Session, { config }: SessionControlGiven): string =>
  loadSettings(session, {}, config).config.userDataDir;

export async function listSessions(session: Session, options: SessionGiven): Promise<void> {
  const sessions = await sessionRows(userDataOf(session, options));
  if (options.json === true) session.printJson({ sessions });
  else session.print(renderSessions(sessions, session.style));
}

export async function showSession(session: Session, name: string, options: SessionGiven): Promise<void> {
  const row = await sessionRow(userDataOf(session, options), name);
  if (options.json === true) session.printJson(row);
  else session.print(renderSession(row, session.style));
}

export async function compareNamed(session: Session, names: readonly string[], options: SessionGiven): Promise<void> {
  const userData = userDataOf(session, options);
  const known = await sessionNames(userData);
  // A name that is no session's is a league's, if sessions carry it before theirs.
  const meant = names.flatMap((name) => {
    const members = known.includes(name) ? [] : known.filter((each) => each.startsWith(`${name}.`));
    return members.length === 0 ? [name] : members;
  });
  const comparison = await compareSessions(userData, meant, session.io.cwd);
  if (options.json === true) session.printJson(comparison);
  else session.print(renderComparedSessions(comparison, session.style));
}

export async function stopSession(session: Session, name: string, options: SessionControlGiven): Promise<void> {
  const userData = userDataOf(session, options);
  const { status } = await sessionRow(userData, name);
  if (status !== 'running') {
    session.print(session.say('Session {name} is not running.', { name }));
    return;
  }
  await askToStop((await findSession(userData, name)).folder);
  session.print(session.say('Session {name} ends after the bar it is at.', { name }));
}

export async function haltSessions(
  session: Session,
  name: string | undefined,
  options: SessionHaltGiven,
): Promise<void> {
  const userData = userDataOf(session, options);
  const folder = name === undefined ? sessionsFolder(userData) : (await findSession(userData, name)).folder;
  const file = await halt(folder, options.reason);
  session.print(
    name === undefined
      ? session.say('{file} is there: no session trades until it is gone.', { file })
      : session.say('{file} is there: session {name} no longer trades until it is gone.', { file, name }),
  );
}

export async function resumeSessions(
  session: Session,
  name: string | undefined,
  options: SessionControlGiven,
): Promise<void> {
  const userData = userDataOf(session, options);
  const folder = name === undefined ? sessionsFolder(userData) : (await findSession(userData, name)).folder;
  const was = await unhalt(folder);
  session.print(was ? session.say('The halt is taken back.') : session.say('Nothing was halted there.'));
}
