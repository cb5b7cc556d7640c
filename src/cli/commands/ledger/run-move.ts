import { resolve } from 'node:path';
import { neededByRegistrations } from '../../../app/forward-test/needed-calls.js';
import { exportedLines, importCalls } from '../../../app/ledger/calls-file.js';
import { withExistingLedger, withLedger } from '../../../app/ledger/open.js';
import { planCallPrune } from '../../../app/ledger/prune-calls.js';
import { renderPrune } from '../../../report/terminal/ledger.js';
import { assertWritable, writeText } from '../../output-file.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { passedOn } from '../../options/option-table.js';
import type { OutputGiven } from '../../options/rows.js';
import type { LedgerExportGiven, LedgerPruneGiven } from './options.js';

export async function runLedgerExport(session: Session, options: LedgerExportGiven): Promise<void> {
  const { out } = options;
  const { cwd, stdout } = session.io;
  if (out !== undefined) await assertWritable(out, '--out', cwd);
  let count = 0;
  await withExistingLedger(runtimeFor(session, {}, options.config), async (ledger) => {
    const counted = async function* (): AsyncGenerator<string> {
      for await (const line of exportedLines(ledger)) {
        count += 1;
        yield line;
      }
    };
    if (out !== undefined) await writeText(resolve(cwd, out), counted());
    else for await (const line of counted()) stdout.write(line);
  });
  session.note(
    out === undefined
      ? session.say('Exported {n} {n:call|calls}', { n: count })
      : session.say('Exported {n} {n:call|calls} to {file}', { n: count, file: out }),
  );
}

export async function runLedgerImport(session: Session, file: string, options: OutputGiven): Promise<void> {
  const runtime = runtimeFor(session, {}, options.config);
  const imported = await withLedger(runtime, (ledger) => importCalls(ledger, resolve(session.io.cwd, file), file));
  if (options.json === true) {
    session.printJson(imported);
    return;
  }
  const { added, known, different } = imported;
  const odd =
    different === 0
      ? ''
      : session.say("; {n} of them are told otherwise by the file, and the ledger's own stand", { n: different });
  session.print(
    session.say('Imported {added} {added:call|calls}, {known} were there already{odd}.', { added, known, odd }),
  );
}

export async function runLedgerPrune(session: Session, options: LedgerPruneGiven): Promise<void> {
  const runtime = runtimeFor(session, {}, options.config);
  const request = {
    now: runtime.clock.now(),
    superseded: options.keepLatest === true,
    isNeeded: await neededByRegistrations(runtime),
    ...passedOn(options, ['before', 'model']),
  };
  const done = options.yes === true;
  const plan = await withExistingLedger(runtime, async (ledger) => {
    const found = await planCallPrune(ledger, request);
    if (done) await ledger.delete(found.keys);
    return found;
  });
  const { keys, ...rest } = plan;
  if (options.json === true) session.printJson({ ...rest, calls: keys.length, done, keys });
  else session.print(renderPrune({ ...rest, calls: keys.length, done }, session.style));
}
