import { Command } from 'commander';
import type { CommandFactory } from '../../command.js';
import { readFor, withOptions } from '../../options/option-table.js';
import { output } from '../../options/rows.js';
import { offerCommands } from './offer-commands.js';
import { CHECK_OPTIONS, DEMO_OPTIONS, FETCH_OPTIONS, IMPORT_OPTIONS, RESAMPLE_OPTIONS } from './options.js';

type Typed = Record<string, unknown>;

export const dataCommand: CommandFactory = (context) => {
  const { session, exitWith } = context;
  const fetch = withOptions(new Command('fetch'), FETCH_OPTIONS)
    .description('Download bars or funding into the local store: from data.binance.vision, or any ccxt exchange')
    .argument('<SYMBOL...>', 'e.g. BTCUSDT; for a ccxt exchange also its own name, e.g. BTC/USDT:USDT')
    .addHelpText('after', '\nInterrupted, the same command goes on where it stopped.')
    .action(async (symbols: string[], typed: Typed) => {
      const { runDataFetch } = await import('./run-fetch.js');
      exitWith(await runDataFetch(session, symbols, readFor(session, FETCH_OPTIONS, typed)));
    });

  const imports = withOptions(new Command('import'), IMPORT_OPTIONS)
    .description('Read files of bars (CSV in any dialect, JSON, Parquet; gz, zip) into the local store')
    .argument('<FILE...>')
    .action(async (files: string[], typed: Typed) => {
      const { runDataImport } = await import('./run-import.js');
      await runDataImport(session, files, readFor(session, IMPORT_OPTIONS, typed));
    });

  const list = withOptions(new Command('list'), output)
    .description('List the stored bars and funding')
    .action(async (typed: Typed) => {
      const { runDataList } = await import('./run-list.js');
      await runDataList(session, readFor(session, output, typed));
    });

  const check = withOptions(new Command('check'), CHECK_OPTIONS)
    .description('Show everything odd about bars: gaps, duplicates, outages, wrong rows')
    .argument('<TARGET...>', 'files, or stored series such as BTCUSDT:1h')
    .addHelpText('after', '\nExit code: 0 where the bars can be used (warnings and notes too), 2 where they cannot.')
    .action(async (targets: string[], typed: Typed) => {
      const { runDataCheck } = await import('./run-check.js');
      exitWith(await runDataCheck(session, targets, readFor(session, CHECK_OPTIONS, typed)));
    });

  const resample = withOptions(new Command('resample'), RESAMPLE_OPTIONS)
    .description('Make coarser bars of a stored series')
    .argument('<SERIES>', 'e.g. BTCUSDT:1m, or binance-um/BTCUSDT:1m')
    .action(async (series: string, typed: Typed) => {
      const { runDataResample } = await import('./run-resample.js');
      await runDataResample(session, series, readFor(session, RESAMPLE_OPTIONS, typed));
    });

  const demo = withOptions(new Command('demo'), DEMO_OPTIONS)
    .description('Write the generated demo market as CSV files, to try a backtest without any download')
    .action(async (typed: Typed) => {
      const { runDataDemo } = await import('./run-demo.js');
      await runDataDemo(session, readFor(session, DEMO_OPTIONS, typed));
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
