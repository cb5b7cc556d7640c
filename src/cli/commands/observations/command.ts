import { Command, Option } from 'commander';
import { HISTORY_SOURCES } from '../../../app/observations/history-sources.js';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';
import { addReadingOptions } from '../../reading-options.js';
import { settingOption } from '../../setting-options.js';

const fromOption = (): Option => new Option('--from <TIME>', 'first moment, e.g. 2022-01-01 or 2022-01-01T12:00Z');
const toOption = (): Option => new Option('--to <TIME>', 'end, not included');
const filters = (command: Command): Command =>
  command
    .addOption(new Option('--series <NAMES>', 'only these, separated by commas'))
    .addOption(new Option('--symbol <NAMES>', 'only these, separated by commas; * is the whole market'))
    .addOption(fromOption())
    .addOption(toOption());

export const observationsCommand: CommandFactory = ({ session, exitWith }) => {
  const backfill = new Command('backfill')
    .description('Fetch the past of the sources into the store, each value with the moment it could be known')
    .addOption(
      new Option('--source <NAMES>', `${HISTORY_SOURCES.join(', ')} (bars and funding of "data"), or all`).default(
        'all',
      ),
    )
    .addOption(settingOption('baseAsset', 'PAIR'))
    .addOption(new Option('--symbol <PAIR>', 'the same as --base-asset').conflicts('baseAsset'))
    .addOption(fromOption().makeOptionMandatory())
    .addOption(new Option('--to <TIME>', 'end, not included (default: now)'))
    .addOption(new Option('--refresh', 'ask also for what was asked for before: revised series get new versions'))
    .addOption(jsonOption())
    .addOption(configOption())
    .addHelpText('after', '\nInterrupted, the same command goes on where it stopped.')
    .action(async (options: Record<string, unknown>) => {
      const { runBackfill } = await import('./run-backfill.js');
      exitWith(await runBackfill(session, options as unknown as Parameters<typeof runBackfill>[1]));
    });

  const imports = addReadingOptions(
    new Command('import').description('Read a CSV, JSON or JSONL file into the store: all of it or nothing'),
    'published=time,headline=title',
  )
    .argument('<FILE>')
    .addOption(
      new Option('--format <FORMAT>', 'what the file holds')
        .choices(['coinmetrics', 'fear-greed', 'news', 'funding', 'observations'])
        .makeOptionMandatory(),
    )
    .addOption(new Option('--symbol <PAIR>', 'the asset it is about (default: as the file says, else BASE_ASSET)'))
    .addOption(new Option('--source <NAME>', 'under which source the rows are stored'))
    .addOption(new Option('--utc-offset <HOURS>', 'how far times without a zone are ahead of UTC, e.g. +3 (default 0)'))
    .addOption(new Option('--separator <CHAR>', 'between the columns of a CSV file (default: told from its header)'))
    .addOption(
      new Option(
        '--retrieved-at <TIME>',
        'when this copy was made; its revisable series are known from then on',
      ).default(undefined, 'now'),
    )
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (file: string, options: Record<string, unknown>) => {
      const { runImport } = await import('./run-import.js');
      await runImport(session, file, options as unknown as Parameters<typeof runImport>[2]);
    });

  const list = filters(new Command('list').description('List what is stored: rows, versions, range, gaps'))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runList } = await import('./run-list.js');
      await runList(session, options);
    });

  const exports = filters(new Command('export').description('Write stored observations as JSONL, every version'))
    .addOption(new Option('--out <FILE>', 'into this file (default: stdout)'))
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runExportObservations } = await import('./run-export.js');
      await runExportObservations(session, options);
    });

  const check = new Command('check')
    .description('Read every stored row and say what is damaged')
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runCheck } = await import('./run-check.js');
      exitWith(await runCheck(session, options));
    });

  const sources = new Command('sources')
    .description('Show when the values of each source can be known, and why')
    .addOption(jsonOption())
    .action(async (options: Record<string, unknown>) => {
      const { runSources } = await import('./run-list.js');
      runSources(session, options);
    });

  return new Command('observations')
    .addCommand(backfill)
    .addCommand(imports)
    .addCommand(list)
    .addCommand(exports)
    .addCommand(check)
    .addCommand(sources);
};
