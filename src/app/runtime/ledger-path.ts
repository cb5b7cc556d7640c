import { join } from 'node:path';

/** Where the model calls of a user data folder are recorded. */
export const ledgerPath = (userDataDir: string): string => join(userDataDir, 'ledger', 'model-calls.sqlite');
