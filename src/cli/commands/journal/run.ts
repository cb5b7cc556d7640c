import { resolve } from 'node:path';
import { exportedRecords } from '../../../app/journal/export-records.js';
import { findJournal } from '../../../app/journal/find-journal.js';
import { assertWhole, lookAtJournal, type JournalLook } from '../../../app/journal/look.js';
import { InputError } from '../../../core/errors.js';
import type { JournalRecord } from '../../../core/ports/journal.js';
import { renderJournalCheck, renderJournalRecords } from '../../../report/terminal/journal.js';
import { EXIT } from '../../exit-code.js';
import { assertWritable, writeText } from '../../output-file.js';
import type { Session } from '../../session.js';
import { loadSettings } from '../../settings.js';
import type { JournalExportGiven, JournalShowGiven, JournalVerifyGiven } from './options.js';

const look = (session: Session, wanted: string, { config }: JournalVerifyGiven): Promise<JournalLook> =>
  lookAtJournal(findJournal(wanted, loadSettings(session, {}, config).config.userDataDir, session.io.cwd));

/** @returns the exit code: 2 for a damaged journal */
export async function runJournalVerify(session: Session, wanted: string, options: JournalVerifyGiven): Promise<number> {
  const found = await look(session, wanted, options);
  const { records, hash, runs, ...rest } = found;
  const last_at = records.at(-1)?.at ?? null;
  if (options.json === true) {
    session.printJson({ ...rest, records: records.length, last_at, last_hash: hash, runs });
    return found.damage === null ? EXIT.done : EXIT.input;
  }
  assertWhole(found);
  const recoveries = runs.filter(({ status }) => status === 'crashed-and-recovered').length;
  const view = {
    ...found,
    records: records.length,
    starts: runs.length,
    recoveries,
    last_at: last_at!,
    last_hash: hash,
  };
  session.print(renderJournalCheck(view, session.style));
  return EXIT.done;
}

export async function runJournalShow(session: Session, wanted: string, options: JournalShowGiven): Promise<void> {
  const found = await look(session, wanted, options);
  const chosen = ofKinds(found.records, options.kind);
  const records = chosen.slice(-options.tail);
  if (options.json === true) for (const line of exportedRecords(records, 'jsonl')) session.io.stdout.write(line);
  else session.print(renderJournalRecords({ records, total: chosen.length }, session.style));
  assertWhole(found);
}

export async function runJournalExport(session: Session, wanted: string, options: JournalExportGiven): Promise<void> {
  const { out } = options;
  const format = options.format ?? (out?.toLowerCase().endsWith('.csv') === true ? 'csv' : 'jsonl');
  const { cwd, stdout } = session.io;
  if (out !== undefined) await assertWritable(out, '--out', cwd);
  const found = await look(session, wanted, options);
  const records = ofKinds(found.records, options.kind);
  const lines = exportedRecords(records, format);
  if (out !== undefined) await writeText(resolve(cwd, out), lines);
  else for (const line of lines) stdout.write(line);
  const n = records.length;
  session.note(
    out === undefined
      ? session.say('Exported {n} {n:record|records}', { n })
      : session.say('Exported {n} {n:record|records} to {file}', { n, file: out }),
  );
  assertWhole(found);
}

/** @throws InputError where no record is of one of the kinds: it was mistyped */
function ofKinds(records: readonly JournalRecord[], kinds: readonly string[] | undefined): readonly JournalRecord[] {
  if (kinds === undefined) return records;
  const there = [...new Set(records.map(({ kind }) => kind))].sort();
  const missing = kinds.find((kind) => !there.includes(kind));
  if (missing === undefined) return records.filter(({ kind }) => kinds.includes(kind));
  throw new InputError(
    'input.kind',
    `--kind is "${missing}", and the journal has no such record: it has ${there.join(', ')}.`,
    { where: 'kind' },
  );
}
