import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { BarRow } from '../../src/core/bars.js';
import type { CsvReason } from '../../src/infra/store/bars/csv/csv-error.js';
import { zipOf } from '../support/zip.js';
import { HOUR, ROWS, START, goodRows } from './good-bars.js';
import { COLUMNS, NAMES, PLAIN, renderFile, renderText, type Patch, type Style } from './render.js';
import type { Case, Refusal } from './verdict.js';

const GOOD = goodRows();
const without = (...rows: number[]): BarRow[] => GOOD.filter((_, i) => !rows.includes(i));
const style = (changes: Partial<Style> = {}): Style => ({ ...PLAIN, ...changes });
const text = (changes: Partial<Style> = {}, patches: readonly Patch[] = [], rows: readonly BarRow[] = GOOD) =>
  renderText(rows, style(changes), patches);
const lines = (changes: Partial<Style> = {}): string[] => text(changes).trimEnd().split('\n');

const good = (name: string, changes: Partial<Style>, options?: Case['options']): Case => ({
  name,
  file: renderFile(GOOD, style(changes)),
  expect: GOOD,
  gaps: 0,
  ...(options === undefined ? {} : { options }),
});
/** One field of row 20 (line 22, after the header) is wrong. */
const bad = (name: string, column: string, value: string, reason: CsvReason, changes: Partial<Style> = {}): Case => ({
  name,
  file: text(changes, [[20, column, value]]),
  expect: {
    reason,
    line: 22,
    column: column === 'openTime' ? 'timestamp' : column,
    value,
    dropped: { [reason]: 1 },
    kept: without(20),
  },
});
const refused = (
  name: string,
  file: Case['file'],
  expect: Omit<Refusal, 'dropped'> & Partial<Pick<Refusal, 'dropped'>>,
): Case => ({
  name,
  file,
  expect: { dropped: { [expect.reason]: 1 }, ...expect },
});
const wholeFile = (name: string, file: Case['file'], expect: RegExp): Case => ({ name, file, expect });
/** Puts line `line` (0 is the header) through a change. */
const edited = (line: number, change: (line: string) => string): string =>
  lines()
    .map((each, i) => (i === line ? change(each) : each))
    .join('\n') + '\n';

const bom: Case[] = [
  good('BOM and header', { bom: true }),
  good('BOM without header', { bom: true, names: null }),
  { name: 'UTF-16 LE', file: Buffer.from(`\ufeff${text()}`, 'utf16le'), expect: GOOD, gaps: 0 },
  { name: 'UTF-16 BE', file: Buffer.from(`\ufeff${text()}`, 'utf16le').swap16(), expect: GOOD, gaps: 0 },
];
const eol: Case[] = (['\n', '\r\n', '\r', 'mixed'] as const).map((each) =>
  good(`line ends ${JSON.stringify(each)}`, { eol: each }),
);
const delimiter: Case[] = ([';', '\t', '|'] as const).flatMap((each) => [
  good(`delimiter ${JSON.stringify(each)}`, { delimiter: each }),
  good(`delimiter ${JSON.stringify(each)} without header`, { delimiter: each, names: null }),
]);
const withNote = [...COLUMNS, 'note'];
const quotes: Case[] = [
  good('every field quoted', { quote: 'all' }),
  good('some fields quoted', { quote: 'some' }),
  good('quoted text with delimiters, quotes and line breaks', { order: withNote }),
  good('quoted line breaks with CRLF', { order: ['note', ...COLUMNS], eol: '\r\n', quote: 'all' }),
  refused(
    'a quote inside a field',
    edited(21, (line) => line.replace(',', ',7"')),
    {
      reason: 'quote',
      line: 22,
      column: null,
      kept: without(20),
    },
  ),
  refused(
    'a quote never closed',
    `${lines()
      .join('\n')
      .replace(/,([^,]*)$/, ',"$1')}\n`,
    {
      reason: 'quote',
      line: ROWS + 1,
      column: null,
      kept: without(ROWS - 1),
    },
  ),
];
const decimalComma: Case[] = [
  good('decimal comma with ;', { delimiter: ';', decimal: ',' }),
  good('decimal comma with tab, without header', { delimiter: '\t', decimal: ',', names: null }),
  bad('decimal mark changes', 'open', '70000.5', 'number', { delimiter: ';', decimal: ',' }),
  bad('decimal comma in a comma file', 'open', '70000,5', 'number'),
];
const header: Case[] = [
  good('Binance’s twelve columns without header', {
    names: null,
    order: [...COLUMNS, 'close_time', 'quote_volume', 'count', 'taker_buy_volume', 'taker_buy_quote_volume', 'ignore'],
  }),
  good('six columns without header', { names: null }),
  good('upper case', {
    names: { openTime: 'TIMESTAMP', open: 'OPEN', high: 'HIGH', low: 'LOW', close: 'CLOSE', volume: 'VOLUME' },
  }),
  good('camel case', {
    names: {
      openTime: 'openTime',
      open: 'openPrice',
      high: 'highPrice',
      low: 'lowPrice',
      close: 'closePrice',
      volume: 'baseVolume',
    },
  }),
  good('one letter each', { names: { openTime: 't', open: 'o', high: 'h', low: 'l', close: 'c', volume: 'v' } }),
  good('a pandas index', { names: { ...NAMES, openTime: '' }, order: [...COLUMNS, 'count'] }),
  good('extra columns among them, others’ order', {
    order: ['symbol', 'close', 'volume', 'note', 'low', 'openTime', 'close_time', 'open', 'high'],
  }),
  good('two time columns', { names: { ...NAMES, openTime: 'Open time' }, order: [...COLUMNS, 'close_time'] }),
  good(
    'a name that the caller tells',
    { names: { ...NAMES, volume: 'Volume BTC' } },
    { columns: { volume: 'Volume BTC' } },
  ),
  wholeFile('a name that nobody knows', text({ names: { ...NAMES, close: 'schluss' } }), /no column for close/),
  wholeFile('two columns of one name', text({ order: [...COLUMNS, 'Close'] }), /two columns "Close"/),
  good('no header and seven columns, as Kraken writes them', { names: null, order: [...COLUMNS, 'count'] }),
];
const columns: Case[] = [
  wholeFile('no volume column', text({ order: COLUMNS.slice(0, 5) }), /no column for volume/),
  wholeFile('no time column', text({ order: COLUMNS.slice(1) }), /no column for the time/),
  refused(
    'a short row',
    edited(21, (line) => line.slice(0, line.lastIndexOf(','))),
    { reason: 'columns', line: 22, column: null, kept: without(20) },
  ),
  refused(
    'a long row',
    edited(21, (line) => `${line},1`),
    { reason: 'columns', line: 22, column: null, kept: without(20) },
  ),
  refused(
    'a delimiter at the end',
    edited(21, (line) => `${line},`),
    { reason: 'columns', line: 22, column: null, kept: without(20) },
  ),
  refused(
    'the first row short',
    edited(1, (line) => line.slice(0, line.lastIndexOf(','))),
    { reason: 'columns', line: 2, column: null, kept: without(0) },
  ),
  refused(
    'a comment',
    edited(21, (line) => `# maintenance\n${line}`),
    { reason: 'columns', line: 22, column: null, kept: GOOD },
  ),
  refused(
    'a header in the middle',
    edited(21, (line) => `${lines()[0]!}\n${line}`),
    { reason: 'time', line: 22, column: 'timestamp', kept: GOOD },
  ),
];
const empty: Case[] = [
  wholeFile('empty', '', /is empty/),
  wholeFile('blank lines', '\r\n\r\n  \n', /is empty/),
  wholeFile('a BOM alone', '\ufeff', /is empty/),
  wholeFile('a header alone', `${lines()[0]!}\n`, /a header and no rows/),
];
const doubled = (row: number, change: (line: string) => string = (line) => line): string =>
  lines()
    .flatMap((line, i) => (i === row + 1 ? [line, change(line)] : [line]))
    .join('\n') + '\n';
const duplicates: Case[] = [
  refused('a row twice', doubled(20), {
    reason: 'duplicate',
    line: 23,
    column: 'timestamp',
    value: String(START + 20 * HOUR),
    kept: GOOD,
  }),
  refused('the first row twice', doubled(0), { reason: 'duplicate', line: 3, column: 'timestamp', kept: GOOD }),
  refused('the last row twice', doubled(ROWS - 1), {
    reason: 'duplicate',
    line: ROWS + 2,
    column: 'timestamp',
    kept: GOOD,
  }),
  refused(
    'a row twice, written otherwise',
    doubled(20, (line) => `${line}000`),
    { reason: 'duplicate', line: 23, column: 'timestamp', kept: GOOD },
  ),
  refused(
    'a time twice, another volume',
    doubled(20, (line) => line.replace(/[^,]*$/, '1')),
    { reason: 'conflict', line: 23, column: 'timestamp', kept: GOOD },
  ),
  refused(
    'a last candle half-built and full',
    doubled(ROWS - 1, (line) => line.replace(/[^,]*$/, '99999')),
    { reason: 'conflict', line: ROWS + 2, column: 'timestamp', kept: GOOD },
  ),
];
const moved = (from: number, to: number): string => {
  const all = lines();
  const [line] = all.splice(from + 1, 1);
  all.splice(to + 1, 0, line!);
  return `${all.join('\n')}\n`;
};
const order: Case[] = [
  refused('two rows swapped', moved(20, 21), {
    reason: 'order',
    line: 23,
    column: 'timestamp',
    value: String(START + 20 * HOUR),
    kept: without(20),
  }),
  refused('the first row last', moved(0, ROWS - 1), {
    reason: 'order',
    line: ROWS + 1,
    column: 'timestamp',
    kept: without(0),
  }),
  refused('a row from the past', moved(5, 30), { reason: 'order', line: 32, column: 'timestamp', kept: without(5) }),
  {
    name: 'newest first',
    file: `${[lines()[0]!, ...lines().slice(1).reverse()].join('\n')}\n`,
    expect: GOOD,
  },
  refused(
    'newest first, but for one row',
    `${[lines()[0]!, ...lines().slice(1, -1).reverse(), lines().at(-1)!].join('\n')}\n`,
    {
      reason: 'order',
      line: ROWS + 1,
      column: 'timestamp',
      kept: without(ROWS - 1),
    },
  ),
];
const gapped = (name: string, gaps: number, rows: BarRow[], changes: Partial<Style> = {}): Case => ({
  name,
  file: text(changes, [], rows),
  expect: rows,
  gaps,
});
const gaps: Case[] = [
  gapped('one bar missing', 1, without(20)),
  gapped('one bar missing, ISO', 1, without(20), { time: 'iso-space' }),
  gapped('three holes', 3, without(3, 10, 11, 12, 40)),
  gapped(
    'every other bar missing',
    ROWS / 2 - 1,
    GOOD.filter((_, i) => i % 2 === 0),
  ),
  gapped('the hour that local clocks leave out', 1, without(25), { time: 'iso-z' }),
  gapped(
    'a day missing',
    1,
    GOOD.filter((_, i) => i < 10 || i >= 34),
  ),
];
const units: Case[] = [
  good('s', { time: 's' }),
  good('s with .0', { time: 's.0' }),
  good('ms', { time: 'ms' }),
  good('µs', { time: 'us' }),
  good('ns', { time: 'ns' }),
  bad('s among ms', 'openTime', String((START + 20 * HOUR) / 1000), 'unit'),
  bad('µs among ms', 'openTime', String((START + 20 * HOUR) * 1000), 'unit'),
  bad('ns among ms', 'openTime', `${START + 20 * HOUR}000000`, 'unit'),
  bad('ISO among ms', 'openTime', '2024-03-30 20:00:00', 'unit'),
  refused(
    'a turn from ms to µs',
    text(
      {},
      Array.from({ length: 8 }, (_, i): Patch => [40 + i, 'openTime', `${START + (40 + i) * HOUR}000`]),
    ),
    {
      reason: 'unit',
      line: 42,
      column: 'timestamp',
      dropped: { unit: 8 },
      kept: GOOD.slice(0, 40),
    },
  ),
];
/** Local time of central Europe, which leaves out 02:00 on 2024-03-31 (and would repeat 02:00 on 2024-10-27). */
const fold = (row: number): number => Date.UTC(2024, 9, 26) + row * HOUR;
const folded = GOOD.map((row, i) => ({ ...row, openTime: fold(i) }));
const localIso = (ms: number, offset: number): string => new Date(ms + offset * HOUR).toISOString().slice(0, 19);
const zones: Case[] = [
  good('ISO without zone', { time: 'iso-t' }),
  good('ISO without seconds', { time: 'iso-minute' }),
  good('ISO with slashes', { time: 'iso-slash' }),
  good('ISO with Z', { time: 'iso-z' }),
  good('ISO with UTC', { time: 'iso-utc' }),
  good('ISO with an offset', { time: 'iso-offset' }),
  {
    name: 'stamps that are 3 h ahead, by option',
    file: text(
      {},
      GOOD.map((row, i): Patch => [i, 'openTime', localIso(row.openTime, 3)]),
    ),
    options: { utcOffsetHours: 3 },
    expect: GOOD,
  },
  bad('a zone in one row only', 'openTime', '2024-03-30T20:00:00Z', 'unit', { time: 'iso-t' }),
  bad('a named zone', 'openTime', '2024-03-30 20:00:00 Europe/Berlin', 'zone', { time: 'iso-space' }),
  {
    name: 'DST with offsets: the hour that local clocks repeat is told apart',
    file: text(
      {},
      folded.map((row, i): Patch => {
        const offset = row.openTime < Date.UTC(2024, 9, 27, 1) ? 2 : 1;
        return [i, 'openTime', `${localIso(row.openTime, offset)}+0${offset}:00`];
      }),
      folded,
    ),
    expect: folded,
    gaps: 0,
  },
  refused(
    'DST without offsets: the repeated hour comes twice',
    text(
      {},
      folded.map((row, i): Patch => [
        i,
        'openTime',
        localIso(row.openTime, row.openTime < Date.UTC(2024, 9, 27, 1) ? 2 : 1),
      ]),
      folded,
    ),
    {
      reason: 'conflict',
      line: 27,
      column: 'timestamp',
      value: '2024-10-27T02:00:00',
      kept: folded
        .filter((_, i) => i !== 25)
        .map((row) => ({ ...row, openTime: row.openTime + (row.openTime < Date.UTC(2024, 9, 27, 1) ? 2 : 1) * HOUR })),
    },
  ),
  bad('a day that does not exist', 'openTime', '2024-02-30 20:00:00', 'time', { time: 'iso-space' }),
];
const ranges: Case[] = [
  bad('high below low', 'high', '1', 'range'),
  bad('low above high', 'low', '99999', 'range'),
  bad('open above high', 'open', '99999', 'range'),
  bad('open below low', 'open', '1', 'range'),
  bad('close above high', 'close', '99999', 'range'),
  bad('close below low', 'close', '1', 'range'),
].map((each) => {
  // With the low above the high it is the high that stands in the way.
  const refusal = each.expect as Refusal;
  return refusal.column === 'low'
    ? { ...each, expect: { ...refusal, column: 'high', value: String(GOOD[20]!.high) } }
    : each;
});
const signs: Case[] = [
  bad('a zero price', 'close', '0', 'price'),
  bad('a zero price with places', 'low', '0.00', 'price'),
  bad('a negative price', 'open', '-70000', 'price'),
  bad('a price of minus zero', 'high', '-0', 'price'),
  bad('a negative volume', 'volume', '-1', 'volume'),
  {
    name: 'a zero volume',
    file: text({}, [[20, 'volume', '0']]),
    expect: GOOD.map((row, i) => (i === 20 ? { ...row, volume: 0 } : row)),
  },
];
const numbers: Case[] = [
  good('scientific', { number: 'scientific' }),
  good('signed', { number: 'signed' }),
  good('padded with zeros', { number: 'padded' }),
  bad('grouped by _', 'open', '70_000', 'number'),
  bad('1e309', 'volume', '1e309', 'number'),
  bad('NaN', 'close', 'NaN', 'missing'),
  bad('null', 'close', 'null', 'missing'),
  bad('-', 'volume', '-', 'missing'),
  bad('an empty price', 'low', '', 'missing'),
  bad('an empty volume', 'volume', '', 'missing'),
  bad('an empty time', 'openTime', '', 'missing'),
  bad('Infinity', 'high', 'Infinity', 'number'),
];
const latin1 = Buffer.from(text({ order: [...COLUMNS, 'symbol'] }, [[20, 'symbol', 'Zürich']]), 'latin1');
const encoding: Case[] = [
  good('UTF-8 beyond ASCII', { order: withNote, quote: 'all' }),
  refused('Latin-1', latin1, { reason: 'encoding', line: 22, column: null, kept: without(20) }),
  refused(
    'a NUL in a number',
    edited(21, (line) => line.replace('.', '\0')),
    { reason: 'encoding', line: 22, column: null, kept: without(20) },
  ),
  wholeFile(
    'bytes that are no text',
    Buffer.from(Array.from({ length: 4000 }, (_, i) => (i * 37 + (i >> 3)) % 256)),
    /expected|no header|no column|wrong/,
  ),
];
const cut: Case[] = [
  refused('the last row cut between columns', text().slice(0, text().lastIndexOf(',')), {
    reason: 'columns',
    line: ROWS + 1,
    column: null,
    kept: without(ROWS - 1),
  }),
  refused('the last row cut inside its time', text().slice(0, text().trimEnd().lastIndexOf('\n') + 7), {
    reason: 'columns',
    line: ROWS + 1,
    column: null,
    kept: without(ROWS - 1),
  }),
];
const packed: Case[] = [
  good('gzip', { pack: 'gz' }),
  good('zip', { pack: 'zip' }),
  wholeFile('gzip cut off', gzipSync(text()).subarray(0, -20), /damaged or cut off/),
  wholeFile('a zip of two files', zipOf({ 'a.csv': text(), 'b.csv': text() }), /several files/),
];
const special: Case[] = [
  {
    name: 'a symlink',
    file: (dir) => {
      const [target, link] = [join(dir, 'target.csv'), join(dir, 'link.csv')];
      writeFileSync(target, text());
      symlinkSync(target, link);
      return link;
    },
    expect: GOOD,
  },
  wholeFile(
    'a symlink that leads nowhere',
    (dir) => {
      symlinkSync(join(dir, 'nothing'), join(dir, 'broken.csv'));
      return join(dir, 'broken.csv');
    },
    /no such file/,
  ),
  wholeFile(
    'a directory',
    (dir) => {
      mkdirSync(join(dir, 'folder.csv'));
      return join(dir, 'folder.csv');
    },
    /a directory/,
  ),
  wholeFile(
    'a pipe',
    (dir) => {
      execFileSync('mkfifo', [join(dir, 'pipe.csv')]);
      return join(dir, 'pipe.csv');
    },
    /not a regular file/,
  ),
];

/** The 124 files of the plan, by its groups. */
export const GROUPS: Readonly<Record<string, readonly Case[]>> = {
  bom,
  eol,
  delimiter,
  quotes,
  decimalComma,
  header,
  columns,
  empty,
  duplicates,
  order,
  gaps,
  units,
  zones,
  ranges,
  signs,
  numbers,
  encoding,
  cut,
  packed,
  special,
};
