import { gzipSync } from 'node:zlib';
import type { BarColumn, BarRow } from '../../src/core/bars.js';
import { zipOf } from '../support/zip.js';

export type TimeStyle =
  | 's'
  | 's.0'
  | 'ms'
  | 'us'
  | 'ns'
  | 'iso-t'
  | 'iso-space'
  | 'iso-minute'
  | 'iso-slash'
  | 'iso-z'
  | 'iso-frac-z'
  | 'iso-offset'
  | 'iso-utc';

/** One way to write bars down. Every combination of these means the same bars. */
export interface Style {
  readonly delimiter: ',' | ';' | '\t' | '|';
  readonly decimal: '.' | ',';
  readonly eol: '\n' | '\r\n' | '\r' | 'mixed';
  readonly bom: boolean;
  /** Which fields stand in quotes. */
  readonly quote: 'none' | 'all' | 'some';
  readonly time: TimeStyle;
  /** Names for the six columns; null: no header, columns in their usual order. */
  readonly names: Readonly<Record<BarColumn, string>> | null;
  /** The order in which the columns stand, extra ones among them by their own name. */
  readonly order: readonly string[];
  readonly number: 'plain' | 'padded' | 'scientific' | 'signed';
  readonly spaces: boolean;
  readonly blankLines: boolean;
  readonly lastBreak: boolean;
  readonly pack: 'none' | 'gz' | 'zip';
}

export const COLUMNS: readonly BarColumn[] = ['openTime', 'open', 'high', 'low', 'close', 'volume'];
export const NAMES: Readonly<Record<BarColumn, string>> = {
  openTime: 'timestamp',
  open: 'open',
  high: 'high',
  low: 'low',
  close: 'close',
  volume: 'volume',
};

export const PLAIN: Style = {
  delimiter: ',',
  decimal: '.',
  eol: '\n',
  bom: false,
  quote: 'none',
  time: 'ms',
  names: NAMES,
  order: COLUMNS,
  number: 'plain',
  spaces: false,
  blankLines: false,
  lastBreak: true,
  pack: 'none',
};

/** Replaces the text of single fields, to make a good file bad in one place: `[row, column or extra, text]`. */
export type Patch = readonly [row: number, column: string, text: string];

export function renderText(rows: readonly BarRow[], style: Style, patches: readonly Patch[] = []): string {
  const eolOf = (line: number) => (style.eol === 'mixed' ? ['\n', '\r\n', '\r'][line % 3]! : style.eol);
  const join = (fields: readonly string[], quoted: (index: number) => boolean) =>
    fields
      .map((field, i) => {
        const text = style.spaces ? ` ${field} ` : field;
        const needed = field.includes(style.delimiter) || /["\n\r]/.test(field);
        return quoted(i) || needed ? `"${field.replaceAll('"', '""')}"` : text;
      })
      .join(style.delimiter);
  const lines: string[] = [];
  const { names } = style;
  if (names !== null) {
    lines.push(
      join(
        style.order.map((column) => (column in names ? names[column as BarColumn] : column)),
        () => style.quote === 'all',
      ),
    );
  }
  rows.forEach((row, index) => {
    const fields = style.order.map((column) => {
      const patch = patches.find(([at, name]) => at === index && name === column);
      if (patch !== undefined) return patch[2];
      if (column === 'openTime') return timeText(row.openTime, style.time);
      const value = row[column as BarColumn] as number | undefined;
      return value === undefined ? extraText(column, index) : numberText(value, style);
    });
    lines.push(join(fields, (i) => style.quote === 'all' || (style.quote === 'some' && (i + index) % 2 === 0)));
    if (style.blankLines && index % 10 === 3) lines.push('');
  });
  const body = lines.map((line, i) => line + (i < lines.length - 1 || style.lastBreak ? eolOf(i) : '')).join('');
  return (style.bom ? '\ufeff' : '') + body;
}

export function renderFile(rows: readonly BarRow[], style: Style, patches: readonly Patch[] = []): Buffer {
  const text = Buffer.from(renderText(rows, style, patches));
  if (style.pack === 'gz') return gzipSync(text);
  return style.pack === 'zip' ? zipOf({ 'bars.csv': text }) : text;
}

function extraText(column: string, index: number): string {
  if (column === 'note') return ['plain', 'a, b; c|d\te', 'say "hi"', 'two\nlines', 'ünï ☃', ''][index % 6]!;
  return column === 'close_time' ? '1711756799999' : column === 'symbol' ? 'BTC/USDT' : String(index * 3.5);
}

function timeText(ms: number, style: TimeStyle): string {
  const iso = new Date(ms).toISOString();
  switch (style) {
    case 's':
      return String(ms / 1000);
    case 's.0':
      return `${ms / 1000}.0`;
    case 'ms':
      return String(ms);
    case 'us':
      return `${ms}000`;
    case 'ns':
      return `${ms}000000`;
    case 'iso-t':
      return iso.slice(0, 19);
    case 'iso-space':
      return iso.slice(0, 19).replace('T', ' ');
    case 'iso-minute':
      return iso.slice(0, 16).replace('T', ' ');
    case 'iso-slash':
      return iso.slice(0, 19).replace('T', ' ').replaceAll('-', '/');
    case 'iso-z':
      return `${iso.slice(0, 19)}Z`;
    case 'iso-frac-z':
      return iso;
    case 'iso-utc':
      return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
    case 'iso-offset':
      return `${new Date(ms + 5.5 * 3_600_000).toISOString().slice(0, 19)}+05:30`;
  }
}

function numberText(value: number, style: Style): string {
  const point =
    style.number === 'scientific'
      ? value.toExponential()
      : style.number === 'padded'
        ? `${value}${Number.isInteger(value) ? '.' : ''}000`
        : style.number === 'signed'
          ? `+${value}`
          : String(value);
  return style.decimal === ',' ? point.replace('.', ',') : point;
}
