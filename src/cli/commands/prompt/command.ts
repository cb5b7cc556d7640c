import { Command } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';
import { addSnapshotOptions } from '../../snapshot-options.js';

export const promptCommand: CommandFactory = ({ session }) =>
  addSnapshotOptions(new Command('prompt'), true)
    .description('Print the two prompts a model would get for a snapshot')
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runPrompt } = await import('./run.js');
      await runPrompt(session, options);
    });
