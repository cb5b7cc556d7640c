import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';
import { settingOption } from '../../setting-options.js';

export const sizeCommand: CommandFactory = ({ session }) =>
  new Command('size')
    .addOption(new Option('--regime <FILE>', 'JSON of a regime, or a saved cycle.json; - reads stdin'))
    .addOption(
      new Option('--side <SIDE>', 'which side position_size is for').choices(['long', 'short']).default('long'),
    )
    .addOption(settingOption('sizing.baseLongSize', 'SIZE'))
    .addOption(settingOption('sizing.baseShortSize', 'SIZE'))
    .addOption(settingOption('sizing.kMax', 'K'))
    .addOption(settingOption('sizing.profile', 'PROFILE').choices(['balanced', 'convex']))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runSize } = await import('./run.js');
      await runSize(session, options as unknown as Parameters<typeof runSize>[1]);
    });
