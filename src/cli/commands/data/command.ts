import { Command, Option } from 'commander';
import { configOption, jsonOption, timerangeOption, type CommandFactory } from '../../command.js';
import { BARS_EXAMPLE, addReadingOptions } from '../../reading-options.js';
import { offerCommands } from './offer-commands.js';

const preferOption = (): Option =>
  new Option('--prefer <WHICH>', 'which bar stands where a stored and a new one differ (default: refuse)').choices([
    'new',
    'old',
  ]);
const intervalOption = (about: string): Option => new Option('--interval <INTERVAL>', about);

/** Adds what is common to files that name neither symbol nor interval. */
const withFileOptions = (command: Command): Command =>
  addReadingOptions(command, BARS_EXAMPLE)
    .addOption(new Option('--symbol <SYMBOL>', "symbol of the bars (default: the pair in the file's name)"))
    .addOption(intervalOption('length of a bar, e.g. 1h (default: the most frequent step)'))
    .addOption(
      new Option('--timestamp-unit <UNIT>', 'unit of Unix times (default: by magnitude)').choices([
        's',
        'ms',
        'us',
        'ns',
      ]),
    )
    .addOption(new Option('--utc-offset <HOURS>', 'how far times without a zone are ahead of UTC, e.g. 3 (default 0)'))
    .addOption(new Option('--skip-lines <N>', 'lines to pass over before the header (default 0)'));

export const dataCommand: CommandFactory = (context) => {
  const { session, exitWith } = context;
  const fetch = new Command('fetch')
    .description('Download bars or funding into the local store: from data.binance.vision, or any ccxt exchange')
    .argument('<SYMBOL...>', 'e.g. BTCUSDT; for a ccxt exchange also its own name, e.g. BTC/USDT:USDT')
    .addOption(intervalOption('length of a bar').default('1h'))
    .addOption(new Option('--from <TIME>', 'first open time, e.g. 2024-01-01, 2024-06 or 2024-01-01T12:00Z'))
    .addOption(new Option('--to <TIME>', 'end, not included (default: now)'))
    .addOption(timerangeOption())
    .addOption(new Option('--days <N>', 'the last N days, up to --to, instead of --from'))
    .addOption(
      new Option('--market <MARKET>', 'spot, or USD-margined futures (default: spot; um for mark and funding)').choices(
        ['spot', 'um'],
      ),
    )
    .addOption(
      new Option('--kind <KIND>', 'traded bars, bars of the mark price, or settled funding')
        .choices(['klines', 'mark', 'funding'])
        .default('klines'),
    )
    .addOption(new Option('--exchange <ID>', 'binance takes the archive with its checksums, any other is a ccxt id'))
    .addOption(new Option('--refresh', 'ask again for files that are stored: the archive corrects some later'))
    .addOption(
      new Option(
        '--unverified <FILE...>',
        'take these files of the archive without their checksum, e.g. BTCUSDT-1h-2023-02.zip',
      ),
    )
    .addOption(jsonOption())
    .addOption(configOption())
    .addHelpText('after', '\nInterrupted, the same command goes on where it stopped.')
    .action(async (symbols: string[], options: Record<string, unknown>) => {
      const { runDataFetch } = await import('./run-fetch.js');
      exitWith(await runDataFetch(session, symbols, options as unknown as Parameters<typeof runDataFetch>[2]));
    });

  const imports = withFileOptions(
    new Command('import').description(
      'Read files of bars (CSV in any dialect, JSON, Parquet; gz, zip) into the local store',
    ),
  )
    .argument('<FILE...>')
    .addOption(new Option('--source <NAME>', 'under which source they are stored').default('import'))
    .addOption(new Option('--lenient', 'drop and count wrong rows instead of refusing the file'))
    .addOption(preferOption())
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (files: string[], options: Record<string, unknown>) => {
      const { runDataImport } = await import('./run-import.js');
      await runDataImport(session, files, options);
    });

  const list = new Command('list')
    .description('List the stored bars and funding')
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (options: Record<string, unknown>) => {
      const { runDataList } = await import('./run-list.js');
      await runDataList(session, options);
    });

  const check = withFileOptions(
    new Command('check').description('Show everything odd about bars: gaps, duplicates, outages, wrong rows'),
  )
    .argument('<TARGET...>', 'files, or stored series such as BTCUSDT:1h')
    .addOption(jsonOption())
    .addOption(configOption())
    .addHelpText('after', '\nExit code: 0 where the bars can be used (warnings and notes too), 2 where they cannot.')
    .action(async (targets: string[], options: Record<string, unknown>) => {
      const { runDataCheck } = await import('./run-check.js');
      exitWith(await runDataCheck(session, targets, options));
    });

  const resample = new Command('resample')
    .description('Make coarser bars of a stored series')
    .argument('<SERIES>', 'e.g. BTCUSDT:1m, or binance-um/BTCUSDT:1m')
    .addOption(new Option('--to <INTERVAL>', 'length of the new bars, e.g. 4h').makeOptionMandatory())
    .addOption(new Option('--out <FILE>', 'write them to this file (.csv or .parquet) instead of the store'))
    .addOption(preferOption())
    .addOption(jsonOption())
    .addOption(configOption())
    .action(async (series: string, options: Record<string, unknown>) => {
      const { runDataResample } = await import('./run-resample.js');
      await runDataResample(session, series, options as unknown as Parameters<typeof runDataResample>[2]);
    });

  const demo = new Command('demo')
    .description('Write the generated demo market as CSV files, to try a backtest without any download')
    .addOption(new Option('--out <DIR>', 'folder for the files; made where it is missing').makeOptionMandatory())
    .addOption(new Option('--days <N>', 'days of hourly bars, up to 2025-01-15 12:00 UTC').default('365'))
    .addOption(jsonOption())
    .action(async (options: Record<string, unknown>) => {
      const { runDataDemo } = await import('./run-demo.js');
      await runDataDemo(session, options as unknown as Parameters<typeof runDataDemo>[1]);
    });

  const data = new Command('data')
    .addCommand(fetch)
    .addCommand(imports)
    .addCommand(list)
    .addCommand(check)
    .addCommand(resample)
    .addCommand(demo);
  for (const command of offerCommands(context)) data.addCommand(command);
  return data;
};
