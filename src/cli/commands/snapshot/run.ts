import { resolve } from 'node:path';
import { requireSpotPrice } from '../../../app/snapshots/snapshot.js';
import { renderSnapshot } from '../../../report/terminal/snapshot.js';
import { assertWritable, writeDocument } from '../../output-file.js';
import { settingsOf } from '../../options/option-table.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { takeSnapshot } from '../../snapshot-input.js';
import { SNAPSHOT_OPTIONS, type SnapshotGiven } from './options.js';

export async function runSnapshot(session: Session, options: SnapshotGiven): Promise<void> {
  const runtime = runtimeFor(session, settingsOf(SNAPSHOT_OPTIONS, options), options.config);
  if (options.out !== undefined) await assertWritable(options.out, '--out', session.io.cwd);
  const snapshot = await takeSnapshot(options, runtime, session);
  if (options.json === true) session.printJson(snapshot);
  else session.print(renderSnapshot(snapshot, session.style));
  // The past is shown as far as it is known; nothing is decided on it.
  if (options.asOf === undefined) requireSpotPrice(snapshot);
  if (options.out !== undefined) {
    await writeDocument(resolve(session.io.cwd, options.out), snapshot);
    session.note(session.say('Wrote {file}', { file: options.out }));
  }
}
