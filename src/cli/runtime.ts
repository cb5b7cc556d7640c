import { createRuntime, type Runtime } from '../app/runtime/runtime.js';
import type { FlagValue } from '../app/config/index.js';
import type { Session } from './session.js';
import { warn } from './warn.js';

/** The parts of the system for one command; what looks like a mistake in the settings goes to stderr. */
export function runtimeFor(
  session: Session,
  flags: Readonly<Record<string, FlagValue | undefined>>,
  configFile: string | undefined,
): Runtime {
  const { env, cwd, stderr } = session.io;
  const runtime = createRuntime({
    flags,
    env,
    cwd,
    logStream: stderr,
    prettyLog: stderr.isTTY === true,
    // A person reads in the report what a source failed to give; a log file has nothing else.
    defaultLogLevel: stderr.isTTY === true ? ('error' as const) : undefined,
    configFile,
  });
  session.speakAs(runtime.loaded);
  warn(session, runtime.loaded.warnings);
  return runtime;
}
