import { ruBacktests } from './ru-backtests.js';
import { ruCommon } from './ru-common.js';
import { ruCycle } from './ru-cycle.js';
import { ruData } from './ru-data.js';
import { ruEvaluation } from './ru-evaluation.js';
import { ruFields } from './ru-fields.js';
import { ruInstallation } from './ru-installation.js';
import { ruMetrics } from './ru-metrics.js';
import { ruObservations } from './ru-observations.js';
import { ruProgress } from './ru-progress.js';
import { ruSessions } from './ru-sessions.js';

/** Russian of what the terminal says, by its English. */
export const terminalRu = {
  ...ruCommon,
  ...ruFields,
  ...ruMetrics,
  ...ruCycle,
  ...ruSessions,
  ...ruBacktests,
  ...ruData,
  ...ruObservations,
  ...ruInstallation,
  ...ruProgress,
  ...ruEvaluation,
} as const;
