import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { LOOKAHEAD_OPTIONS } from '../backtest/options.js';

const HELP = `
Each cut costs two reruns: one on data that end there, one on data with another future after it. No decision up to the cut may
change. A strategy that reads prices from a file of its own is not caught: that file stays as it is.

Exit codes: 0 no decision depends on the future, 4 some do (they are named), 2 wrong input.
`;

export const lookaheadCommand: CommandFactory = ({ session, exitWith }) =>
  withOptions(new Command('lookahead'), LOOKAHEAD_OPTIONS)
    .addHelpText('after', HELP)
    .action(async (typed: Record<string, unknown>) => {
      const { runLookaheadCommand } = await import('./run.js');
      exitWith(await runLookaheadCommand(session, readFor(session, LOOKAHEAD_OPTIONS, typed)));
    });
