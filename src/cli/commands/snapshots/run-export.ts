import { parseMoment } from '../../../app/data/time-range.js';
import { withExistingStore } from '../../../app/observations/store.js';
import type { SnapshotOrigin } from '../../../core/ports/observation-store.js';
import { parseSymbol } from '../../../core/symbol.js';
import { lineWriter } from '../../line-writer.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';

export interface ExportOptions {
  readonly origin?: SnapshotOrigin;
  readonly from?: string;
  readonly to?: string;
  readonly symbol?: string;
  readonly out?: string;
  readonly config?: string;
}

export async function runExportSnapshots(session: Session, options: ExportOptions): Promise<void> {
  const { config } = runtimeFor(session, {}, options.config);
  const { origin, from, to, symbol, out } = options;
  const query = {
    ...(origin === undefined ? {} : { origin }),
    ...(symbol === undefined ? {} : { baseAsset: parseSymbol(symbol).symbol }),
    ...(from === undefined ? {} : { from: parseMoment(from, '--from') }),
    ...(to === undefined ? {} : { to: parseMoment(to, '--to') }),
  };
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
  session.note(`${rows} snapshots${out === undefined ? '' : ` in ${out}`}`);
}
