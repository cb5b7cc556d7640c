import type { BackfilledSource, ImportedObservations, ObservationsList } from '../../contract/observations.js';
import type { PublicationLag } from '../../core/publication-lags.js';
import type { StoredObservations, StoreFinding } from '../../core/ports/observation-store.js';
import type { Say, TerminalWord } from '../language/say.js';
import { utcText } from './data.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { decimals } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';
import { renderTable, type Column } from './table.js';
import { shellCommand } from '../../core/shell-command.js';

const right = 'right' as const;
/** Skipped values and warnings that are shown; the rest is counted. */
const SHOWN = 5;

interface Report {
  readonly added: number;
  readonly unchanged: number;
  readonly conflicts: number;
}

const outcome = ({ added, unchanged, conflicts }: Report, say: Say): string =>
  say('{added} new, {unchanged} known already', { added, unchanged }) +
  (conflicts === 0 ? '' : say(', {n} contradict what was known first and were left out', { n: conflicts }));

const noted = (texts: readonly string[], style: TerminalStyle): string[] => {
  const rest = texts.length - SHOWN;
  const lines = [...texts.slice(0, SHOWN), ...(rest > 0 ? [style.say('and {n} more', { n: rest })] : [])];
  return lines.map((text) =>
    style.paint.yellow(paragraph(untrusted(style.asTyped(text)), style, `  ${marksOf(style).warn} `)),
  );
};

/** What `observations import` did. */
export function renderImportedObservations(view: ImportedObservations, style: TerminalStyle): string {
  const { ok } = marksOf(style);
  const { say } = style;
  const what = say('{file}: {n} {n:observation|observations} of {from} to {to}; {outcome}', {
    file: view.file,
    n: view.observations,
    from: utcText(view.from),
    to: utcText(view.to),
    outcome: outcome(view, say),
  });
  const skipped = Object.entries(view.skipped).map(([reason, count]) =>
    say('left out: {what}', { what: count === 1 ? reason : `${decimals(count, 0)} ${reason}` }),
  );
  const moved =
    view.moved === 0
      ? []
      : [
          say(
            '{n} {n:observation|observations} claimed to be known before what {n:it speaks|they speak} of had ended: stored as known from that end on',
            { n: view.moved },
          ),
        ];
  return [paragraph(untrusted(what), style, `${style.paint.green(ok)} `), ...noted([...moved, ...skipped], style)].join(
    '\n',
  );
}

/** What `observations backfill` brought from one source. */
export function renderBackfilled(view: BackfilledSource, style: TerminalStyle): string {
  const { ok, fail } = marksOf(style);
  const { paint, say } = style;
  const text =
    view.from === null
      ? say('{source}: nothing left to ask for', { source: view.source })
      : say('{source} from {from}: {n} {n:row|rows}; {outcome}', {
          source: view.source,
          from: utcText(view.from),
          n: view.rows,
          outcome: outcome(view, say),
        });
  const error =
    view.error === null
      ? []
      : [
          paint.red(
            paragraph(untrusted(say('stopped: {error}', { error: style.asTyped(view.error) })), style, `  ${fail} `),
          ),
        ];
  const mark = view.error === null ? paint.green(ok) : paint.red(fail);
  return [paragraph(untrusted(text), style, `${mark} `), ...noted(view.warnings, style), ...error].join('\n');
}

const missingOf = ({ gaps }: StoredObservations, say: Say): string => {
  if (gaps === null) return '';
  const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0);
  return missing === 0 ? '0' : say('{n} in {gaps} {gaps:gap|gaps}', { n: missing, gaps: gaps.length });
};

const optional = (count: number): string => (count === 0 ? '' : decimals(count, 0));

/** Columns that are empty throughout are left out. */
interface ObservationColumn extends Pick<Column, 'align'> {
  readonly title: TerminalWord;
  readonly text: (each: StoredObservations, say: Say) => string;
}

const COLUMNS: readonly ObservationColumn[] = [
  { title: 'series', text: (each) => each.series },
  { title: 'symbol', text: (each) => untrusted(each.symbol) },
  { title: 'source', text: (each) => untrusted(each.source) },
  { title: 'rows', align: right, text: (each) => decimals(each.rows, 0) },
  { title: 'versions', align: right, text: (each) => (each.versions === each.rows ? '' : decimals(each.versions, 0)) },
  { title: 'from (UTC)', text: (each) => utcText(each.from) },
  { title: 'to', text: (each) => utcText(each.to) },
  { title: 'missing', align: right, text: missingOf },
  { title: 'conflicts', align: right, text: (each) => optional(each.conflicts) },
];

/** What the store holds; `versions` where values were revised, `missing` where a series has a fixed step. */
export function renderStoredObservations(view: ObservationsList, style: TerminalStyle): string {
  const { say } = style;
  const { live, built } = view.snapshots;
  const snapshots =
    live + built === 0 ? null : say('Snapshots: {live} archived live, {built} built from history.', { live, built });
  if (view.series.length === 0) {
    return say('Nothing is stored yet. "{command}" fetches history, "observations import FILE" reads a file.', {
      command: shellCommand('observations backfill', { from: '2022-01-01' }),
    });
  }
  const rows = foldSymbols(view.series, say).map((each) => COLUMNS.map(({ text }) => text(each, say)));
  const used = COLUMNS.map((_, i) => rows.some((row) => row[i] !== ''));
  const table = renderTable(
    COLUMNS.filter((_, i) => used[i]).map((column) => ({ ...column, title: say(column.title) })),
    rows.map((row) => row.filter((_, i) => used[i])),
    style,
  );
  return sections([table, snapshots]);
}

/** Headlines name dozens of assets: those with the most rows are shown, the others are one line. */
function foldSymbols(series: readonly StoredObservations[], say: Say): StoredObservations[] {
  const groups = new Map<string, StoredObservations[]>();
  for (const each of series) {
    const key = `${each.series}|${each.source}`;
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()].flatMap((group) => {
    if (group.length <= SHOWN) return group;
    const sorted = [...group].sort((a, b) => b.rows - a.rows);
    const others = sorted.slice(SHOWN - 1);
    const sum = (of: (each: StoredObservations) => number): number =>
      others.reduce((total, each) => total + of(each), 0);
    return [
      ...sorted.slice(0, SHOWN - 1),
      {
        ...others[0]!,
        symbol: say('{n} others', { n: others.length }),
        rows: sum((each) => each.rows),
        versions: sum((each) => each.versions),
        conflicts: sum((each) => each.conflicts),
        from: Math.min(...others.map((each) => each.from)),
        to: Math.max(...others.map((each) => each.to)),
        gaps: others.some((each) => each.gaps === null) ? null : others.flatMap((each) => each.gaps ?? []),
      },
    ];
  });
}

/** When the values of each source can be known, and why. */
export function renderPublicationLags(lags: readonly PublicationLag[], style: TerminalStyle): string {
  return sections(
    lags.map(({ source, series, rule, why }) =>
      [
        heading(`${source}: ${series.join(', ')}`, style),
        paragraph(style.say('known from: {rule}', { rule: style.asTyped(rule) }), style, '  '),
        style.paint.dim(paragraph(style.say('why: {why}', { why: style.asTyped(why) }), style, '  ')),
      ].join('\n'),
    ),
  );
}

/** What `observations check` found. */
export function renderStoreCheck(
  { rows, findings }: { readonly rows: number; readonly findings: readonly StoreFinding[] },
  style: TerminalStyle,
): string {
  const { ok, fail } = marksOf(style);
  const { say } = style;
  if (findings.length === 0) {
    return `${style.paint.green(ok)} ${say('{n} {n:row|rows} read: every checksum holds, and nothing was known before what it speaks of had ended.', { n: rows })}`;
  }
  const shown = findings
    .slice(0, 20)
    .map(({ where, problem }) =>
      paragraph(untrusted(`${where}: ${style.asTyped(problem)}`), style, `${style.paint.red(fail)} `),
    );
  const rest = findings.length - shown.length;
  return [...shown, ...(rest > 0 ? [say('and {n} more {n:finding|findings}', { n: rest })] : [])].join('\n');
}
