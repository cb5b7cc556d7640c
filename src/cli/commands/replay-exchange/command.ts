import { Command, Option } from 'commander';
import { configOption, jsonOption, type CommandFactory } from '../../command.js';

const HELP = `
Without --data it plays 90 days of the demo market. It listens on 127.0.0.1 alone, holds no money, and goes on until Ctrl-C.
What is served, how orders fill and what can be made to fail: docs/REHEARSAL.md
`;

const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
const repeatable = (flags: string, about: string): Option => new Option(flags, about).argParser(collect);

export const replayExchangeCommand: CommandFactory = ({ session }) =>
  new Command('replay-exchange')
    .addOption(repeatable('--data <FILE|SYMBOL:INTERVAL>', 'bars: a file, or a stored series; may be repeated'))
    .addOption(repeatable('--funding <FILE>', 'settled funding: a file, or a symbol whose funding is stored'))
    .addOption(repeatable('--mark <FILE|SYMBOL:INTERVAL>', 'bars of the mark price; may be repeated'))
    .addOption(new Option('--filters <FILE|EXCHANGE>', 'tick, step and least value of orders (default: Binance’s)'))
    .addOption(
      new Option('--market <MARKET>', 'which markets are served').choices(['spot', 'usdm', 'both']).default('both'),
    )
    .addOption(new Option('--start <TIME>', 'where the replay begins; before it is history (default: a tenth in)'))
    .addOption(new Option('--speed <N>', 'times faster than real time; 0: only when told to').default('1000'))
    .addOption(new Option('--port <N>', 'port on 127.0.0.1; 0: any that is free').default('0'))
    .addOption(new Option('--balance <N>', 'quote currency on each market').default('10000'))
    .addOption(new Option('--maker-fee <N>', 'fraction of a fill’s value, e.g. 0.0002 (default: Binance’s)'))
    .addOption(new Option('--taker-fee <N>', 'likewise of takers'))
    .addOption(new Option('--slippage-bps <N>', 'how much worse than the bar’s open takers fill').default('0'))
    .addOption(new Option('--check-timestamps', 'refuse timestamps outside recvWindow at speeds above 1 too'))
    .addOption(new Option('--fail <FILE>', 'what goes wrong, and when: a JSON list of faults'))
    .addOption(jsonOption())
    .addOption(configOption())
    .addHelpText('after', HELP)
    .action(async (options: Record<string, unknown>) => {
      const { runReplayExchange } = await import('./run.js');
      await runReplayExchange(session, options as unknown as Parameters<typeof runReplayExchange>[1]);
    });
