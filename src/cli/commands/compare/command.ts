import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';

export const compareCommand: CommandFactory = ({ session }) =>
  new Command('compare')
    .argument('<RUN_ID...>', 'two to eight runs; a part of an id is enough, and "latest" is the newest')
    .addOption(new Option('--html <FILE>', 'also write the comparison as one HTML page'))
    .addOption(new Option('--runs <DIR>', 'folder of the runs (default user_data/runs)'))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (ids: string[], options: { html?: string; runs?: string; json?: boolean; config?: string }) => {
      const { runCompare } = await import('./run.js');
      await runCompare(session, ids, options);
    });
