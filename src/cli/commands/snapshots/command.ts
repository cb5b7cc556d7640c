import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';
import { settingOption } from '../../setting-options.js';

const fromOption = (): Option => new Option('--from <TIME>', 'first moment, e.g. 2022-01-01 or 2022-01-01T12:00Z');

export const snapshotsCommand: CommandFactory = ({ session }) => {
  const build = new Command('build')
    .description('Build snapshots at even steps, each from what could be known then')
    .addOption(fromOption().makeOptionMandatory())
    .addOption(new Option('--to <TIME>', 'end, not included').makeOptionMandatory())
    .addOption(new Option('--every <INTERVAL>', 'step between them, e.g. 1h or 1d').default('1d'))
    .addOption(new Option('--out <FILE>', 'also write them to this file, one JSON document a line'))
    .addOption(
      new Option(
        '--historical-fields-only [news]',
        'only fields that history can supply, the same for all; with "news" headlines too',
      ).choices(['news']),
    )
    .addOption(settingOption('baseAsset', 'PAIR'))
    .addOption(settingOption('horizonHours', 'HOURS'))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runBuild } = await import('./run-build.js');
      await runBuild(session, options as unknown as Parameters<typeof runBuild>[1]);
    });

  const exports = new Command('export')
    .description('Write archived snapshots as JSONL: those collected live, those built, or both')
    .addOption(new Option('--origin <ORIGIN>', 'where they came from').choices(['live', 'built']))
    .addOption(fromOption())
    .addOption(new Option('--to <TIME>', 'end, not included'))
    .addOption(new Option('--symbol <PAIR>', 'only of this pair'))
    .addOption(new Option('--out <FILE>', 'into this file (default: stdout)'))
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runExportSnapshots } = await import('./run-export.js');
      await runExportSnapshots(session, options);
    });

  return new Command('snapshots').addCommand(build).addCommand(exports);
};
