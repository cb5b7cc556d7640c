import { join, relative, resolve } from 'node:path';
import type { Runtime } from '../../../app/runtime/runtime.js';
import { assertUsableFolder } from '../../../app/runtime/user-data.js';
import { assertWritable, writeDocument } from '../../output-file.js';
import type { Session } from '../../session.js';
import { isoTime } from '../../../core/time.js';

/** `2025-01-15T12-00-00Z-btcusdt-4f2a`: sorts by time, and two runs of one second do not collide. */
function runId({ clock, random }: Runtime, asset: string): string {
  const at = isoTime(clock.now()).slice(0, 19).replace(/:/g, '-');
  const tail = Math.floor(random.next() * 65_536)
    .toString(16)
    .padStart(4, '0');
  return `${at}Z-${asset.toLowerCase()}-${tail}`;
}

const runsFolder = ({ config }: Runtime): string => join(config.userDataDir, 'runs');

/** Before anything is asked. @throws where `--save` names a place that cannot be written to */
export async function assertSavable(session: Session, runtime: Runtime, save: SavedCycle['save']): Promise<void> {
  if (typeof save === 'string') await assertWritable(save, '--save', session.io.cwd);
  else if (save === true) await assertUsableFolder(runsFolder(runtime));
}

/** What is written where. */
export interface SavedCycle {
  /** True without a file name; undefined where nothing is to be written. */
  readonly save: string | true | undefined;
  /** For the name of the folder. */
  readonly asset: string;
  readonly document: unknown;
}

/** Writes the document as `--save` says, and says where. */
export async function saveCycle(
  session: Session,
  runtime: Runtime,
  { save, asset, document }: SavedCycle,
): Promise<void> {
  if (save === undefined) return;
  const { cwd } = session.io;
  const path = save === true ? join(runsFolder(runtime), runId(runtime, asset), 'cycle.json') : resolve(cwd, save);
  await writeDocument(path, document);
  session.note(session.say('Saved {file}', { file: relative(cwd, path) }));
}
