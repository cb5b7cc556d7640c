import { access } from 'node:fs/promises';
import { InputError } from '../../core/errors.js';
import type { LedgerStore } from '../../core/ports/ledger-store.js';
import { openLedger } from '../../infra/store/ledger/open-ledger.js';
import { ledgerPath } from '../runtime/user-data.js';
import type { Runtime } from '../runtime/runtime.js';

/** Works on the ledger of the user data folder, and closes it whatever happens. */
export async function withLedger<T>(runtime: Runtime, work: (ledger: LedgerStore) => Promise<T>): Promise<T> {
  const ledger = await openLedger(ledgerPath(runtime.config.userDataDir));
  try {
    return await work(ledger);
  } finally {
    await ledger.close();
  }
}

/** The same for a ledger that must be there: looking at one makes none. @throws InputError where nothing was ever recorded */
export async function withExistingLedger<T>(runtime: Runtime, work: (ledger: LedgerStore) => Promise<T>): Promise<T> {
  const path = ledgerPath(runtime.config.userDataDir);
  try {
    await access(path);
  } catch (error) {
    throw new InputError(
      'ledger.none',
      `No model call has been recorded yet: there is no ${path}. A cycle or a backtest with a model makes it.`,
      { where: path, cause: error },
    );
  }
  return withLedger(runtime, work);
}
