import { InputError } from '../core/errors.js';
import { passedOn } from './options/option-table.js';

/** Of `--map` for bars. */
export const BARS_EXAMPLE = 'Datum=time,Volume BTC=volume';

/** `published=time,headline=title`, the column first. @throws InputError naming the invalid pair */
export function columnPairs(text: string): [column: string, field: string][] {
  return text.split(',').map((pair) => {
    const at = pair.lastIndexOf('=');
    const [column, field] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
    if (at > 0 && column !== '' && field !== '') return [column, field];
    throw new InputError('import.map', `--map has "${pair}": it must be COLUMN=FIELD, several separated by commas.`, {
      where: 'map',
    });
  });
}

/** How files are written, as far as it was said. */
interface GivenReading {
  readonly map?: readonly (readonly [column: string, field: string])[];
  readonly dateFormat?: string;
  readonly timeZone?: string;
}

/** How files of bars are read, for the request of a command that reads them. */
export const readingOf = (given: GivenReading): GivenReading => passedOn(given, ['map', 'dateFormat', 'timeZone']);

/** The same, absent where nothing was said: a record of a run then says nothing either. */
export function givenReading(given: GivenReading): { readonly reading?: GivenReading } {
  const reading = readingOf(given);
  return Object.keys(reading).length === 0 ? {} : { reading };
}
