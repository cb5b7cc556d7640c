import type { TerminalWord } from '../language/say.js';
import { utcText } from './data.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { renderTable } from './table.js';
import { field } from '../../core/request-field.js';
import { shellCommand } from '../../core/shell-command.js';

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
  const { say } = style;
  if (pairs.length === 0) {
    return paragraph(
      say('No pair is stored. "{fetch}" downloads one; "{pairs}" lists what there is.', {
        fetch: shellCommand('data fetch BTCUSDT', { days: '365' }),
        pairs: shellCommand('data pairs', { exchange: 'binance' }),
      }),
      style,
    );
  }
  const titles = ['pair', 'source', 'bars', 'from (UTC)', 'to'] as const;
  const columns = titles.map((title) => ({ title: say(title) }));
  const rows = pairs.map((each) => [
    untrusted(each.symbol),
    untrusted(each.source),
    [...each.intervals, ...(each.funding ? [say('funding')] : [])].join(', '),
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
  const { say } = style;
  if (pairs.length === 0)
    return paragraph(say('{exchange} trades no such pair.', { exchange: untrusted(exchange) }), style);
  const section = (market: OfferedPairView['market'], title: string): string | null => {
    const own = pairs.filter((each) => each.market === market);
    if (own.length === 0) return null;
    const quotes = new Map<string, OfferedPairView[]>();
    for (const each of own) quotes.set(each.quote, [...(quotes.get(each.quote) ?? []), each]);
    const sorted = [...quotes.entries()].sort(([, a], [, b]) => b.length - a.length);
    const few = sorted.filter(([, list]) => list.length <= FEW).flatMap(([, list]) => list);
    const groups = [
      ...sorted.filter(([, list]) => list.length > FEW),
      ...(few.length > 0 ? [[say('others'), few] as const] : []),
    ];
    const lines = groups.map(([quote, list]) =>
      paragraph(
        `${untrusted(quote)} (${list.length}): ${list.map(({ pair }) => untrusted(pair)).join(' ')}`,
        style,
        '  ',
      ),
    );
    return [heading(`${title}: ${say('{n} {n:pair|pairs}', { n: own.length })}`, style), ...lines].join('\n');
  };
  return sections([
    section('spot', say('Spot')),
    section('um', style.asTyped(say('Perpetuals ({option})', { option: field('market', 'um') }))),
  ]);
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
  key: '; needs a key of yours: not possible here',
  post: '; needs POST requests: not possible here',
} as const satisfies Readonly<Record<string, TerminalWord>>;

/** Where bars can be had. @param hidden those that cannot be fetched and are not shown */
export function renderExchanges(exchanges: readonly ExchangeView[], hidden: number, style: TerminalStyle): string {
  const { bullet } = marksOf(style);
  const { say } = style;
  const lines = exchanges.map(({ id, name, needs, intervals, mark, funding }) => {
    const also = [...(funding ? [say('funding')] : []), ...(mark ? [say('mark price')] : [])];
    const what = [say('bars of {n} {n:length|lengths}', { n: intervals.length }), ...also].join(', ');
    const obstacle = needs === 'nothing' ? '' : say(NEEDS[needs]);
    return paragraph(`${style.paint.bold(id)} (${untrusted(name)}): ${what}${obstacle}`, style, `${bullet} `);
  });
  const more =
    hidden === 0
      ? ''
      : ` ${say('{n} more need a key or POST requests and cannot be fetched: {option} shows them.', { n: hidden, option: field('all') })}`;
  const note = `${say(
    'None of these needs a key for its bars. "{intervals}" names the lengths of one, "{pairs}" its pairs.',
    {
      intervals: shellCommand('data intervals', { exchange: 'okx' }),
      pairs: shellCommand('data pairs', { exchange: 'okx' }),
    },
  )}${more}`;
  const allNote = say('Where nothing is said, no key is needed.');
  return [
    ...lines,
    paragraph(exchanges.every(({ needs }) => needs === 'nothing') ? style.asTyped(note) : allNote, style),
  ].join('\n');
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
  const { say } = style;
  const archive = exchange === 'binance' ? ` ${say('(the archive; 1s of spot markets alone)')}` : '';
  return [
    paragraph(`${untrusted(exchange)}${archive}: ${intervals.map(untrusted).join(', ')}`, style),
    ...(unusable.length === 0
      ? []
      : [
          paragraph(
            say('Of no fixed length, and of no use here: {list}', { list: unusable.map(untrusted).join(', ') }),
            style,
          ),
        ]),
    paragraph(say('"llm-trading data resample" makes coarser bars of finer ones.'), style),
  ].join('\n');
}
