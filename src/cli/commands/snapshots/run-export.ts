import { withExistingStore } from '../../../app/observations/store.js';
import { lineWriter } from '../../line-writer.js';
import { passedOn } from '../../options/option-table.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import type { SnapshotsExportGiven } from './options.js';

export async function runExportSnapshots(session: Session, options: SnapshotsExportGiven): Promise<void> {
  const { config } = runtimeFor(session, {}, options.config);
  const { out } = options;
  const query = passedOn(options, ['origin', 'baseAsset', 'from', 'to']);
  const rows = await withExistingStore(config, async (store) => {
    const writer = await lineWriter(session, out);
    try {
      for await (const page of store.snapshots(query)) {
        await writer.write(page.map(({ snapshot }) => snapshot));
        session.io.signal.throwIfAborted();
      }
      return await writer.finish();
    } catch (error) {
      await writer.discard();
      throw error;
    }
  });
  session.note(
    out === undefined
      ? session.say('{n} {n:snapshot|snapshots}', { n: rows })
      : session.say('{n} {n:snapshot|snapshots} in {file}', { n: rows, file: out }),
  );
}
