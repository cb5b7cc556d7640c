import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';
import { addRunOptions } from '../backtest/options.js';

const HELP = `
Each cut costs two reruns: one on data that end there, one on data with another future after it. No decision up to the cut may
change. A strategy that reads prices from a file of its own is not caught: that file stays as it is.

Exit codes: 0 no decision depends on the future, 4 some do (they are named), 2 wrong input.
`;

export const lookaheadCommand: CommandFactory = ({ session, exitWith }) =>
  addRunOptions(new Command('lookahead'))
    .addOption(new Option('--cuts <N>', 'moments at which the data are cut (default 24)'))
    .addOption(jsonOption())
    .addOption(configOption())
    .addHelpText('after', HELP)
    .action(async (options: Record<string, unknown>) => {
      const { runLookaheadCommand } = await import('./run.js');
      exitWith(await runLookaheadCommand(session, options));
    });
