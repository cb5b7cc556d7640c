import { enBacktests } from './en-backtests.js';
import { enCycle } from './en-cycle.js';
import { enDecisions } from './en-decisions.js';
import { enExplanation } from './en-explanation.js';
import { enInstallation } from './en-installation.js';
import { enQuality } from './en-quality.js';
import { enRuns } from './en-runs.js';
import { enShell } from './en-shell.js';
import { enTrading } from './en-trading.js';

/** English texts of the pages, by room; `ru.ts` has the same keys. */
export const en = {
  ...enShell,
  ...enCycle,
  ...enRuns,
  ...enBacktests,
  ...enTrading,
  ...enDecisions,
  ...enQuality,
  ...enExplanation,
  ...enInstallation,
};
