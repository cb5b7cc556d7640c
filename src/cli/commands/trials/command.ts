import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';

export const trialsCommand: CommandFactory = ({ session }) =>
  new Command('trials')
    .addOption(new Option('--symbol <SYMBOL>', 'only those on this pair, e.g. BTCUSDT'))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runTrials } = await import('./run.js');
      await runTrials(session, options);
    });
