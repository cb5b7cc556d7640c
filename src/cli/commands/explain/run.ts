import { explainSession } from '../../../app/live/explain.js';
import { renderExplanation } from '../../../report/terminal/explanation.js';
import type { GivenBy } from '../../options/option-table.js';
import type { output } from '../../options/rows.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';

/** Prints a session against the backtest of its own bars. @throws InputError where there is nothing to explain */
export async function runExplain(
  session: Session,
  name: string,
  options: GivenBy<typeof output> & { readonly data?: readonly string[] },
): Promise<void> {
  const { cwd, signal } = session.io;
  const runtime = runtimeFor(session, {}, options.config);
  const explained = await explainSession({ session: name, data: options.data ?? [], cwd, signal }, runtime);
  if (options.json === true) session.printJson(explained);
  else session.print(renderExplanation(explained, session.style));
}
