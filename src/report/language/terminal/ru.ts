import { ruCommon } from './ru-common.js';
import { ruCycle } from './ru-cycle.js';
import { ruFields } from './ru-fields.js';
import { ruSessions } from './ru-sessions.js';

/** Russian of what the terminal says, by its English. */
export const terminalRu = {
  ...ruCommon,
  ...ruFields,
  ...ruCycle,
  ...ruSessions,
} as const;
