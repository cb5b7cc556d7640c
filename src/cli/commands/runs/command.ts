import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';

const runsOption = (): Option => new Option('--runs <DIR>', 'folder of the runs (default user_data/runs)');
const yesOption = (): Option => new Option('--yes', 'do not ask first');

/** Adds what every one of them takes. */
const common = (command: Command): Command =>
  command.addOption(runsOption()).addOption(jsonOption()).addOption(configOption());

export const runsCommand: CommandFactory = ({ session }) => {
  const list = common(
    new Command('list')
      .description('List the runs: what was run on what, how it came out, and what it takes on disk')
      .addOption(
        new Option('--sort <BY>', 'the newest, or the greatest, first')
          .choices(['when', 'return', 'sharpe', 'trades', 'size', 'strategy'])
          .default('when'),
      )
      .addOption(new Option('--limit <N>', 'so many of them').default('20')),
  ).action(async (options: Record<string, unknown>) => {
    const { runRunsList } = await import('./run-look.js');
    await runRunsList(session, options as unknown as Parameters<typeof runRunsList>[1]);
  });
  const show = common(
    new Command('show')
      .description('Show one run as it was shown when it was made, and where its report is')
      .argument('<RUN_ID>', 'its id, a part of it, or "latest"'),
  ).action(async (id: string, options: Record<string, unknown>) => {
    const { runRunsShow } = await import('./run-look.js');
    await runRunsShow(session, id, options);
  });
  const remove = common(
    new Command('delete')
      .description('Delete runs')
      .argument('<RUN_ID...>', 'their ids, or parts of them')
      .addOption(yesOption()),
  ).action(async (ids: string[], options: Record<string, unknown>) => {
    const { runRunsDelete } = await import('./run-delete.js');
    await runRunsDelete(session, ids, options);
  });
  const prune = common(
    new Command('prune')
      .description('Delete old runs: those that none of the options keeps')
      .addOption(new Option('--keep <N>', 'keep the newest N'))
      .addOption(new Option('--older-than <AGE>', 'keep what is younger, e.g. 30d, 12h'))
      .addOption(new Option('--damaged', 'delete folders of runs that cannot be read, too'))
      .addOption(new Option('--dry-run', 'only say which would go').conflicts('yes'))
      .addOption(yesOption()),
  ).action(async (options: Record<string, unknown>) => {
    const { runRunsPrune } = await import('./run-delete.js');
    await runRunsPrune(session, options);
  });
  return new Command('runs').addCommand(list).addCommand(show).addCommand(remove).addCommand(prune);
};
