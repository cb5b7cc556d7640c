import type { LedgerStore } from '../../core/ports/ledger-store.js';
import { entryChecksum } from '../../infra/store/ledger/index.js';

/** Every call as a line of JSON with its checksum, oldest first: the same ledger gives the same bytes. */
export async function* exportedLines(ledger: LedgerStore): AsyncGenerator<string> {
  for await (const entry of ledger.entries({}, 'oldest')) {
    yield `${JSON.stringify({ ...entry, checksum: entryChecksum(entry) })}\n`;
  }
}
