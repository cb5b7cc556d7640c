import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { SIZE_OPTIONS } from './options.js';

export const sizeCommand: CommandFactory = ({ session }) =>
  withOptions(new Command('size'), SIZE_OPTIONS).action(async (typed: Record<string, unknown>) => {
    const { runSize } = await import('./run.js');
    await runSize(session, readFor(session, SIZE_OPTIONS, typed));
  });
