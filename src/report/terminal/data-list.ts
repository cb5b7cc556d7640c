import { utcText } from './data.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { decimals } from '../shared/numbers.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { renderTable, type Column } from './table.js';

interface StoredRow {
  readonly source: string;
  readonly symbol: string;
  readonly rows: number;
  readonly from: number;
  readonly to: number;
  readonly bytes: number;
}

export interface StoredView {
  readonly bars: readonly (StoredRow & { readonly interval: string; readonly missing: number })[];
  readonly funding: readonly StoredRow[];
  /** What cannot be read, and why with the remedy; `interval` is null for funding. */
  readonly damaged: readonly {
    readonly source: string;
    readonly symbol: string;
    readonly interval: string | null;
    readonly problem: string;
  }[];
}

const right = 'right' as const;

/** `12 kB`, `3.4 MB`. */
export function diskSize(bytes: number): string {
  if (bytes < 1e6) return `${decimals(Math.ceil(bytes / 1e3), 0)} kB`;
  return bytes < 1e9 ? `${decimals(bytes / 1e6, 1)} MB` : `${decimals(bytes / 1e9, 1)} GB`;
}

/** What the local store holds; `to` of bars is the close of the last. */
export function renderStored({ bars, funding, damaged }: StoredView, style: TerminalStyle): string {
  if (bars.length === 0 && funding.length === 0 && damaged.length === 0) {
    return paragraph(
      'Nothing is stored yet. "llm-trading data fetch BTCUSDT --from 2024-01-01" downloads hourly bars, "llm-trading data import FILE" reads a file.',
      style,
    );
  }
  const span = [{ title: 'from (UTC)' }, { title: 'to' }];
  const barColumns: Column[] = [
    { title: 'source' },
    { title: 'series' },
    { title: 'bars', align: right },
    ...span,
    { title: 'missing', align: right },
    { title: 'size', align: right },
  ];
  const barRows = bars.map((each) => [
    untrusted(each.source),
    untrusted(`${each.symbol}:${each.interval}`),
    decimals(each.rows, 0),
    utcText(each.from),
    utcText(each.to),
    each.missing === 0 ? '' : decimals(each.missing, 0),
    diskSize(each.bytes),
  ]);
  const fundingColumns: Column[] = [
    { title: 'source' },
    { title: 'symbol' },
    { title: 'settlements', align: right },
    ...span,
    { title: 'size', align: right },
  ];
  const fundingRows = funding.map((each) => [
    untrusted(each.source),
    untrusted(each.symbol),
    decimals(each.rows, 0),
    utcText(each.from),
    utcText(each.to),
    diskSize(each.bytes),
  ]);
  const { fail } = marksOf(style);
  const damagedLines = damaged.map(({ source, symbol, interval, problem }) => {
    const what = interval === null ? `funding of ${symbol}` : `${symbol}:${interval}`;
    return paragraph(untrusted(`${source}, ${what}: ${problem}`), style, `${style.paint.red(fail)} `);
  });
  return sections([
    bars.length === 0 ? null : `${heading('Bars', style)}\n${renderTable(barColumns, barRows, style)}`,
    funding.length === 0 ? null : `${heading('Funding', style)}\n${renderTable(fundingColumns, fundingRows, style)}`,
    damaged.length === 0 ? null : `${heading('Damaged', style)}\n${damagedLines.join('\n')}`,
  ]);
}
