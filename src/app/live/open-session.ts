import { isDeepStrictEqual } from 'node:util';
import type { BacktestSpec } from '../../contract/backtest-spec.js';
import type { SessionFeed, SessionVenue } from '../../contract/session.js';
import { canonicalJson } from '../../core/canonical-json.js';
import { InputError } from '../../core/errors.js';
import { given } from '../../core/given.js';
import { isoTime } from '../../core/time.js';
import { sha256Of } from '../../infra/store/files/sha256.js';
import { openJournal, type OpenedJournal } from '../../infra/store/journal/index.js';
import type { GuardLimits } from '../../live/guard/limits.js';
import { codeVersion } from '../runtime/code-version.js';
import type { Runtime } from '../runtime/runtime.js';
import {
  forgetStop,
  readSessionDocument,
  sessionFolder,
  writeSessionDocument,
  type SessionDocument,
} from './session-folder.js';

/** What a session is begun with, and what it must be started with ever after. */
export interface SessionSettings {
  readonly name: string;
  readonly spec: BacktestSpec;
  readonly limits: GuardLimits;
  /** Where live prices come from; null: the bars that the specification names are played. */
  readonly prices: SessionFeed | null;
}

export interface SessionOpening extends SessionSettings {
  /** Where its orders go; null: to an account of its own, on paper. */
  readonly venue: SessionVenue | null;
  /** Length of a bar, ms. */
  readonly intervalMs: number;
  /** What time it is where the session trades, UTC ms. */
  readonly now: () => number;
}

export interface OpenedSession {
  readonly folder: string;
  /** Locked: no other process opens it until it is closed. */
  readonly journal: OpenedJournal;
  readonly document: SessionDocument;
  /** There was no session of that name. */
  readonly isNew: boolean;
  /** Bytes that a crash had left unfinished at the end of the journal, cut off. */
  readonly cut: number;
}

/**
 * Opens the folder of a session for one process: takes its lock, recovers its journal, writes the document of a new one, and
 * forgets that it was once told to stop. Whoever opens it closes the journal.
 * @throws InputError where the journal is damaged or another process has it open
 */
export async function openSession(opening: SessionOpening, runtime: Runtime): Promise<OpenedSession> {
  const { name, spec, limits, prices, venue, intervalMs } = opening;
  const folder = sessionFolder(runtime.config.userDataDir, name);
  const settings = { spec, limits, ...given({ feed: prices ?? undefined, venue: venue ?? undefined }) };
  const journal = await openJournal({
    folder,
    sessionId: name,
    programVersion: (await codeVersion()).version,
    configurationHash: sha256Of(canonicalJson(settings)),
    at: Math.floor(runtime.clock.now()),
  });
  try {
    const before = await readSessionDocument(folder);
    const document = before ?? {
      version: 1,
      name,
      created_at: isoTime(Math.floor(opening.now())),
      kind: venue === null ? 'paper' : 'live',
      interval_ms: intervalMs,
      ...settings,
    };
    if (before === null) await writeSessionDocument(folder, document);
    await forgetStop(folder);
    const cut = journal.recovered.reduce((sum, { bytes }) => sum + bytes, 0);
    return { folder, journal, document, isNew: before === null, cut };
  } catch (error) {
    journal.close();
    throw error;
  }
}

/** @throws InputError where a session of that name was begun otherwise */
export async function assertUnchanged(
  { name, spec, limits, prices }: SessionSettings,
  venue: SessionVenue | null,
  { config }: Pick<Runtime, 'config'>,
): Promise<void> {
  const before = await readSessionDocument(sessionFolder(config.userDataDir, name));
  if (before === null) return;
  const { spec: was } = before;
  const changed: string[] = (Object.keys({ ...was, ...spec }) as (keyof BacktestSpec)[]).filter(
    (field) => !isDeepStrictEqual(was[field], spec[field]),
  );
  if (!isDeepStrictEqual(before.feed ?? null, prices)) changed.push('feed');
  if (!isDeepStrictEqual(before.venue ?? null, venue)) changed.push('venue');
  if (!isDeepStrictEqual(before.limits, limits)) changed.push('limits');
  if (changed.length === 0) return;
  throw new InputError(
    'session.changed',
    `Session ${name} was begun with other settings (${changed.join(', ')}): start it as it was begun, or give the new settings another session name.`,
    { where: changed[0]! },
  );
}
