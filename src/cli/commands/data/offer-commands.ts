import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandContext } from '../../command.js';

const exchangeOption = (about: string): Option => new Option('--exchange <ID>', about);

/** What there is to fetch: pairs, exchanges, lengths of bars. */
export function offerCommands({ session }: CommandContext): readonly Command[] {
  const pairs = new Command('pairs')
    .description('List the pairs of the local store, or with --exchange those that an exchange trades')
    .addOption(exchangeOption('ask this exchange: binance, or a ccxt id'))
    .addOption(new Option('--market <MARKET>', 'of an exchange: only spot, or only perpetuals').choices(['spot', 'um']))
    .addOption(new Option('--quote <CURRENCY>', 'only against this currency, e.g. USDT'))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runDataPairs } = await import('./run-offers.js');
      await runDataPairs(session, options);
    });
  const exchanges = new Command('exchanges')
    .description('List the exchanges whose bars can be fetched, and what each has; asks none of them')
    .addOption(new Option('--all', 'also those that cannot be fetched, and why'))
    .addOption(jsonOption())
    .action(async (options: Record<string, unknown>) => {
      const { runDataExchanges } = await import('./run-offers.js');
      await runDataExchanges(session, options);
    });
  const intervals = new Command('intervals')
    .description('List the lengths of bars that an exchange has; asks nobody')
    .addOption(exchangeOption('binance, or a ccxt id (default: that of the settings)'))
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runDataIntervals } = await import('./run-offers.js');
      await runDataIntervals(session, options);
    });
  return [pairs, exchanges, intervals];
}
