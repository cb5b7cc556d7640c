import { Option, type Command } from 'commander';
import { settingOption } from './setting-options.js';

/** Settings that decide what a snapshot is of. */
export const SNAPSHOT_FLAGS = ['baseAsset', 'horizonHours', 'exchange'];

/** Adds the options that choose the snapshot. A snapshot file brings its own asset and horizon. */
export function addSnapshotOptions(command: Command, withFile: boolean): Command {
  command.addOption(
    new Option('--real-data', 'the market as it is now, from the real sources').conflicts(['snapshot', 'demo']),
  );
  if (withFile) {
    command.addOption(
      new Option('--snapshot <FILE>', 'a snapshot or cycle saved before; - reads stdin').conflicts([
        'demo',
        'baseAsset',
        'horizonHours',
        'exchange',
      ]),
    );
  }
  return command
    .addOption(
      new Option(
        '--historical-fields-only [news]',
        'only fields that history can supply, as a measured prompt has them; with "news" headlines too',
      ).choices(['news']),
    )
    .addOption(new Option('--demo', 'the generated demo market, no network (the default)'))
    .addOption(settingOption('baseAsset', 'PAIR'))
    .addOption(settingOption('horizonHours', 'HOURS'))
    .addOption(settingOption('exchange', 'ID'));
}
