import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { TRIALS_OPTIONS } from './options.js';

export const trialsCommand: CommandFactory = ({ session }) =>
  withOptions(new Command('trials'), TRIALS_OPTIONS).action(async (typed: Record<string, unknown>) => {
    const { runTrials } = await import('./run.js');
    await runTrials(session, readFor(session, TRIALS_OPTIONS, typed));
  });
