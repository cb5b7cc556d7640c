import { InputError } from '../../../core/errors.js';
import { isJsonObject, type JsonObject, type JsonValue } from '../../../core/json-value.js';
import type { JournalRecord } from '../../../core/ports/journal.js';
import { isoTime } from '../../../core/time.js';
import { JOURNAL_FORMAT } from './line.js';

/** Who writes to a journal from now on. */
export interface SessionStart {
  readonly sessionId: string;
  /** Of the program, as the user knows it. */
  readonly programVersion: string;
  /** SHA-256 of everything in the configuration that decides what the session does. */
  readonly configurationHash: string;
  /** UTC ms. */
  readonly at: number;
  /** Whether a session may go on with another configuration than it was last started with. Default: no. */
  readonly acceptConfiguration?: boolean;
}

/** First record of a journal. */
export const manifestOf = (start: SessionStart): JsonObject => ({
  format_version: JOURNAL_FORMAT,
  session_id: start.sessionId,
  ...startOf(start),
});

/** Record of every later start. */
export const startOf = ({ programVersion, configurationHash, at }: SessionStart): JsonObject => ({
  program_version: programVersion,
  configuration_hash: configurationHash,
  started_at: isoTime(at),
});

/** @throws InputError `journal.session` or `journal.configuration` where the folder holds something else than what is started */
export function assertSameSession(file: string, records: readonly JournalRecord[], start: SessionStart): void {
  const starts = records.filter(({ kind }) => kind === 'manifest' || kind === 'start');
  const member = (record: JournalRecord | undefined, name: string): JsonValue | undefined =>
    isJsonObject(record?.data) ? record.data[name] : undefined;
  const session = member(starts[0], 'session_id');
  if (session !== start.sessionId) {
    throw new InputError(
      'journal.session',
      `${file} is the journal of session ${JSON.stringify(session)}, not of "${start.sessionId}": give this session a folder of its own.`,
      { where: file },
    );
  }
  const configuration = member(starts.at(-1), 'configuration_hash');
  if (configuration === start.configurationHash || start.acceptConfiguration === true) return;
  const remedy = 'start it with the configuration that it had, or start a session under another name';
  throw new InputError(
    'journal.configuration',
    `The configuration is not the one that session "${start.sessionId}" was last started with: ${remedy}.`,
    { where: file, remedy },
  );
}
