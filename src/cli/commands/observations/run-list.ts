import { existsSync } from 'node:fs';
import { publicationLags } from '../../../app/observations/publication-lags.js';
import { observationsPath, withObservationStore } from '../../../app/observations/store.js';
import { renderStoredObservations, renderPublicationLags } from '../../../report/terminal/observations.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { queryOf, type ObservationFilterOptions } from './filter.js';

export async function runList(
  session: Session,
  options: ObservationFilterOptions & { readonly json?: boolean; readonly config?: string },
): Promise<void> {
  const { config } = runtimeFor(session, {}, options.config);
  const query = queryOf(options);
  // Looking must not make a file.
  const view = existsSync(observationsPath(config))
    ? await withObservationStore(config, async (store) => ({
        series: await store.list(query),
        snapshots: await store.countSnapshots(),
      }))
    : { series: [], snapshots: { live: 0, built: 0 } };
  if (options.json === true) session.printJson(view);
  else session.print(renderStoredObservations(view, session.style));
}

export function runSources(session: Session, options: { readonly json?: boolean }): void {
  const sources = publicationLags();
  if (options.json === true) session.printJson({ sources });
  else session.print(renderPublicationLags(sources, session.style));
}
