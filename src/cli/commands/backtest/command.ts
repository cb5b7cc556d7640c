import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';
import { addMeasuredOptions, addRunOptions, RUN_OPTION_NAMES } from './options.js';

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
  addMeasuredOptions(addRunOptions(new Command('backtest')))
    .addOption(new Option('--bootstrap [SAMPLES]', 'confidence intervals by block bootstrap (default 1000 samples)'))
    .addOption(new Option('--out <DIR>', 'folder that the run folder is made in (default user_data/runs)'))
    .addOption(new Option('--csv', 'also write trades and series as CSV, for a spreadsheet'))
    .addOption(
      new Option(
        '--no-series',
        'leave equity curve and closes out of the run folder; the report is drawn all the same',
      ),
    )
    .addOption(
      new Option('--repeat <ID>', 'run a recorded run again and prove that the result is the same').conflicts([
        ...RUN_OPTION_NAMES,
        'bootstrap',
      ]),
    )
    .addOption(jsonOption())
    .addOption(configOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: Record<string, unknown>) => {
      const { runBacktestCommand } = await import('./run.js');
      exitWith(await runBacktestCommand(session, options));
    });
