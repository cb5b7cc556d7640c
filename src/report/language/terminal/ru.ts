import { ruCommon } from './ru-common.js';
import { ruCycle } from './ru-cycle.js';
import { ruFields } from './ru-fields.js';

/** Russian of what the terminal says, by its English. */
export const terminalRu = {
  ...ruCommon,
  ...ruFields,
  ...ruCycle,
} as const;
