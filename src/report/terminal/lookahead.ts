import { counted, utcText } from './data.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { warningList } from './remarks.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { renderTable } from './table.js';

/** What the report of a look-ahead check shows. */
export interface LookaheadView {
  readonly strategy: { readonly name: string };
  readonly symbols: readonly string[];
  readonly clean: boolean;
  readonly bars: number;
  readonly decisions: number;
  readonly reruns: number;
  readonly cuts: readonly number[];
  readonly changed: number;
  readonly changes: readonly {
    readonly kind: 'repeated' | 'truncated' | 'replaced';
    readonly cut_time: number | null;
    readonly symbol: string;
    readonly bar: number;
    readonly time: number;
    readonly before: string;
    readonly after: string;
  }[];
  readonly warnings: readonly string[];
}

const KINDS = {
  repeated: 'nothing: the same data again',
  truncated: 'the data end at',
  replaced: 'another future from',
} as const;

const SHOWN = 20;

function verdict(view: LookaheadView, style: TerminalStyle): string {
  const { paint } = style;
  const { ok, fail } = marksOf(style);
  const tested = `${counted(view.decisions, 'decision')} over ${counted(view.bars, 'bar')}, ${counted(view.reruns, 'rerun')} at ${counted(view.cuts.length, 'cut')}`;
  if (view.clean) return paint.green(paragraph(`No decision depends on the future: ${tested}.`, style, `${ok} `));
  const repeated = view.changes.some(({ kind }) => kind === 'repeated');
  const one = view.changed === 1;
  const why = repeated
    ? `${one ? 'decides' : 'decide'} otherwise on the very same data: the strategy keeps something from run to run, or is not deterministic`
    : `${one ? 'changes' : 'change'} with what had not happened yet`;
  return paint.red(paragraph(`${counted(view.changed, 'decision')} ${why} (${tested}).`, style, `${fail} `));
}

function changes(view: LookaheadView, style: TerminalStyle): string | null {
  if (view.clean) return null;
  const several = view.symbols.length > 1;
  const columns = [
    { title: 'bar' },
    { title: 'opened (UTC)' },
    ...(several ? [{ title: 'symbol' }] : []),
    { title: 'before' },
    { title: 'after' },
    { title: 'what was changed' },
  ];
  const rows = view.changes
    .slice(0, SHOWN)
    .map(({ kind, cut_time, symbol, bar, time, before, after }) => [
      String(bar),
      utcText(time),
      ...(several ? [untrusted(symbol)] : []),
      untrusted(before),
      untrusted(after),
      `${KINDS[kind]}${cut_time === null ? '' : ` ${utcText(cut_time)}`}`,
    ]);
  const rest = view.changed - rows.length;
  const more = rest > 0 ? `\n${paragraph(`and ${counted(rest, 'more', 'more')}`, style, '  ')}` : '';
  return `${heading('Decisions that changed', style)}\n${renderTable(columns, rows, style)}${more}`;
}

/** What a look-ahead check found. */
export function renderLookahead(view: LookaheadView, style: TerminalStyle): string {
  return sections([verdict(view, style), changes(view, style), warningList(view.warnings, style)]);
}
