import { publicationLags } from '../../../app/observations/publication-lags.js';
import { renderPublicationLags } from '../../../report/terminal/observations.js';
import type { Session } from '../../session.js';

export function runSources(session: Session, options: { readonly json?: boolean }): void {
  const sources = publicationLags();
  if (options.json === true) session.printJson({ sources });
  else session.print(renderPublicationLags(sources, session.style));
}
