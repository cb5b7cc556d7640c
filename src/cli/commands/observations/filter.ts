import { InputError } from '../../../core/errors.js';
import type { ObservationQuery } from '../../../core/ports/observation-store.js';
import { SERIES, type SeriesName } from '../../../core/series.js';
import { option, passedOn, type GivenBy } from '../../options/option-table.js';
import { anyText, moment } from '../../options/readers.js';

export const FIRST_MOMENT = 'first moment, e.g. 2022-01-01 or 2022-01-01T12:00Z';

const isSeries = (name: string): name is SeriesName => Object.hasOwn(SERIES, name);
const listed = (text: string): string[] => text.split(',').map((name) => name.trim());

/** Which observations are meant. */
export const FILTER_OPTIONS = {
  series: option(
    '--series <NAMES>',
    'only these, separated by commas',
    anyText.transform((names) => listed(names).map(seriesOf)),
  ),
  symbols: option(
    '--symbol <NAMES>',
    'only these, separated by commas; * is the whole market',
    anyText.transform(listed),
  ),
  from: option('--from <TIME>', FIRST_MOMENT, moment('from')),
  to: option('--to <TIME>', 'end, not included', moment('to')),
} as const;

/** Which observations the options mean. */
export const queryOf = (given: GivenBy<typeof FILTER_OPTIONS>): ObservationQuery =>
  passedOn(given, ['series', 'symbols', 'from', 'to']);

/** @throws InputError for a series that there is not */
function seriesOf(name: string): SeriesName {
  if (isSeries(name)) return name;
  throw new InputError(
    'observations.series',
    `--series names "${name.slice(0, 40)}", which there is not: there are ${Object.keys(SERIES).join(', ')}.`,
    { where: 'series' },
  );
}
