import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { COMPARE_OPTIONS } from './options.js';

export const compareCommand: CommandFactory = ({ session }) =>
  withOptions(new Command('compare'), COMPARE_OPTIONS)
    .argument('<RUN_ID...>', 'two to eight runs; a part of an id is enough, and "latest" is the newest')
    .action(async (ids: string[], typed: Record<string, unknown>) => {
      const { runCompare } = await import('./run.js');
      await runCompare(session, ids, readFor(session, COMPARE_OPTIONS, typed));
    });
