import type { LookaheadDocument } from '../../contract/backtest.js';
import type { TerminalWord } from '../language/say.js';
import { utcText } from './data.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { warningList } from './remarks.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { renderTable } from './table.js';

const KINDS = {
  repeated: 'nothing: the same data again',
  truncated: 'the data end at',
  replaced: 'another future from',
} as const satisfies Readonly<Record<string, TerminalWord>>;

const SHOWN = 20;

function verdict(view: LookaheadDocument, style: TerminalStyle): string {
  const { paint, say } = style;
  const { ok, fail } = marksOf(style);
  const tested = say(
    '{decisions} {decisions:decision|decisions} over {bars} {bars:bar|bars}, {reruns} {reruns:rerun|reruns} at {cuts} {cuts:cut|cuts}',
    { decisions: view.decisions, bars: view.bars, reruns: view.reruns, cuts: view.cuts.length },
  );
  if (view.clean) {
    return paint.green(paragraph(say('No decision depends on the future: {tested}.', { tested }), style, `${ok} `));
  }
  const repeated = view.changes.some(({ kind }) => kind === 'repeated');
  const values = { n: view.changed, tested };
  const text = repeated
    ? say(
        '{n} {n:decision decides|decisions decide} otherwise on the very same data: the strategy keeps something from run to run, or is not deterministic ({tested}).',
        values,
      )
    : say('{n} {n:decision changes|decisions change} with what had not happened yet ({tested}).', values);
  return paint.red(paragraph(text, style, `${fail} `));
}

function changes(view: LookaheadDocument, style: TerminalStyle): string | null {
  if (view.clean) return null;
  const { say } = style;
  const several = view.symbols.length > 1;
  const columns = [
    { title: say('bar') },
    { title: say('opened (UTC)') },
    ...(several ? [{ title: say('symbol') }] : []),
    { title: say('before') },
    { title: say('after') },
    { title: say('what was changed') },
  ];
  const rows = view.changes
    .slice(0, SHOWN)
    .map(({ kind, cut_time, symbol, bar, time, before, after }) => [
      String(bar),
      utcText(time),
      ...(several ? [untrusted(symbol)] : []),
      untrusted(before),
      untrusted(after),
      `${say(KINDS[kind])}${cut_time === null ? '' : ` ${utcText(cut_time)}`}`,
    ]);
  const rest = view.changed - rows.length;
  const more = rest > 0 ? `\n${paragraph(say('and {n} more', { n: rest }), style, '  ')}` : '';
  return `${heading(say('Decisions that changed'), style)}\n${renderTable(columns, rows, style)}${more}`;
}

/** What a look-ahead check found. */
export function renderLookahead(view: LookaheadDocument, style: TerminalStyle): string {
  return sections([verdict(view, style), changes(view, style), warningList(view.warnings, style)]);
}
