import { openBarStore } from '../../../app/runtime/user-data.js';
import { listStored } from '../../../app/data/list-stored.js';
import { renderStored } from '../../../report/terminal/data-list.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';

export async function runDataList(
  session: Session,
  options: { readonly json?: boolean; readonly config?: string },
): Promise<void> {
  const { config } = runtimeFor(session, {}, options.config);
  const { damaged, ...sound } = await listStored(openBarStore(config));
  const stored = { ...sound, damaged: damaged.map(({ error, ...each }) => ({ ...each, problem: error.message })) };
  if (options.json === true) session.printJson(stored);
  else session.print(renderStored(stored, session.style));
}
