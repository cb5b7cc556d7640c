import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { STRATEGY_LIST_OPTIONS, STRATEGY_NEW_OPTIONS } from './options.js';

type Typed = Record<string, unknown>;

export const strategyCommand: CommandFactory = ({ session }) => {
  const list = withOptions(new Command('list'), STRATEGY_LIST_OPTIONS)
    .description('List the strategies that ship, with their parameters')
    .action(async (typed: Typed) => {
      const { runStrategyList } = await import('./run.js');
      runStrategyList(session, readFor(session, STRATEGY_LIST_OPTIONS, typed));
    });
  const create = withOptions(new Command('new'), STRATEGY_NEW_OPTIONS)
    .description('Write a strategy to begin with: a class, its test, and how to run it')
    .argument('<NAME>', 'small letters, digits and hyphens, e.g. my-idea')
    .action(async (name: string, typed: Typed) => {
      const { runStrategyNew } = await import('./run.js');
      await runStrategyNew(session, name, readFor(session, STRATEGY_NEW_OPTIONS, typed));
    });
  return new Command('strategy').addCommand(list).addCommand(create);
};
