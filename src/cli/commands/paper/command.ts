import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';
import { addRunOptions } from '../backtest/options.js';
import { addGuardOptions } from './guard-options.js';

const EXAMPLES = `
Examples:
  llm-trading paper --demo
  llm-trading paper --data BTCUSDT:1h --strategy sma-cross --session sma --speed 1000
  llm-trading paper --data BTCUSDT:1h --strategy llm-regime --model baseline --max-daily-loss 0.05
  llm-trading sessions list

The same command again goes on where the session was. Ctrl-C, or "llm-trading sessions stop NAME", ends it cleanly.
`;

export const paperCommand: CommandFactory = ({ session }) =>
  addGuardOptions(addRunOptions(new Command('paper')))
    .addOption(new Option('--demo', 'on generated bars, with the statistical baseline: no network, no keys, no model'))
    .addOption(
      new Option('--session <NAME>', 'name of the session, which is its folder in user_data/sessions').default('paper'),
    )
    .addOption(
      new Option(
        '--speed <N>',
        'how many times faster than the clock bars come (default: as fast as they can be traded)',
      ),
    )
    .addOption(jsonOption())
    .addOption(configOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: Record<string, unknown>) => {
      const { runPaperCommand } = await import('./run.js');
      await runPaperCommand(session, options as unknown as Parameters<typeof runPaperCommand>[1]);
    });
