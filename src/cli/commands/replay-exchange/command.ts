import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { REPLAY_EXCHANGE_OPTIONS } from './options.js';

const HELP = `
Without --data it plays 90 days of the demo market. It listens on 127.0.0.1 alone, holds no money, and goes on until Ctrl-C.
What is served, how orders fill and what can be made to fail: docs/REHEARSAL.md
`;

export const replayExchangeCommand: CommandFactory = ({ session }) =>
  withOptions(new Command('replay-exchange'), REPLAY_EXCHANGE_OPTIONS)
    .addHelpText('after', HELP)
    .action(async (typed: Record<string, unknown>) => {
      const { runReplayExchange } = await import('./run.js');
      await runReplayExchange(session, readFor(session, REPLAY_EXCHANGE_OPTIONS, typed));
    });
