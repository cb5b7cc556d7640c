import { checkObservations } from '../../../app/observations/check-store.js';
import { withExistingStore } from '../../../app/observations/store.js';
import { renderStoreCheck } from '../../../report/terminal/observations.js';
import { EXIT } from '../../exit-code.js';
import { withProgress } from '../../progress.js';
import type { OutputGiven } from '../../options/rows.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';

/** @returns the exit code: 2 where something is damaged */
export async function runCheck(session: Session, options: OutputGiven): Promise<number> {
  const { config } = runtimeFor(session, {}, options.config);
  const report = await withProgress(session, session.say('reading'), () =>
    withExistingStore(config, (store) => checkObservations(config, store)),
  );
  if (options.json === true) session.printJson(report);
  else session.print(renderStoreCheck(report, session.style));
  return report.findings.length === 0 ? EXIT.done : EXIT.input;
}
