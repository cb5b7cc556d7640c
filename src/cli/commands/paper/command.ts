import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { PAPER_OPTIONS } from './options.js';

const EXAMPLES = `
Examples:
  llm-trading paper --demo
  llm-trading paper --data BTCUSDT:1h --strategy sma-cross --session sma --speed 1000
  llm-trading paper --data BTCUSDT:1h --strategy llm-regime --model baseline --max-daily-loss 0.05
  llm-trading paper --symbol BTC/USDT --interval 1h --strategy sma-cross --session live
  llm-trading paper --run 20250131-130501-042-1a2b3c4d --session as-tested
  llm-trading paper --demo --league league.yaml --session cup
  llm-trading sessions list

The same command again goes on where the session was. Ctrl-C, or "llm-trading sessions stop NAME", ends it cleanly.
`;

export const paperCommand: CommandFactory = ({ session, exitWith }) =>
  withOptions(new Command('paper'), PAPER_OPTIONS)
    .addHelpText('after', EXAMPLES)
    .action(async (typed: Record<string, unknown>) => {
      const { runPaperCommand } = await import('./run.js');
      exitWith(await runPaperCommand(session, readFor(session, PAPER_OPTIONS, typed)));
    });
