import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';
import { addSnapshotOptions } from '../../snapshot-options.js';

export const snapshotCommand: CommandFactory = ({ session }) =>
  addSnapshotOptions(new Command('snapshot'), false)
    .addOption(
      new Option('--as-of <TIME>', 'as it could be known then, from the stored observations').conflicts([
        'realData',
        'demo',
        'exchange',
      ]),
    )
    .addOption(new Option('--out <FILE>', 'also write it to this file as JSON'))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runSnapshot } = await import('./run.js');
      await runSnapshot(session, options);
    });
