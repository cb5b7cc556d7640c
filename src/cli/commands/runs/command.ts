import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { DELETE_OPTIONS, RUNS_LIST_OPTIONS, RUNS_PRUNE_OPTIONS, SHOW_OPTIONS } from './options.js';

type Typed = Record<string, unknown>;

export const runsCommand: CommandFactory = ({ session }) => {
  const list = withOptions(new Command('list'), RUNS_LIST_OPTIONS)
    .description('List the runs: what was run on what, how it came out, and what it takes on disk')
    .action(async (typed: Typed) => {
      const { runRunsList } = await import('./run-look.js');
      await runRunsList(session, readFor(session, RUNS_LIST_OPTIONS, typed));
    });
  const show = withOptions(new Command('show'), SHOW_OPTIONS)
    .description('Show one run as it was shown when it was made, and where its report is')
    .argument('<RUN_ID>', 'its id, a part of it, or "latest"')
    .action(async (id: string, typed: Typed) => {
      const { runRunsShow } = await import('./run-look.js');
      await runRunsShow(session, id, readFor(session, SHOW_OPTIONS, typed));
    });
  const remove = withOptions(new Command('delete'), DELETE_OPTIONS)
    .description('Delete runs')
    .argument('<RUN_ID...>', 'their ids, or parts of them')
    .action(async (ids: string[], typed: Typed) => {
      const { runRunsDelete } = await import('./run-delete.js');
      await runRunsDelete(session, ids, readFor(session, DELETE_OPTIONS, typed));
    });
  const prune = withOptions(new Command('prune'), RUNS_PRUNE_OPTIONS)
    .description('Delete old runs: those that none of the options keeps')
    .action(async (typed: Typed) => {
      const { runRunsPrune } = await import('./run-delete.js');
      await runRunsPrune(session, readFor(session, RUNS_PRUNE_OPTIONS, typed));
    });
  return new Command('runs').addCommand(list).addCommand(show).addCommand(remove).addCommand(prune);
};
