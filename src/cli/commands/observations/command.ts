import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { output } from '../../options/rows.js';
import {
  BACKFILL_OPTIONS,
  OBSERVATION_EXPORT_OPTIONS,
  OBSERVATION_IMPORT_OPTIONS,
  OBSERVATION_LIST_OPTIONS,
  SOURCES_OPTIONS,
} from './options.js';

type Typed = Record<string, unknown>;

export const observationsCommand: CommandFactory = ({ session, exitWith }) => {
  const backfill = withOptions(new Command('backfill'), BACKFILL_OPTIONS)
    .description('Fetch the past of the sources into the store, each value with the moment it could be known')
    .addHelpText('after', '\nInterrupted, the same command goes on where it stopped.')
    .action(async (typed: Typed) => {
      const { runBackfill } = await import('./run-backfill.js');
      exitWith(await runBackfill(session, readFor(session, BACKFILL_OPTIONS, typed)));
    });

  const imports = withOptions(new Command('import'), OBSERVATION_IMPORT_OPTIONS)
    .description('Read a CSV, JSON or JSONL file into the store: all of it or nothing')
    .argument('<FILE>')
    .action(async (file: string, typed: Typed) => {
      const { runImport } = await import('./run-import.js');
      await runImport(session, file, readFor(session, OBSERVATION_IMPORT_OPTIONS, typed));
    });

  const list = withOptions(new Command('list'), OBSERVATION_LIST_OPTIONS)
    .description('List what is stored: rows, versions, range, gaps')
    .action(async (typed: Typed) => {
      const { runList } = await import('./run-list.js');
      await runList(session, readFor(session, OBSERVATION_LIST_OPTIONS, typed));
    });

  const exports = withOptions(new Command('export'), OBSERVATION_EXPORT_OPTIONS)
    .description('Write stored observations as JSONL, every version')
    .action(async (typed: Typed) => {
      const { runExportObservations } = await import('./run-export.js');
      await runExportObservations(session, readFor(session, OBSERVATION_EXPORT_OPTIONS, typed));
    });

  const check = withOptions(new Command('check'), output)
    .description('Read every stored row and say what is damaged')
    .action(async (typed: Typed) => {
      const { runCheck } = await import('./run-check.js');
      exitWith(await runCheck(session, readFor(session, output, typed)));
    });

  const sources = withOptions(new Command('sources'), SOURCES_OPTIONS)
    .description('Show when the values of each source can be known, and why')
    .action(async (typed: Typed) => {
      const { runSources } = await import('./run-list.js');
      runSources(session, readFor(session, SOURCES_OPTIONS, typed));
    });

  return new Command('observations')
    .addCommand(backfill)
    .addCommand(imports)
    .addCommand(list)
    .addCommand(exports)
    .addCommand(check)
    .addCommand(sources);
};
