import { BAR_COLUMNS, type BarColumn } from '../../../../../core/bars.js';
import { CsvError } from '../csv-error.js';
import type { EpochUnit } from '../timestamp.js';
import { CLOCK, isBareClock } from './headerless.js';
import { coinVolume } from './coin-volume.js';
import { timeStyle } from './time-style.js';
import { findCandidates, plainName, type Role } from './vocabulary.js';
import { field } from '../../../../../core/request-field.js';

/** What a column may be told to be by hand: the time in one column, or `date` and `time` of day in two. */
export const MAP_FIELDS = ['time', 'date', 'open', 'high', 'low', 'close', 'volume'] as const;
type Field = (typeof MAP_FIELDS)[number];

/** Pairs of `map`, as they stand there: COLUMN=FIELD. */
export type ColumnPairs = readonly (readonly [left: string, right: string])[];

export interface Columns {
  /** Column of each bar column. */
  readonly of: Readonly<Record<BarColumn, number>>;
  /** −1 where one column holds the whole time. */
  readonly clock: number;
  /** The time is that of the end of the bar, by its name. */
  readonly isClosing: boolean;
  readonly notes: readonly string[];
}

export interface ColumnSettings {
  readonly file: string;
  /** Asset of the bars where the file's name tells it: its volume is the one wanted. */
  readonly base: string | null;
  readonly unit: EpochUnit | null;
  readonly map: ColumnPairs;
  /** Role → the file's own name. */
  readonly columns: Readonly<Partial<Record<BarColumn, string>>>;
}

/** A header that reads at once, for messages. */
const GOOD_HEADER = 'time,open,high,low,close,volume';
export const spoken = (role: BarColumn): string => (role === 'openTime' ? 'the time' : role);

/** @throws CsvError for a pair that names what is not there */
function mapped(names: readonly string[], { file, map, columns }: ColumnSettings): Map<Field, number> {
  const indexOf = (name: string): number => {
    const exact = names.indexOf(name);
    return exact >= 0
      ? exact
      : names.findIndex((each) => plainName(each) !== '' && plainName(each) === plainName(name));
  };
  const isField = (text: string): text is Field => (MAP_FIELDS as readonly string[]).includes(text);
  const found = new Map<Field, number>();
  const pairs: ColumnPairs = [
    ...map,
    ...Object.entries(columns).map(([role, name]) => [name, role === 'openTime' ? 'time' : role] as const),
  ];
  for (const [left, right] of pairs) {
    // FIELD=COLUMN is meant where the other way round makes no sense.
    const [name, wanted] =
      isField(right) && indexOf(left) >= 0
        ? [left, right]
        : isField(left) && indexOf(right) >= 0
          ? [right, left]
          : [left, right];
    if (isField(wanted) && indexOf(name) >= 0) {
      found.set(wanted, indexOf(name));
      continue;
    }
    const problem = isField(wanted)
      ? `there is no column "${name}" (there are ${names.join(', ').slice(0, 160)})`
      : `there is no field "${wanted}" (there are ${MAP_FIELDS.join(', ')})`;
    throw new CsvError(file, {
      message: `${field('map', `${left}=${right}`)}: ${problem}`,
      remedy: `write it as ${field('map', 'COLUMN=FIELD')}`,
    });
  }
  return found;
}

/**
 * Finds the columns of a file of bars: as the user told, then by their names in any common program and language, with the first
 * rows to tell columns of one name apart.
 * @throws CsvError naming what is missing
 */
export function assignColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  settings: ColumnSettings,
): Columns {
  const { file, base, unit } = settings;
  const told = mapped(names, settings);
  const candidates = findCandidates(names, base);
  const used = new Set<number>(told.values());
  const texts = (index: number): string[] => rows.map((row) => row[index] ?? '');
  const isClock = (index: number): boolean => texts(index).length > 0 && texts(index).every((text) => CLOCK.test(text));
  const notes: string[] = [];

  const day = told.get('date');
  let clock = day !== undefined && told.has('time') ? told.get('time')! : -1;
  let openTime = day ?? told.get('time') ?? -1;
  if (clock < 0 && (openTime < 0 || told.has('date'))) {
    const days = openTime >= 0 ? [openTime] : candidates.openTime;
    // Whatever a column is called, of two for the time the one of times of day is the clock.
    const clocks = [...candidates.clock, ...candidates.openTime.filter(isClock)];
    clock =
      clocks.find(
        (index) =>
          !used.has(index) &&
          days.some((other) => other !== index) &&
          (isClock(index) || days.some((other) => other !== index && isBareClock(texts(other), texts(index)))),
      ) ?? -1;
    // A date that holds its time of day already needs no other.
    if (clock >= 0 && days.some((other) => other !== clock && texts(other).every((text) => /\d:\d\d/.test(text))))
      clock = -1;
  }
  let isClosing = false;
  if (openTime < 0) {
    const open = candidates.openTime.filter((index) => index !== clock && !used.has(index) && !isClock(index));
    const readable = (index: number): boolean => {
      const style = timeStyle(
        clock < 0 ? texts(index) : texts(index).map((text, i) => `${text} ${texts(clock)[i]!}`),
        unit,
      );
      return style !== null && !isMixed(texts(index));
    };
    const closing = candidates.closing.filter((index) => !used.has(index));
    openTime = open.find(readable) ?? closing.find(readable) ?? open[0] ?? closing[0] ?? (names[0] === '' ? 0 : -1);
    isClosing = openTime >= 0 && !candidates.openTime.includes(openTime) && candidates.closing.includes(openTime);
  }
  isClosing ||= isBitmex(names);
  used.add(openTime).add(clock);

  const of: Record<BarColumn, number> = { openTime, open: -1, high: -1, low: -1, close: -1, volume: -1 };
  for (const role of ['open', 'high', 'low', 'close', 'volume'] as const) {
    const left = candidates[role].filter((each) => !used.has(each));
    const index = told.get(role) ?? left[0] ?? -1;
    const twin = left.find((each) => each !== index && plainName(names[each]!) === plainName(names[index] ?? ''));
    if (!told.has(role) && twin !== undefined) {
      throw new CsvError(file, { message: `the header has two columns "${names[twin]!}"`, remedy: 'name them apart' });
    }
    of[role] = index;
    used.add(index);
  }
  const ticks = candidates.ticks.find((each) => !used.has(each)) ?? -1;
  const allZero = (index: number): boolean => texts(index).every((text) => Number(text) === 0);
  if (!told.has('volume') && ticks >= 0 && (of.volume < 0 || (allZero(of.volume) && !allZero(ticks)))) {
    of.volume = ticks;
    notes.push(`Its volume is "${names[ticks]!}", a count of price changes and not of coins: there is no other.`);
  }
  refuseMissing(names, of, candidates.volume.length > 0, file);
  if (!told.has('volume')) {
    const { volume, note } = coinVolume(names, rows, of);
    of.volume = volume;
    if (note !== null) notes.push(note);
  }
  return { of, clock, isClosing, notes };
}

/** BitMEX stamps its buckets of trades at their end: https://www.bitmex.com/api/explorer/#!/Trade/Trade_getBucketed */
const isBitmex = (names: readonly string[]): boolean =>
  ['homenotional', 'foreignnotional'].every((known) => names.some((name) => plainName(name) === known));

/** Unix times in two units: another column may say the same in one. */
function isMixed(texts: readonly string[]): boolean {
  const lengths = new Set(
    texts.filter((text) => /^\d{9,}$/.test(text)).map((text) => Math.floor((text.length - 1) / 3)),
  );
  return lengths.size > 1;
}

function refuseMissing(names: readonly string[], of: Columns['of'], hasVolume: boolean, file: string): void {
  const missing = BAR_COLUMNS.filter((role) => of[role] < 0);
  if (missing.length === 0) return;
  const shown = names.slice(0, 12).join(', ').slice(0, 160);
  const message = `the header (${shown}) has no column for ${missing.map(spoken).join(', ')}`;
  const example = missing[0] === 'openTime' ? 'time' : missing[0]!;
  const onlyVolume = !hasVolume && missing.length === 1 && missing[0] === 'volume';
  const say = `say which it is with ${field('map', `"COLUMN=${example}"`)}`;
  if (onlyVolume && !names.some((name) => /vol/i.test(name))) {
    throw new CsvError(file, {
      message,
      remedy: `${say}; where the volumes are not known, add a column "volume" with 1 in each row: nothing would fill in a bar without any, and a run that limits orders by volume has no use for such bars`,
    });
  }
  const quoted = onlyVolume ? ' (a volume in quote currency is not one of coins)' : '';
  throw new CsvError(file, { message, remedy: `${say}${quoted}, or name the columns as in ${GOOD_HEADER}` });
}

/** The column of a role, for `findHeader`: how many of them names can fill. */
export function rolesIn(names: readonly string[]): number {
  const candidates = findCandidates(names, null);
  return (['openTime', 'open', 'high', 'low', 'close', 'volume'] as readonly Role[]).filter(
    (role) => candidates[role].length > 0,
  ).length;
}
