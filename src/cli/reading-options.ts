import { Option, type Command } from 'commander';
import { InputError } from '../core/errors.js';

/** Options by which the user says how a file is written, as the command line gives them. */
export interface ReadingOptions {
  readonly map?: string;
  readonly dateFormat?: string;
  readonly timeZone?: string;
}

export const READING_OPTION_NAMES = ['map', 'dateFormat', 'timeZone'] as const;

/** Of `--map` for bars. */
export const BARS_EXAMPLE = 'Datum=time,Volume BTC=volume';

/** @param example of `--map` */
export const addReadingOptions = (command: Command, example: string): Command =>
  command
    .addOption(new Option('--map <PAIRS>', `which column is which field: ${example}`))
    .addOption(new Option('--date-format <FORMAT>', 'order of day, month and year, e.g. D-M-YYYY or MM/DD/YYYY'))
    .addOption(
      new Option('--time-zone <ZONE>', 'zone of times without one, e.g. +3 or America/New_York (default UTC)'),
    );

/** `published=time,headline=title`, the column first. @throws InputError naming the invalid pair */
export function columnPairs(text: string): [column: string, field: string][] {
  return text.split(',').map((pair) => {
    const at = pair.lastIndexOf('=');
    const [column, field] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    if (at > 0 && column !== '' && field !== '') return [column, field];
    throw new InputError('import.map', `--map has "${pair}": it must be COLUMN=FIELD, several separated by commas.`, {
      where: '--map',
    });
  });
}

/** How files of bars are read, for the request of a command that reads them. */
export const readingOf = ({ map, dateFormat, timeZone }: ReadingOptions) => ({
  ...(map === undefined ? {} : { map: columnPairs(map) }),
  ...(dateFormat === undefined ? {} : { dateFormat }),
  ...(timeZone === undefined ? {} : { timeZone }),
});

/** The same, absent where nothing was said: a record of a run then says nothing either. */
export function givenReading(options: ReadingOptions) {
  const reading = readingOf(options);
  return Object.keys(reading).length === 0 ? {} : { reading };
}
