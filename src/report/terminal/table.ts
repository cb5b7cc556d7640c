import Table from 'cli-table3';
import type { TerminalStyle } from './style.js';

export interface Column {
  readonly title: string;
  readonly align?: 'left' | 'right';
  /** Fixed width of the text in columns; longer text wraps. */
  readonly width?: number;
}

const ASCII_BORDER = {
  top: '-',
  'top-mid': '+',
  'top-left': '+',
  'top-right': '+',
  bottom: '-',
  'bottom-mid': '+',
  'bottom-left': '+',
  'bottom-right': '+',
  left: '|',
  'left-mid': '+',
  mid: '-',
  'mid-mid': '+',
  right: '|',
  'right-mid': '+',
  middle: '|',
};

/** A bordered table, one line a row unless a fixed column wraps. */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  style: TerminalStyle,
): string {
  const head = columns.map((column) => style.paint.bold(column.title));
  const table = new Table({
    head,
    style: { head: [], border: [], compact: true },
    colAligns: columns.map((column) => column.align ?? 'left'),
    colWidths: columns.map((column) => (column.width === undefined ? null : column.width + 2)),
    wordWrap: true,
    ...(style.unicode ? {} : { chars: ASCII_BORDER }),
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}
