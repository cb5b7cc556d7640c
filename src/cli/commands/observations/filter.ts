import { parseMoment } from '../../../app/data/time-range.js';
import { InputError } from '../../../core/errors.js';
import type { ObservationQuery } from '../../../core/ports/observation-store.js';
import { SERIES, type SeriesName } from '../../../core/series.js';

export interface ObservationFilterOptions {
  readonly series?: string;
  readonly symbol?: string;
  readonly from?: string;
  readonly to?: string;
}

const isSeries = (name: string): name is SeriesName => Object.hasOwn(SERIES, name);
const listed = (text: string): string[] => text.split(',').map((name) => name.trim());

/** Which observations the options mean. @throws InputError for a series that there is not */
export function queryOf({ series, symbol, from, to }: ObservationFilterOptions): ObservationQuery {
  return {
    ...(series === undefined ? {} : { series: listed(series).map(seriesOf) }),
    ...(symbol === undefined ? {} : { symbols: listed(symbol) }),
    ...(from === undefined ? {} : { from: parseMoment(from, 'from') }),
    ...(to === undefined ? {} : { to: parseMoment(to, 'to') }),
  };
}

function seriesOf(name: string): SeriesName {
  if (isSeries(name)) return name;
  throw new InputError(
    'observations.series',
    `--series names "${name.slice(0, 40)}", which there is not: there are ${Object.keys(SERIES).join(', ')}.`,
    { where: '--series' },
  );
}
