import { counted, utcText } from './data.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { renderTable } from './table.js';

interface StoredPairView {
  readonly symbol: string;
  readonly source: string;
  readonly intervals: readonly string[];
  readonly funding: boolean;
  readonly from: number;
  readonly to: number;
}

/** The pairs of the local store. */
export function renderStoredPairs(pairs: readonly StoredPairView[], style: TerminalStyle): string {
  if (pairs.length === 0) {
    return paragraph(
      'No pair is stored. "llm-trading data fetch BTCUSDT --days 365" downloads one; "llm-trading data pairs --exchange binance" lists what there is.',
      style,
    );
  }
  const columns = [{ title: 'pair' }, { title: 'source' }, { title: 'bars' }, { title: 'from (UTC)' }, { title: 'to' }];
  const rows = pairs.map((each) => [
    untrusted(each.symbol),
    untrusted(each.source),
    [...each.intervals, ...(each.funding ? ['funding'] : [])].join(', '),
    utcText(each.from),
    utcText(each.to),
  ]);
  return renderTable(columns, rows, style);
}

interface OfferedPairView {
  readonly pair: string;
  readonly market: 'spot' | 'um';
  readonly quote: string;
}

/** Quote currencies that are shown one by one; those of a few pairs stand together. */
const FEW = 3;

/** The pairs of an exchange, by market and currency. */
export function renderOfferedPairs(exchange: string, pairs: readonly OfferedPairView[], style: TerminalStyle): string {
  if (pairs.length === 0) return paragraph(`${untrusted(exchange)} trades no such pair.`, style);
  const section = (market: OfferedPairView['market'], title: string): string | null => {
    const own = pairs.filter((each) => each.market === market);
    if (own.length === 0) return null;
    const quotes = new Map<string, OfferedPairView[]>();
    for (const each of own) quotes.set(each.quote, [...(quotes.get(each.quote) ?? []), each]);
    const sorted = [...quotes.entries()].sort(([, a], [, b]) => b.length - a.length);
    const few = sorted.filter(([, list]) => list.length <= FEW).flatMap(([, list]) => list);
    const groups = [
      ...sorted.filter(([, list]) => list.length > FEW),
      ...(few.length > 0 ? [['others', few] as const] : []),
    ];
    const lines = groups.map(([quote, list]) =>
      paragraph(
        `${untrusted(quote)} (${list.length}): ${list.map(({ pair }) => untrusted(pair)).join(' ')}`,
        style,
        '  ',
      ),
    );
    return [heading(`${title}: ${counted(own.length, 'pair')}`, style), ...lines].join('\n');
  };
  return sections([section('spot', 'Spot'), section('um', 'Perpetuals (--market um)')]);
}

interface ExchangeView {
  readonly id: string;
  readonly name: string;
  readonly needs: 'nothing' | 'key' | 'post';
  readonly intervals: readonly string[];
  readonly mark: boolean;
  readonly funding: boolean;
}

const NEEDS = {
  nothing: '',
  key: 'a key of yours: not possible here',
  post: 'POST requests: not possible here',
} as const;

/** Where bars can be had. @param hidden those that cannot be fetched and are not shown */
export function renderExchanges(exchanges: readonly ExchangeView[], hidden: number, style: TerminalStyle): string {
  const { bullet } = marksOf(style);
  const lines = exchanges.map(({ id, name, needs, intervals, mark, funding }) => {
    const also = [...(funding ? ['funding'] : []), ...(mark ? ['mark price'] : [])];
    const what = `bars of ${counted(intervals.length, 'length')}${also.length > 0 ? `, ${also.join(', ')}` : ''}`;
    const obstacle = needs === 'nothing' ? '' : `; needs ${NEEDS[needs]}`;
    return paragraph(`${style.paint.bold(id)} (${untrusted(name)}): ${what}${obstacle}`, style, `${bullet} `);
  });
  const more =
    hidden === 0 ? '' : ` ${hidden} more need a key or POST requests and cannot be fetched: --all shows them.`;
  const note = `None of these needs a key for its bars. "llm-trading data intervals --exchange okx" names the lengths of one, "llm-trading data pairs --exchange okx" its pairs.${more}`;
  const allNote = `Where nothing is said, no key is needed.`;
  return [...lines, paragraph(exchanges.every(({ needs }) => needs === 'nothing') ? note : allNote, style)].join('\n');
}

/** The lengths of bars of one exchange. */
export function renderIntervals(
  {
    exchange,
    intervals,
    unusable,
  }: { readonly exchange: string; readonly intervals: readonly string[]; readonly unusable: readonly string[] },
  style: TerminalStyle,
): string {
  const archive = exchange === 'binance' ? ' (the archive; 1s of spot markets alone)' : '';
  return [
    paragraph(`${untrusted(exchange)}${archive}: ${intervals.map(untrusted).join(', ')}`, style),
    ...(unusable.length === 0
      ? []
      : [paragraph(`Of no fixed length, and of no use here: ${unusable.map(untrusted).join(', ')}`, style)]),
    paragraph('"llm-trading data resample" makes coarser bars of finer ones.', style),
  ].join('\n');
}
