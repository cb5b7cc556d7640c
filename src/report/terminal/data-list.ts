import type { DataList } from '../../contract/data.js';
import { utcText } from './data.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { decimals } from '../shared/numbers.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { renderTable, type Column } from './table.js';
import { shellCommand } from '../../core/shell-command.js';

const right = 'right' as const;

/** `12 kB`, `3.4 MB`. */
export function diskSize(bytes: number, { say }: Pick<TerminalStyle, 'say'>): string {
  if (bytes < 1e6) return say('{n} kB', { n: Math.ceil(bytes / 1e3) });
  return bytes < 1e9 ? say('{n} MB', { n: decimals(bytes / 1e6, 1) }) : say('{n} GB', { n: decimals(bytes / 1e9, 1) });
}

/** What the local store holds; `to` of bars is the close of the last. */
export function renderStored({ bars, funding, damaged }: DataList, style: TerminalStyle): string {
  const { say } = style;
  if (bars.length === 0 && funding.length === 0 && damaged.length === 0) {
    return paragraph(
      say('Nothing is stored yet. "{fetch}" downloads hourly bars, "{import}" reads a file.', {
        fetch: shellCommand('data fetch BTCUSDT', { from: '2024-01-01' }),
        import: shellCommand('data import FILE'),
      }),
      style,
    );
  }
  const span = [{ title: say('from (UTC)') }, { title: say('to') }];
  const barColumns: Column[] = [
    { title: say('source') },
    { title: say('series') },
    { title: say('bars'), align: right },
    ...span,
    { title: say('missing'), align: right },
    { title: say('size'), align: right },
  ];
  const barRows = bars.map((each) => [
    untrusted(each.source),
    untrusted(`${each.symbol}:${each.interval}`),
    decimals(each.rows, 0),
    utcText(each.from),
    utcText(each.to),
    each.missing === 0 ? '' : decimals(each.missing, 0),
    diskSize(each.bytes, style),
  ]);
  const fundingColumns: Column[] = [
    { title: say('source') },
    { title: say('symbol') },
    { title: say('settlements'), align: right },
    ...span,
    { title: say('size'), align: right },
  ];
  const fundingRows = funding.map((each) => [
    untrusted(each.source),
    untrusted(each.symbol),
    decimals(each.rows, 0),
    utcText(each.from),
    utcText(each.to),
    diskSize(each.bytes, style),
  ]);
  const { fail } = marksOf(style);
  const damagedLines = damaged.map(({ source, symbol, interval, problem }) => {
    const what = interval === null ? say('funding of {symbol}', { symbol }) : `${symbol}:${interval}`;
    return paragraph(untrusted(style.asTyped(`${source}, ${what}: ${problem}`)), style, `${style.paint.red(fail)} `);
  });
  return sections([
    bars.length === 0 ? null : `${heading(say('Bars'), style)}\n${renderTable(barColumns, barRows, style)}`,
    funding.length === 0
      ? null
      : `${heading(say('Funding'), style)}\n${renderTable(fundingColumns, fundingRows, style)}`,
    damaged.length === 0 ? null : `${heading(say('Damaged'), style)}\n${damagedLines.join('\n')}`,
  ]);
}
