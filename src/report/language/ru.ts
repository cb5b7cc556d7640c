import type { Catalogue } from './catalogue.js';
import { ruBacktests } from './ru-backtests.js';
import { ruCycle } from './ru-cycle.js';
import { ruDecisions } from './ru-decisions.js';
import { ruExplanation } from './ru-explanation.js';
import { ruInstallation } from './ru-installation.js';
import { ruQuality } from './ru-quality.js';
import { ruRuns } from './ru-runs.js';
import { ruShell } from './ru-shell.js';
import { ruTrading } from './ru-trading.js';

/** Russian texts of the pages, by room. */
export const ru: Catalogue = {
  ...ruShell,
  ...ruCycle,
  ...ruRuns,
  ...ruBacktests,
  ...ruTrading,
  ...ruDecisions,
  ...ruQuality,
  ...ruExplanation,
  ...ruInstallation,
};
