import { PUBLICATION_LAGS } from '../../../core/publication-lags.js';
import { renderPublicationLags } from '../../../report/terminal/observations.js';
import type { Session } from '../../session.js';

export function runSources(session: Session, options: { readonly json?: boolean }): void {
  if (options.json === true) session.printJson({ sources: PUBLICATION_LAGS });
  else session.print(renderPublicationLags(PUBLICATION_LAGS, session.style));
}
