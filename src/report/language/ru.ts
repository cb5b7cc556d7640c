import type { Catalogue } from './catalogue.js';
import { ruCycle } from './ru-cycle.js';
import { ruInstallation } from './ru-installation.js';
import { ruRecord } from './ru-record.js';
import { ruRuns } from './ru-runs.js';
import { ruShell } from './ru-shell.js';
import { ruTrading } from './ru-trading.js';

/** Russian texts of the pages, by room. */
export const ru: Catalogue = {
  ...ruShell,
  ...ruCycle,
  ...ruRuns,
  ...ruTrading,
  ...ruRecord,
  ...ruInstallation,
};
