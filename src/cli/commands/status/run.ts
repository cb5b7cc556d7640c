import { setTimeout as wait } from 'node:timers/promises';
import { StatusLook } from '../../../app/live/session-status.js';
import { SECOND } from '../../../core/time.js';
import { renderStatus } from '../../../report/terminal/status.js';
import { loadSettings } from '../../settings.js';
import type { Session } from '../../session.js';

export interface StatusGiven {
  /** One frame, even on a terminal. */
  readonly once?: boolean;
  readonly json?: boolean;
  readonly config?: string;
}

/** Cursor to the corner, and everything below it gone. */
const CLEAR = '\u001b[H\u001b[2J';

/** One frame, or on a terminal a frame a second until it is interrupted. @throws InputError where there is no such session */
export async function runStatus(session: Session, name: string | undefined, options: StatusGiven): Promise<void> {
  const { userDataDir, llm } = loadSettings(session, {}, options.config).config;
  const status = new StatusLook(userDataDir, llm);
  const { stdout, signal } = session.io;
  if (options.json === true) {
    session.printJson({ sessions: await status.look(name) });
    return;
  }
  if (options.once === true || stdout.isTTY !== true) {
    session.print(renderStatus(await status.look(name), session.style));
    return;
  }
  while (!signal.aborted) {
    session.print(
      `${CLEAR}${renderStatus(await status.look(name), session.style)}\n\n${session.say('Ctrl-C ends this view alone.')}`,
    );
    await wait(SECOND, undefined, { signal }).catch(() => undefined);
  }
}
