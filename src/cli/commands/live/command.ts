import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { LIVE_OPTIONS } from './options.js';

const EXAMPLES = `
Examples:
  llm-trading live --symbol BTC/USDT --interval 1h --strategy sma-cross --initial-equity 1000
  llm-trading live --symbol BTC/USDT --interval 1h --strategy sma-cross --initial-equity 1000 --dry-run --session dry
  llm-trading live --symbol BTC/USDT --strategy llm-regime --model baseline --max-daily-loss 0.03
  llm-trading sessions halt live

It trades in Binance's demo trading unless --live and --i-understand are given, and with an account on
paper where --dry-run is. The same command again goes on where the session was.
`;

export const liveCommand: CommandFactory = ({ session }) =>
  withOptions(new Command('live'), LIVE_OPTIONS)
    .addHelpText('after', EXAMPLES)
    .action(async (typed: Record<string, unknown>) => {
      const { runLiveCommand } = await import('./run.js');
      await runLiveCommand(session, readFor(session, LIVE_OPTIONS, typed));
    });
