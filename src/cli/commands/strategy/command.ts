import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';

export const strategyCommand: CommandFactory = ({ session }) => {
  const list = new Command('list')
    .description('List the strategies that ship, with their parameters')
    .addOption(jsonOption())
    .action(async (options: { json?: boolean }) => {
      const { runStrategyList } = await import('./run.js');
      runStrategyList(session, options);
    });
  const create = new Command('new')
    .description('Write a strategy to begin with: a class, its test, and how to run it')
    .argument('<NAME>', 'small letters, digits and hyphens, e.g. my-idea')
    .addOption(new Option('--js', 'in JavaScript instead of TypeScript'))
    .addOption(
      new Option('--dir <DIR>', 'where it gets a folder of its own (default: strategies in the user data folder)'),
    )
    .addOption(configOption())
    .action(async (name: string, options: { js?: boolean; dir?: string; config?: string }) => {
      const { runStrategyNew } = await import('./run.js');
      await runStrategyNew(session, name, options);
    });
  return new Command('strategy').addCommand(list).addCommand(create);
};
