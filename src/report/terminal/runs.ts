import { counted } from './data.js';
import { diskSize } from './data-list.js';
import { paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { dataText, figuresText, tryLine } from './tries.js';
import { isoTime, minuteText } from '../../core/time.js';

interface FolderView {
  readonly id: string;
  readonly bytes: number;
  readonly foreign: readonly string[];
}

export interface RunRowView extends FolderView {
  /** UTC ms, as are the next. */
  readonly created_at: number;
  readonly start_time: number;
  readonly end_time: number;
  readonly strategy: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly symbols: readonly string[];
  readonly interval_ms: number;
  readonly total_return: number;
  readonly sharpe: number | null;
  readonly trade_count: number;
}

export interface RunsView {
  readonly runs: readonly RunRowView[];
  readonly damaged: readonly (FolderView & { readonly reason: string })[];
  /** Of whole runs, shown or not. */
  readonly total: number;
  /** Of every folder. */
  readonly bytes: number;
}

/** Runs, three lines each, and the folders that cannot be read. */
export function renderRuns({ runs, damaged, total, bytes }: RunsView, style: TerminalStyle): string {
  if (total === 0 && damaged.length === 0) {
    return paragraph('There are no runs yet: "llm-trading backtest" makes one.', style);
  }
  const shown = runs.length < total ? `${runs.length} of ${counted(total, 'run')}` : counted(total, 'run');
  const more = runs.length < total ? ' --limit shows more.' : '';
  const odd = damaged.length === 0 ? '' : `, ${damaged.length} damaged`;
  return sections([
    ...runs.map((run) => runText(run, style)),
    damaged.length === 0 ? null : damaged.map((each) => damagedText(each, style)).join('\n'),
    paragraph(`${shown}${odd}; ${diskSize(bytes)} in all.${more}`, style),
  ]);
}

function runText(run: RunRowView, style: TerminalStyle): string {
  const { dot } = marksOf(style);
  const what = { ...run, from: isoTime(run.start_time), to: isoTime(run.end_time) };
  return [
    tryLine(what, style),
    paragraph([figuresText(run, style), dataText(what)].join(dot), style, '  '),
    paragraph([run.id, `made ${minuteText(run.created_at)}`, diskSize(run.bytes)].join(dot), style, '  '),
  ].join('\n');
}

function damagedText({ id, bytes, reason }: RunsView['damaged'][number], style: TerminalStyle): string {
  const { fail } = marksOf(style);
  return paragraph(`${id}, ${diskSize(bytes)}, is damaged: ${untrusted(reason)}`, style, `${fail} `);
}

export interface ClearingView {
  /** What would go; absent where it was deleted. */
  readonly going?: readonly FolderView[];
  readonly deleted?: readonly FolderView[];
  readonly foreign: readonly FolderView[];
  /** Whole runs that stay. */
  readonly staying: number;
}

/** What was deleted, or would be. */
export function renderClearing(view: ClearingView, style: TerminalStyle): string {
  const { bullet } = marksOf(style);
  const { going, deleted = [], foreign, staying } = view;
  const those = going ?? deleted;
  const bytes = those.reduce((sum, each) => sum + each.bytes, 0);
  const what = `${counted(those.length, 'run')}, ${diskSize(bytes)}`;
  const stay = `${staying === 1 ? '1 run stays' : `${staying} runs stay`}.`;
  const head =
    those.length === 0
      ? `Nothing ${going === undefined ? 'was deleted' : 'would go'}: ${stay}`
      : going === undefined
        ? `Deleted ${what}; ${stay}`
        : `${what} would go; ${stay} Nothing was deleted.`;
  return [
    paragraph(head, style),
    ...those.map(({ id, bytes: size }) => paragraph(`${id} (${diskSize(size)})`, style, `  ${bullet} `)),
    ...foreign.map(({ id, foreign: names }) =>
      paragraph(
        `${id} is left as it is: it holds ${untrusted(names.slice(0, 3).join(', '))}, which no run wrote.`,
        style,
        `${bullet} `,
      ),
    ),
  ].join('\n');
}
