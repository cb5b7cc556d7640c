import { parseMoment } from '../../../app/data/time-range.js';
import { importFile, type ImportFormatName } from '../../../app/observations/import-file.js';
import { withObservationStore } from '../../../app/observations/store.js';
import { InputError } from '../../../core/errors.js';
import { columnPairs } from '../../reading-options.js';
import { parseSymbol } from '../../../core/symbol.js';
import { renderImportedObservations } from '../../../report/terminal/observations.js';
import { withProgress } from '../../progress.js';
import { runtimeFor } from '../../runtime.js';
import type { Session } from '../../session.js';
import { numberOption, pathIn } from '../data/file-options.js';

export interface ImportCommandOptions {
  readonly format: ImportFormatName;
  readonly map?: string;
  readonly symbol?: string;
  readonly source?: string;
  readonly utcOffset?: string;
  readonly dateFormat?: string;
  readonly timeZone?: string;
  readonly separator?: string;
  readonly retrievedAt?: string;
  readonly json?: boolean;
  readonly config?: string;
}

export async function runImport(session: Session, file: string, options: ImportCommandOptions): Promise<void> {
  const { config, clock } = runtimeFor(session, {}, options.config);
  const { format, symbol, source, utcOffset, dateFormat, timeZone, separator, retrievedAt } = options;
  if (separator !== undefined && separator.length !== 1) {
    throw new InputError('import.separator', `--separator is "${separator}": it must be one character, such as ";".`, {
      where: '--separator',
    });
  }
  const report = await withProgress(session, `reading ${file}`, () =>
    withObservationStore(config, (store) =>
      importFile(store, pathIn(session, file), {
        format,
        retrievedAt: retrievedAt === undefined ? clock.now() : parseMoment(retrievedAt, '--retrieved-at'),
        baseAsset: parseSymbol(config.baseAsset),
        ...(symbol === undefined ? {} : { symbol: parseSymbol(symbol) }),
        ...(source === undefined ? {} : { source }),
        ...(options.map === undefined ? {} : { map: new Map(columnPairs(options.map)) }),
        ...(utcOffset === undefined
          ? {}
          : { utcOffsetHours: numberOption(utcOffset.replace(/^\+/, ''), '--utc-offset', -14, 14, false) }),
        ...(dateFormat === undefined ? {} : { dateFormat }),
        ...(timeZone === undefined ? {} : { timeZone }),
        ...(separator === undefined ? {} : { separator }),
      }),
    ),
  );
  // Named as it was given.
  const shown = { ...report, file };
  if (options.json === true) session.printJson(shown);
  else session.print(renderImportedObservations(shown, session.style));
}
