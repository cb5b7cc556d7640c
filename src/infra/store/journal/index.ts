export { JournalDamageError, type JournalDamage } from './damage.js';
export { isFolderLocked } from './lock.js';
export { openJournal, type OpenedJournal, type OpenJournalOptions } from './open-journal.js';
export { JOURNAL_FILE, readJournalFile } from './read-journal.js';
