import { terminalBacktestsRu } from './ru-backtests.js';
import { terminalCommonRu } from './ru-common.js';
import { terminalCycleRu } from './ru-cycle.js';
import { terminalDataRu } from './ru-data.js';
import { terminalEvaluationRu } from './ru-evaluation.js';
import { terminalFieldsRu } from './ru-fields.js';
import { terminalInstallationRu } from './ru-installation.js';
import { terminalMetricsRu } from './ru-metrics.js';
import { terminalObservationsRu } from './ru-observations.js';
import { terminalProgressRu } from './ru-progress.js';
import { terminalSessionsRu } from './ru-sessions.js';
import { terminalStrategiesRu } from './ru-strategies.js';

/** Russian of what the terminal says, by its English. */
export const terminalRu = {
  ...terminalCommonRu,
  ...terminalFieldsRu,
  ...terminalMetricsRu,
  ...terminalCycleRu,
  ...terminalSessionsRu,
  ...terminalBacktestsRu,
  ...terminalDataRu,
  ...terminalObservationsRu,
  ...terminalInstallationRu,
  ...terminalStrategiesRu,
  ...terminalProgressRu,
  ...terminalEvaluationRu,
} as const;
