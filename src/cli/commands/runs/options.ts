import { join, resolve } from 'node:path';
import type { Session } from '../../session.js';
import { loadSettings } from '../../settings.js';

export interface RunsOptions {
  readonly runs?: string;
  readonly json?: boolean;
  readonly config?: string;
}

/** The folder that is meant. */
export const rootOf = (session: Session, { runs, config }: RunsOptions): string =>
  runs === undefined
    ? join(loadSettings(session, {}, config).config.userDataDir, 'runs')
    : resolve(session.io.cwd, runs);
