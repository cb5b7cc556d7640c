import { resolve } from 'node:path';
import { serveDashboard } from '../../../server/serve.js';
import { settingsOf } from '../../options/option-table.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import type { Runtime } from '../../../app/runtime/runtime.js';
import { DemoFolder } from './demo-folder.js';
import { launchPaper } from './launch-paper.js';
import { SERVE_OPTIONS, type ServeGiven } from './options.js';

/** Serves until the command is interrupted, which is how it is meant to end. */
export async function runServe(session: Session, options: ServeGiven): Promise<void> {
  const demo = options.demo === true ? await DemoFolder.make() : null;
  const settings = { ...settingsOf(SERVE_OPTIONS, options), ...demo?.flags };
  try {
    const runtime = runtimeFor(session, settings, options.config);
    await demo?.fill(runtime, session.io.signal);
    await serve(session, options, runtime, demo);
  } finally {
    await demo?.remove();
  }
}

async function serve(session: Session, options: ServeGiven, runtime: Runtime, demo: DemoFolder | null): Promise<void> {
  const { cwd, signal } = session.io;
  const { host, port, tokenFile, allowedHosts } = runtime.config.server;
  const named = allowedHosts === null ? [] : allowedHosts.split(',').map((name) => name.trim());
  const env = demo?.env ?? {};
  const launch = launchPaper(runtime, cwd, options.config, env);
  const served = await serveDashboard({
    ...{ runtime, cwd, host, port, signal, env },
    configFile: options.config ?? null,
    tokenFile: tokenFile === null ? null : resolve(cwd, tokenFile),
    allowedHosts: [...named, ...(options.allowedHost ?? [])],
    launchSession: demo?.launching(launch) ?? launch,
  });
  session.print(session.say('The dashboard is at {url}', { url: served.url }));
  if (tokenFile !== null) session.print(session.say('It asks for the token, which is in {file}.', { file: tokenFile }));
  session.note(
    demo === null
      ? session.say('Ctrl-C ends it; sessions that were started from it go on.')
      : session.say('It shows generated data. Ctrl-C ends it, and whatever it made is gone then.'),
  );
  await served.ended;
}
