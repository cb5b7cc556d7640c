import { withExistingStore } from '../../../app/observations/store.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { lineWriter } from '../../line-writer.js';
import { queryOf, type ObservationFilterOptions } from './filter.js';

export async function runExportObservations(
  session: Session,
  options: ObservationFilterOptions & { readonly out?: string; readonly config?: string },
): Promise<void> {
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
  session.note(`${rows} observations${options.out === undefined ? '' : ` in ${options.out}`}`);
}
