import { resolve } from 'node:path';
import { serveDashboard } from '../../../server/serve.js';
import { settingsOf } from '../../options/option-table.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { launchPaper } from './launch-paper.js';
import { SERVE_OPTIONS, type ServeGiven } from './options.js';

/** Serves until the command is interrupted, which is how it is meant to end. */
export async function runServe(session: Session, options: ServeGiven): Promise<void> {
  const { cwd, signal } = session.io;
  const runtime = runtimeFor(session, settingsOf(SERVE_OPTIONS, options), options.config);
  const { host, port, tokenFile, allowedHosts } = runtime.config.server;
  const named = allowedHosts === null ? [] : allowedHosts.split(',').map((name) => name.trim());
  const served = await serveDashboard({
    ...{ runtime, cwd, host, port, signal },
    configFile: options.config ?? null,
    tokenFile: tokenFile === null ? null : resolve(cwd, tokenFile),
    allowedHosts: [...named, ...(options.allowedHost ?? [])],
    launchSession: launchPaper(runtime, cwd, options.config),
  });
  session.print(session.say('The dashboard is at {url}', { url: served.url }));
  if (tokenFile !== null) session.print(session.say('It asks for the token, which is in {file}.', { file: tokenFile }));
  session.note(session.say('Ctrl-C ends it; sessions that were started from it go on.'));
  await served.ended;
}
