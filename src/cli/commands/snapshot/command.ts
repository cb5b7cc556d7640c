import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { SNAPSHOT_OPTIONS } from './options.js';

export const snapshotCommand: CommandFactory = ({ session }) =>
  withOptions(new Command('snapshot'), SNAPSHOT_OPTIONS).action(async (typed: Record<string, unknown>) => {
    const { runSnapshot } = await import('./run.js');
    await runSnapshot(session, readFor(session, SNAPSHOT_OPTIONS, typed));
  });
