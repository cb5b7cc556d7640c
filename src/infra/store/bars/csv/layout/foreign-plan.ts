import { InputError } from '../../../../../core/errors.js';
import { field } from '../../../../../core/request-field.js';
import { parseSymbol } from '../../../../../core/symbol.js';
import { symbolFromFileName } from '../../symbol-from-name.js';
import type { Block } from '../block-reader.js';
import { CsvError } from '../csv-error.js';
import type { Plan } from '../plan.js';
import type { CsvReadOptions } from '../read-options.js';
import { fixedZone, timeZone } from '../time-zone.js';
import { dateReader, type DateOrder } from '../wall-clock.js';
import { detectLayout } from './detect-layout.js';
import { timeReader } from './time-style.js';

/**
 * The plan of a file that another program wrote in its own way.
 * @param settled the orders of day and month that all of its rows allow, where that is known already
 */
export function foreignPlan(
  file: string,
  block: Block,
  start: number,
  line: number,
  options: CsvReadOptions,
  settled: readonly DateOrder[] | null,
): Plan {
  const {
    map = [],
    columns = {},
    dateFormat,
    timeZone: zoneName,
    utcOffsetHours,
    timestampUnit: unit = null,
  } = options;
  if (zoneName !== undefined && utcOffsetHours !== undefined) {
    throw new InputError(
      'csv.option',
      `${field('timeZone')} and ${field('utcOffset')} say the same: give one of them.`,
      {
        where: 'timeZone',
      },
    );
  }
  const zone = zoneName === undefined ? fixedZone(utcOffsetHours ?? 0) : timeZone(zoneName);
  const format =
    dateFormat === undefined ? null : { kind: 'format' as const, read: dateReader(dateFormat), format: dateFormat };
  const layout = detectLayout(block.buffer, start, block.end, line, {
    file,
    base: baseOf(options.symbol ?? symbolFromFileName(file)),
    unit,
    map,
    columns,
    delimiter: options.delimiter,
    hasDateFormat: format !== null,
    hasZone: zoneName !== undefined || utcOffsetHours !== undefined,
  });
  if (layout === null)
    throw new CsvError(file, { message: 'it is empty', remedy: 'give a file with at least two bars' });
  const time = layout.time.kind === 'calendar' && settled !== null ? { ...layout.time, orders: settled } : layout.time;
  const unsettled = format === null && time.kind === 'calendar' && time.orders.length > 1 ? time.orders : null;
  const ascending = timeReader(format ?? time, unit, zone, true);
  const isDescending = goesBack(layout.times, (text) => ascending(text, NaN));
  const isUsual = format === null && time.kind === 'usual' && layout.clock < 0 && zoneName === undefined;
  const { delimiter, names, roles, dataLine: firstLine, numbers, clock, isLegacy } = layout;
  const isQuick = isUsual && numbers === 'plain' && !isDescending && !isLegacy;
  return {
    scanner: {
      delimiter,
      names,
      roles,
      firstLine,
      unit,
      utcOffsetHours: utcOffsetHours ?? 0,
      foreign: isQuick
        ? null
        : {
            readTime: isDescending ? timeReader(format ?? time, unit, zone, false) : ascending,
            numbers,
            clock,
            isDescending,
            isLegacy,
          },
    },
    hasHeader: layout.hasHeader,
    dataStart: layout.dataStart,
    isClosing: layout.isClosing,
    notes: layout.notes,
    unsettled,
  };
}

function baseOf(symbol: string): string | null {
  try {
    return parseSymbol(symbol).asset;
  } catch {
    return null;
  }
}

/** None of the first rows, three at least, is newer than the one before. An hour that a zone repeats reads as one time here. */
function goesBack(texts: readonly string[], read: (text: string) => { readonly ms: number } | object): boolean {
  const times = texts.map((text) => read(text)).flatMap((stamp) => ('ms' in stamp ? [stamp.ms] : []));
  const isSorted = times.every((time, i) => i === 0 || time <= times[i - 1]!);
  return isSorted && new Set(times).size >= 3;
}
