import type { RuntimeOptions } from '../runtime/runtime.js';

type Split<T> = { readonly options: RuntimeOptions; readonly request: Omit<T, Exclude<keyof RuntimeOptions, 'cwd'>> };

/** Settings of a call in two: what the runtime is made with, and what is asked for. Both know the folder. */
export function splitRuntimeOptions<T extends RuntimeOptions>(settings: T): Split<T> {
  const { flags, env, configFile, clock, random, logStream, defaultLogLevel, prettyLog, ...request } = settings;
  const options: RuntimeOptions = {
    cwd: settings.cwd,
    flags,
    env,
    configFile,
    clock,
    random,
    logStream,
    defaultLogLevel,
    prettyLog,
  };
  return { options, request };
}
