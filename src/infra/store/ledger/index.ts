export { openLedger } from './open-ledger.js';
export { entryChecksum, ledgerEntrySchema } from './rows.js';
