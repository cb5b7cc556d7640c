import { Command } from 'commander';
import type { CommandContext } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { EXCHANGES_OPTIONS, INTERVALS_OPTIONS, PAIRS_OPTIONS } from './options.js';

/** What there is to fetch: pairs, exchanges, lengths of bars. */
export function offerCommands({ session }: CommandContext): readonly Command[] {
  const pairs = withOptions(new Command('pairs'), PAIRS_OPTIONS)
    .description('List the pairs of the local store, or with --exchange those that an exchange trades')
    .action(async (typed: Record<string, unknown>) => {
      const { runDataPairs } = await import('./run-offers.js');
      await runDataPairs(session, readFor(session, PAIRS_OPTIONS, typed));
    });
  const exchanges = withOptions(new Command('exchanges'), EXCHANGES_OPTIONS)
    .description('List the exchanges whose bars can be fetched, and what each has; asks none of them')
    .action(async (typed: Record<string, unknown>) => {
      const { runDataExchanges } = await import('./run-offers.js');
      await runDataExchanges(session, readFor(session, EXCHANGES_OPTIONS, typed));
    });
  const intervals = withOptions(new Command('intervals'), INTERVALS_OPTIONS)
    .description('List the lengths of bars that an exchange has; asks nobody')
    .action(async (typed: Record<string, unknown>) => {
      const { runDataIntervals } = await import('./run-offers.js');
      await runDataIntervals(session, readFor(session, INTERVALS_OPTIONS, typed));
    });
  return [pairs, exchanges, intervals];
}
