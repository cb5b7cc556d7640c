import { enCycle } from './en-cycle.js';
import { enInstallation } from './en-installation.js';
import { enRecord } from './en-record.js';
import { enRuns } from './en-runs.js';
import { enShell } from './en-shell.js';
import { enTrading } from './en-trading.js';

/** English texts of the pages, by room; `ru.ts` has the same keys. */
export const en = {
  ...enShell,
  ...enCycle,
  ...enRuns,
  ...enTrading,
  ...enRecord,
  ...enInstallation,
};
