import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { BACKTEST_OPTIONS } from './options.js';

const EXAMPLES = `
Examples:
  llm-trading backtest --data BTCUSDT-1h.csv --strategy sma-cross --param fast=20 --param slow=50
  llm-trading backtest --data BTCUSDT:5m --funding BTCUSDT --strategy donchian-breakout --leverage 2
  llm-trading backtest --data BTCUSDT:1h --strategy llm-regime --model ollama/llama3.2 --concurrency 8
  llm-trading backtest --data BTCUSDT:1h --strategy llm-regime --model baseline/momentum --earned
  llm-trading backtest --repeat 20250131-130501-042-1a2b3c4d

--repeat: exit code 0 where the result is the same byte for byte, 4 where it is not, 2 where an input has changed.
`;

export const backtestCommand: CommandFactory = ({ session, exitWith }) =>
  withOptions(new Command('backtest'), BACKTEST_OPTIONS)
    .addHelpText('after', EXAMPLES)
    .action(async (typed: Record<string, unknown>) => {
      const { runBacktestCommand } = await import('./run.js');
      exitWith(await runBacktestCommand(session, readFor(session, BACKTEST_OPTIONS, typed)));
    });
