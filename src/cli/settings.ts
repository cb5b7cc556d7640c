import { loadConfig, type FlagValue, type LoadedConfig } from '../app/config/index.js';
import type { Session } from './session.js';
import { warn } from './warn.js';

/** Loads the configuration with the options given to the command; what looks like a mistake goes to stderr. */
export function loadSettings(
  session: Session,
  flags: Readonly<Record<string, FlagValue | undefined>> = {},
  file?: string,
): LoadedConfig {
  const { env, cwd } = session.io;
  const loaded = loadConfig({ flags, env, cwd, file });
  session.speakAs(loaded);
  warn(session, loaded.warnings);
  return loaded;
}
