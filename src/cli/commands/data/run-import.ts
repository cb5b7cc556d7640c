import type { ImportResult } from '../../../contract/data.js';
import { basename } from 'node:path';
import { openBarStore, assertUsableFolder } from '../../../app/runtime/user-data.js';
import { importBars } from '../../../app/data/import-bars.js';
import { renderImported } from '../../../report/terminal/data.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { fileReading, pathIn } from './file-options.js';
import type { ImportGiven } from './options.js';

export async function runDataImport(session: Session, files: readonly string[], options: ImportGiven): Promise<void> {
  const { config, clock } = runtimeFor(session, {}, options.config);
  const { source, lenient, prefer } = options;
  const read = fileReading(options);
  await assertUsableFolder(openBarStore(config).root);
  const results: ImportResult[] = await withProgress(session, session.say('reading'), ({ say }) =>
    importBars(
      openBarStore(config),
      files.map((file) => pathIn(session, file)),
      {
        ...read,
        lenient: lenient === true,
        // A bar that is still running would be stored as if it were whole.
        asOf: clock.now(),
        signal: session.io.signal,
        source,
        prefer,
        onBytes: (done, total, file) =>
          say({ name: session.say('import'), share: done / total, doing: basename(file) }),
        onWrite: (series) => say(session.say('storing {n} series', { n: series })),
      },
    ),
  );
  if (options.json === true) session.printJson({ series: results });
  else session.print(results.map((result) => renderImported(result, session.style)).join('\n'));
}
