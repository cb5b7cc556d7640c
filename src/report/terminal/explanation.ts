import {
  EXPLAINED_CAUSES,
  type Explanation,
  type ExplainedDecision,
  type SentOrder,
} from '../../contract/explanation.js';
import { minuteText } from '../../core/time.js';
import { compact, count, money, signedMoney } from '../shared/format.js';
import { counted } from './data.js';
import { paragraph, sections, untrusted } from './layout.js';
import type { TerminalStyle } from './style.js';
import { renderTable, type Column } from './table.js';

/** Rows that are shown; all of them are in the JSON document. */
const MOST_ROWS = 30;

/** A session against the backtest of its bars: the sums, then the decisions that differ. */
export function renderExplanation(explained: Explanation, style: TerminalStyle): string {
  const { session, kind, from, to, moments, backtest_equity: backtest, equity, decisions } = explained;
  const head = [
    paragraph(`Session ${session} (${kind}) against the backtest of its own bars`, style),
    `${counted(moments, 'bar')} from ${minuteText(from)} to ${minuteText(to)}`,
    `backtest ${money(backtest)}, session ${money(equity)}: ${signedMoney(equity - backtest)}`,
    ...troubles(explained),
  ];
  const lines = head.map((line, i) => (i === 0 ? line : paragraph(line, style, '  '))).join('\n');
  if (decisions.length === 0) {
    return sections([lines, paragraph('Every decision and every fill is that of the backtest.', style)]);
  }
  return sections([
    lines,
    renderTable(COLUMNS, [totals(explained), ...decisions.slice(0, MOST_ROWS).map(row)], style),
    reasons(decisions, style),
  ]);
}

function troubles({ bars, opinions }: Explanation): string[] {
  const { late, missing, found, left_out: leftOut, changed } = bars;
  const some = [
    ...(late === 0 ? [] : [`${late} late`]),
    ...(missing === 0 ? [] : [`${missing} missing`]),
    ...(found === 0 ? [] : [`${found} missed here and traded by the backtest`]),
    ...(leftOut === 0 ? [] : [`${leftOut} left out`]),
    ...(changed === 0 ? [] : [`${changed} changed afterwards`]),
  ];
  const { asked, failed, not_asked: notAsked } = opinions;
  return [
    ...(some.length === 0 ? [] : [`bars: ${some.join(', ')}`]),
    ...(asked + notAsked === 0
      ? []
      : [`opinions: ${asked} asked for, ${failed} failed, ${notAsked} not asked for in time`]),
  ];
}

const COLUMNS: readonly Column[] = [
  { title: 'close, UTC' },
  { title: 'backtest' },
  { title: 'session' },
  ...EXPLAINED_CAUSES.map((title) => ({ title, align: 'right' as const })),
];

const totals = ({ effect }: Explanation): string[] => [
  'in total',
  '',
  '',
  ...EXPLAINED_CAUSES.map((cause) => signedMoney(effect[cause])),
];

const row = ({ time, backtest, session, effect }: ExplainedDecision): string[] => [
  minuteText(time),
  orders(backtest),
  orders(session),
  ...EXPLAINED_CAUSES.map((cause) => (effect[cause] === 0 ? '' : signedMoney(effect[cause]))),
];

const orders = (sent: readonly SentOrder[]): string =>
  sent.length === 0
    ? 'nothing'
    : sent
        .map(({ symbol, side, size, refused }) => {
          const name = sent.length > 1 ? `${symbol} ` : '';
          if (side === 'none') return `${name}${(refused ?? 'nothing').replaceAll('_', ' ')}`;
          return `${name}${side}${size === null || side === 'flat' ? '' : ` ${compact(size)}`}`;
        })
        .join(', ');

function reasons(decisions: readonly ExplainedDecision[], style: TerminalStyle): string {
  const shown = decisions.slice(0, MOST_ROWS);
  const lines = shown.flatMap(({ time, why }) =>
    why.map(({ cause, reason }) => paragraph(`${cause}: ${untrusted(reason)}`, style, `${minuteText(time)}  `)),
  );
  const more = decisions.length - shown.length;
  const rest =
    more === 0
      ? []
      : [paragraph(`${count(more, 'decision', 'decisions')} more; the JSON document has all of them.`, style)];
  return [...lines, ...rest].join('\n');
}
