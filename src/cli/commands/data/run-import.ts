import { openBarStore } from '../../../app/data/bar-store.js';
import { importBars, type ImportResult } from '../../../app/data/import-bars.js';
import { renderImported } from '../../../report/terminal/index.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { pathIn, readOptionsOf, type FileOptions } from './file-options.js';

export interface DataImportOptions extends FileOptions {
  readonly source?: string;
  readonly lenient?: boolean;
  readonly prefer?: 'new' | 'old';
  readonly json?: boolean;
  readonly config?: string;
}

export async function runDataImport(
  session: Session,
  files: readonly string[],
  options: DataImportOptions,
): Promise<void> {
  const { config, clock } = runtimeFor(session, {}, options.config);
  const { source, lenient, prefer } = options;
  const read = readOptionsOf(options);
  const results: ImportResult[] = await withProgress(session, 'reading', ({ say }) =>
    importBars(
      openBarStore(config),
      files.map((file) => pathIn(session, file)),
      {
        ...read,
        lenient: lenient === true,
        // A bar that is still running would be stored as if it were whole.
        asOf: clock.now(),
        signal: session.io.signal,
        ...(source === undefined ? {} : { source }),
        ...(prefer === undefined ? {} : { prefer }),
        onFile: (done, total) => say({ name: 'import', share: done / total, doing: `file ${done} of ${total}` }),
      },
    ),
  );
  if (options.json === true) session.printJson({ series: results });
  else session.print(results.map((result) => renderImported(result, session.style)).join('\n'));
}
