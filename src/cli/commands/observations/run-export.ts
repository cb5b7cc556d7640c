import { withExistingStore } from '../../../app/observations/store.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { lineWriter } from '../../line-writer.js';
import { queryOf } from './filter.js';
import type { ObservationExportGiven } from './options.js';

export async function runExportObservations(session: Session, options: ObservationExportGiven): Promise<void> {
  const { config } = runtimeFor(session, {}, options.config);
  const query = queryOf(options);
  const rows = await withExistingStore(config, async (store) => {
    const writer = await lineWriter(session, options.out);
    try {
      for await (const batch of store.read(query)) {
        await writer.write(batch);
        session.io.signal.throwIfAborted();
      }
      return await writer.finish();
    } catch (error) {
      await writer.discard();
      throw error;
    }
  });
  const { out } = options;
  session.note(
    out === undefined
      ? session.say('{n} {n:observation|observations}', { n: rows })
      : session.say('{n} {n:observation|observations} in {file}', { n: rows, file: out }),
  );
}
