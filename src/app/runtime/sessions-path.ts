import { join } from 'node:path';

/** Where the trading sessions of a user data folder are kept, a folder each. */
export const sessionsPath = (userDataDir: string): string => join(userDataDir, 'sessions');
