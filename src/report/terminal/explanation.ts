import {
  EXPLAINED_CAUSES,
  type ExplainedCause,
  type Explanation,
  type ExplainedDecision,
  type SentOrder,
} from '../../contract/explanation.js';
import { minuteText } from '../../core/time.js';
import type { Say, TerminalWord } from '../language/say.js';
import { compact, money, signedMoney } from '../shared/format.js';
import { paragraph, sections, untrusted } from './layout.js';
import { MODE_WORDS } from './sessions.js';
import type { TerminalStyle } from './style.js';
import { renderTable, type Column } from './table.js';

/** Rows that are shown; all of them are in the JSON document. */
const MOST_ROWS = 30;

/** A session against the backtest of its bars: the sums, then the decisions that differ. */
export function renderExplanation(explained: Explanation, style: TerminalStyle): string {
  const { say } = style;
  const { session, mode, from, to, moments, backtest_equity: backtest, equity, decisions } = explained;
  const head = [
    paragraph(
      say('Session {session} ({mode}) against the backtest of its own bars', { session, mode: say(MODE_WORDS[mode]) }),
      style,
    ),
    say('{n} {n:bar|bars} from {from} to {to}', { n: moments, from: minuteText(from), to: minuteText(to) }),
    say('backtest {backtest}, session {session}: {difference}', {
      backtest: money(backtest),
      session: money(equity),
      difference: signedMoney(equity - backtest),
    }),
    ...troubles(explained, say),
  ];
  const lines = head.map((line, i) => (i === 0 ? line : paragraph(line, style, '  '))).join('\n');
  if (decisions.length === 0) {
    return sections([lines, paragraph(say('Every decision and every fill is that of the backtest.'), style)]);
  }
  return sections([
    lines,
    renderTable(
      columns(say),
      [totals(explained, say), ...decisions.slice(0, MOST_ROWS).map((each) => row(each, say))],
      style,
    ),
    reasons(decisions, style),
  ]);
}

function troubles({ bars, opinions }: Explanation, say: Say): string[] {
  const { late, missing, found, left_out: leftOut, changed } = bars;
  const some = [
    ...(late === 0 ? [] : [say('{n} late', { n: late })]),
    ...(missing === 0 ? [] : [say('{n} missing', { n: missing })]),
    ...(found === 0 ? [] : [say('{n} missed here and traded by the backtest', { n: found })]),
    ...(leftOut === 0 ? [] : [say('{n} left out', { n: leftOut })]),
    ...(changed === 0 ? [] : [say('{n} changed afterwards', { n: changed })]),
  ];
  const { asked, failed, not_asked: notAsked } = opinions;
  return [
    ...(some.length === 0 ? [] : [say('bars: {list}', { list: some.join(', ') })]),
    ...(asked + notAsked === 0
      ? []
      : [
          say('opinions: {asked} asked for, {failed} failed, {late} not asked for in time', {
            asked,
            failed,
            late: notAsked,
          }),
        ]),
  ];
}

const CAUSES: Readonly<Record<ExplainedCause, TerminalWord>> = {
  latency: 'latency^cause',
  slippage: 'slippage^cause',
  data: 'data^cause',
  model: 'model',
  halt: 'halt',
  other: 'other',
};

const columns = (say: Say): readonly Column[] => [
  { title: say('close, UTC') },
  { title: say('backtest') },
  { title: say('session') },
  ...EXPLAINED_CAUSES.map((cause) => ({ title: say(CAUSES[cause]), align: 'right' as const })),
];

const totals = ({ effect }: Explanation, say: Say): string[] => [
  say('in total'),
  '',
  '',
  ...EXPLAINED_CAUSES.map((cause) => signedMoney(effect[cause])),
];

const row = ({ time, backtest, session, effect }: ExplainedDecision, say: Say): string[] => [
  minuteText(time),
  orders(backtest, say),
  orders(session, say),
  ...EXPLAINED_CAUSES.map((cause) => (effect[cause] === 0 ? '' : signedMoney(effect[cause]))),
];

const orders = (sent: readonly SentOrder[], say: Say): string =>
  sent.length === 0
    ? say('nothing')
    : sent
        .map(({ symbol, side, size, refused }) => {
          const name = sent.length > 1 ? `${symbol} ` : '';
          if (side === 'none') return `${name}${refused === null ? say('nothing') : refused.replaceAll('_', ' ')}`;
          return `${name}${say(side)}${size === null || side === 'flat' ? '' : ` ${compact(size)}`}`;
        })
        .join(', ');

function reasons(decisions: readonly ExplainedDecision[], style: TerminalStyle): string {
  const shown = decisions.slice(0, MOST_ROWS);
  const lines = shown.flatMap(({ time, why }) =>
    why.map(({ cause, reason }) =>
      paragraph(`${style.say(CAUSES[cause])}: ${untrusted(style.asTyped(reason))}`, style, `${minuteText(time)}  `),
    ),
  );
  const more = decisions.length - shown.length;
  const rest =
    more === 0
      ? []
      : [
          paragraph(
            style.say('{n} {n:decision|decisions} more; the JSON document has all of them.', { n: more }),
            style,
          ),
        ];
  return [...lines, ...rest].join('\n');
}
