import type { PublicationLag } from '../../core/publication-lags.js';
import type { SnapshotOrigin, StoredObservations, StoreFinding } from '../../core/ports/observation-store.js';
import { counted, utcText } from './data.js';
import { heading, paragraph, sections, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { decimals } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';
import { renderTable, type Column } from './table.js';

const right = 'right' as const;
/** Skipped values and warnings that are shown; the rest is counted. */
const SHOWN = 5;

interface Report {
  readonly added: number;
  readonly unchanged: number;
  readonly conflicts: number;
}

const outcome = ({ added, unchanged, conflicts }: Report): string =>
  `${decimals(added, 0)} new, ${decimals(unchanged, 0)} known already` +
  (conflicts === 0 ? '' : `, ${decimals(conflicts, 0)} contradict what was known first and were left out`);

const noted = (texts: readonly string[], style: TerminalStyle): string[] => {
  const rest = texts.length - SHOWN;
  const lines = [...texts.slice(0, SHOWN), ...(rest > 0 ? [`and ${rest} more`] : [])];
  return lines.map((text) => style.paint.yellow(paragraph(untrusted(text), style, `  ${marksOf(style).warn} `)));
};

export interface ImportView extends Report {
  readonly file: string;
  readonly observations: number;
  readonly from: number;
  readonly to: number;
  readonly skipped: Readonly<Record<string, number>>;
  readonly moved: number;
}

/** What `observations import` did. */
export function renderImportedObservations(view: ImportView, style: TerminalStyle): string {
  const { ok } = marksOf(style);
  const what = `${view.file}: ${counted(view.observations, 'observation')} of ${utcText(view.from)} to ${utcText(view.to)}; ${outcome(view)}`;
  const skipped = Object.entries(view.skipped).map(([reason, count]) =>
    count === 1 ? `left out: ${reason}` : `left out: ${decimals(count, 0)} ${reason}`,
  );
  const moved =
    view.moved === 0
      ? []
      : [
          `${counted(view.moved, 'observation')} claimed to be known before what ${view.moved === 1 ? 'it speaks' : 'they speak'} of had ended: stored as known from that end on`,
        ];
  return [paragraph(untrusted(what), style, `${style.paint.green(ok)} `), ...noted([...moved, ...skipped], style)].join(
    '\n',
  );
}

export interface BackfillView extends Report {
  readonly source: string;
  readonly rows: number;
  readonly from: number | null;
  readonly warnings: readonly string[];
  readonly error: string | null;
}

/** What `observations backfill` brought from one source. */
export function renderBackfilled(view: BackfillView, style: TerminalStyle): string {
  const { ok, fail } = marksOf(style);
  const { paint } = style;
  const text =
    view.from === null
      ? `${view.source}: nothing left to ask for`
      : `${view.source} from ${utcText(view.from)}: ${counted(view.rows, 'row')}; ${outcome(view)}`;
  const error =
    view.error === null ? [] : [paint.red(paragraph(untrusted(`stopped: ${view.error}`), style, `  ${fail} `))];
  const mark = view.error === null ? paint.green(ok) : paint.red(fail);
  return [paragraph(untrusted(text), style, `${mark} `), ...noted(view.warnings, style), ...error].join('\n');
}

export interface StoredObservationsView {
  readonly series: readonly StoredObservations[];
  readonly snapshots: Readonly<Record<SnapshotOrigin, number>>;
}

const missingOf = ({ gaps }: StoredObservations): string => {
  if (gaps === null) return '';
  const missing = gaps.reduce((sum, gap) => sum + gap.missing, 0);
  return missing === 0 ? '0' : `${decimals(missing, 0)} in ${counted(gaps.length, 'gap')}`;
};

const optional = (count: number): string => (count === 0 ? '' : decimals(count, 0));

/** Columns that are empty throughout are left out. */
const COLUMNS: readonly (Column & { readonly text: (each: StoredObservations) => string })[] = [
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
export function renderStoredObservations(view: StoredObservationsView, style: TerminalStyle): string {
  const { live, built } = view.snapshots;
  const snapshots =
    live + built === 0
      ? null
      : `Snapshots: ${decimals(live, 0)} archived live, ${decimals(built, 0)} built from history.`;
  if (view.series.length === 0) {
    return 'Nothing is stored yet. "llm-trading observations backfill --from 2022-01-01" fetches history, "observations import FILE" reads a file.';
  }
  const rows = foldSymbols(view.series).map((each) => COLUMNS.map(({ text }) => text(each)));
  const used = COLUMNS.map((_, i) => rows.some((row) => row[i] !== ''));
  const table = renderTable(
    COLUMNS.filter((_, i) => used[i]),
    rows.map((row) => row.filter((_, i) => used[i])),
    style,
  );
  return sections([table, snapshots]);
}

/** Headlines name dozens of assets: those with the most rows are shown, the others are one line. */
function foldSymbols(series: readonly StoredObservations[]): StoredObservations[] {
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
        symbol: `${others.length} others`,
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
        paragraph(`known from: ${rule}`, style, '  '),
        style.paint.dim(paragraph(`why: ${why}`, style, '  ')),
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
  if (findings.length === 0) {
    return `${style.paint.green(ok)} ${counted(rows, 'row')} read: every checksum holds, and nothing was known before what it speaks of had ended.`;
  }
  const shown = findings
    .slice(0, 20)
    .map(({ where, problem }) => paragraph(untrusted(`${where}: ${problem}`), style, `${style.paint.red(fail)} `));
  const rest = findings.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${counted(rest, 'more finding', 'more findings')}`] : [])].join('\n');
}
