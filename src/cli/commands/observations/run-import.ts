import { importFile } from '../../../app/observations/import-file.js';
import { withObservationStore } from '../../../app/observations/store.js';
import { parseSymbol } from '../../../core/symbol.js';
import { renderImportedObservations } from '../../../report/terminal/observations.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { passedOn } from '../../options/option-table.js';
import { pathIn } from '../data/file-options.js';
import type { ObservationImportGiven } from './options.js';

export async function runImport(session: Session, file: string, options: ObservationImportGiven): Promise<void> {
  const { config, clock } = runtimeFor(session, {}, options.config);
  const { format, utcOffset } = options;
  const report = await withProgress(session, session.say('reading {file}', { file }), () =>
    withObservationStore(config, (store) =>
      importFile(store, pathIn(session, file), {
        format,
        retrievedAt: options.retrievedAt ?? clock.now(),
        baseAsset: parseSymbol(config.baseAsset),
        ...passedOn(options, ['symbol', 'source', 'dateFormat', 'timeZone', 'separator']),
        map: options.map === undefined ? undefined : new Map(options.map),
        utcOffsetHours: utcOffset,
      }),
    ),
  );
  // Named as it was given.
  const shown = { ...report, file };
  if (options.json === true) session.printJson(shown);
  else session.print(renderImportedObservations(shown, session.style));
}
