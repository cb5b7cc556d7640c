import { paragraph, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { decimals } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';
import { isoTime, minuteText } from '../../core/time.js';

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${decimals(count, 0)} ${count === 1 ? one : many}`;

/** `2024-03-01 13:00`, UTC; without the time where it is midnight. */
export function utcText(ms: number): string {
  const text = minuteText(ms);
  return text.endsWith(' 00:00') ? text.slice(0, 10) : text;
}

export interface FetchedView {
  readonly source: string;
  readonly symbol: string;
  readonly interval: string;
  readonly changed: number;
  readonly rows: number;
  readonly files: {
    readonly downloaded: number;
    readonly resumed: number;
    readonly skipped: number;
    readonly missing: readonly string[];
    readonly unreadable: readonly { readonly path: string; readonly problem: string }[];
    readonly distrusted: readonly string[];
    readonly unverified: readonly string[];
  } | null;
  readonly requests: number | null;
  readonly dropped: { readonly count: number; readonly rows: readonly DroppedRowView[] };
  readonly not_received: readonly { readonly from: number; readonly to: number; readonly missing: number }[];
  readonly known: boolean;
}

interface DroppedRowView {
  readonly from: string;
  readonly time: number | null;
  readonly problem: string;
}

/** Missing files that are named; the rest is counted. */
const NAMED = 3;

/** What `data fetch` brought for one series, and what the archive does not have. */
export function renderFetched(view: FetchedView, style: TerminalStyle): string {
  const { paint } = style;
  const marks = marksOf(style);
  const unit = view.interval === 'funding' ? 'settlement' : 'bar';
  const { files, requests } = view;
  const how =
    files === null
      ? counted(requests ?? 0, 'request')
      : [
          `${counted(files.downloaded, 'file')} verified`,
          ...(files.resumed > 0 ? [`${files.resumed} kept from before`] : []),
          ...(files.skipped > 0 ? [`${files.skipped} stored already`] : []),
        ].join(', ');
  const what = `${view.symbol} ${view.interval} (${view.source}): ${counted(view.changed, unit)} new or changed, ${decimals(view.rows, 0)} stored; ${how}`;
  const warned = warningsOf(view, unit);
  const mark =
    view.rows === 0 ? paint.red(marks.fail) : warned.length > 0 ? paint.yellow(marks.warn) : paint.green(marks.ok);
  const lines = [paragraph(untrusted(what), style, `${mark} `)];
  for (const text of warned) lines.push(paint.yellow(paragraph(untrusted(text), style, `${marks.warn} `)));
  return lines.join('\n');
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function listed(names: readonly string[]): string {
  const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
  return `${names.slice(0, NAMED).join(', ')}${more}`;
}

/** What of the range is not there, and what was left out or taken against the rule. */
function warningsOf({ files, dropped, not_received, symbol, known, rows }: FetchedView, unit: string): string[] {
  const warnings: string[] = [];
  if (!known && rows === 0) {
    return [
      `the archive has nothing of ${symbol} in this range: is ${symbol} spelt right? It may also be younger, or be traded on the other --market`,
    ];
  }
  const missing = files?.missing ?? [];
  if (missing.length > 0) {
    warnings.push(`the archive has no ${listed(missing.map(baseName))}: not published yet, or from before the listing`);
  }
  for (const { problem } of files?.unreadable ?? []) warnings.push(`left out whole: ${problem}`);
  const distrusted = files?.distrusted ?? [];
  if (distrusted.length > 0) {
    warnings.push(`${listed(distrusted.map(baseName))} does not fit its checksum: its days were taken instead`);
  }
  const unverified = files?.unverified ?? [];
  if (unverified.length > 0) warnings.push(`${listed(unverified.map(baseName))} was taken without its checksum`);
  if (dropped.count > 0) {
    const named = dropped.rows.slice(0, NAMED).map(({ from, time, problem }) => {
      const when = time === null ? '' : ` ${isoTime(time).replace('.000Z', 'Z')}`;
      return `${from}${when}: ${problem}`;
    });
    const more = dropped.count > named.length ? `; and ${decimals(dropped.count - named.length, 0)} more` : '';
    warnings.push(`${counted(dropped.count, 'row')} left out: ${named.join('; ')}${more}`);
  }
  const lost = not_received.reduce((sum, gap) => sum + gap.missing, 0);
  if (lost > 0) {
    const parts = not_received.map(({ from, to, missing: count }) =>
      from === to ? utcText(from) : `${utcText(from)} to ${utcText(to)} (${decimals(count, 0)})`,
    );
    warnings.push(`not received of what was asked for: ${counted(lost, unit)}, ${listed(parts)}`);
  }
  return warnings;
}

export interface ImportedView {
  readonly source: string;
  readonly symbol: string;
  readonly interval: string;
  readonly files: readonly {
    readonly file: string;
    readonly dropped: Readonly<Partial<Record<string, number>>>;
    readonly notes?: readonly string[];
  }[];
  readonly added: number;
  readonly replaced: number;
  readonly unchanged: number;
  readonly rows: number;
}

/** What `data import` stored of one series, and which rows it left out of which file. */
export function renderImported(view: ImportedView, style: TerminalStyle): string {
  const { paint } = style;
  const marks = marksOf(style);
  const changes = [
    `${counted(view.added, 'bar')} added`,
    ...(view.replaced > 0 ? [`${decimals(view.replaced, 0)} replaced`] : []),
    ...(view.unchanged > 0 ? [`${decimals(view.unchanged, 0)} there already`] : []),
  ];
  const what = `${view.symbol} ${view.interval} (${view.source}): ${changes.join(', ')}, ${decimals(view.rows, 0)} stored; from ${counted(view.files.length, 'file')}`;
  const lines = [paragraph(untrusted(what), style, `${paint.green(marks.ok)} `)];
  for (const { file, dropped, notes = [] } of view.files) {
    for (const note of notes)
      lines.push(paint.yellow(paragraph(untrusted(`${file}: ${note}`), style, `${marks.warn} `)));
    const reasons = Object.entries(dropped).map(([reason, count]) => `${count ?? 0} ${reason}`);
    if (reasons.length === 0) continue;
    const text = `${file}: rows left out: ${reasons.join(', ')}`;
    lines.push(paint.yellow(paragraph(untrusted(text), style, `${marks.warn} `)));
  }
  return lines.join('\n');
}

export interface ResampledView {
  readonly symbol: string;
  readonly from_interval: string;
  readonly interval: string;
  readonly rows: number;
  readonly dropped_partial: number;
  readonly with_holes: number;
  /** Null where they went into the store. */
  readonly file: string | null;
}

/** What `data resample` made, and what it left out. */
export function renderResampled(view: ResampledView, style: TerminalStyle): string {
  const { paint } = style;
  const marks = marksOf(style);
  const where = view.file === null ? 'stored' : `in ${view.file}`;
  const what = `${view.symbol}: ${counted(view.rows, 'bar')} of ${view.interval} from ${view.from_interval}, ${where}`;
  const lines = [paragraph(untrusted(what), style, `${paint.green(marks.ok)} `)];
  const warn = (text: string): unknown => lines.push(paint.yellow(paragraph(text, style, `${marks.warn} `)));
  if (view.dropped_partial > 0) {
    warn(`${counted(view.dropped_partial, 'bar')} left out: the data start or end inside of them`);
  }
  if (view.with_holes > 0)
    warn(`${counted(view.with_holes, 'bar')} made although finer bars are missing inside of them`);
  return lines.join('\n');
}

export interface DemoFileView {
  readonly file: string;
  readonly kind: 'bars' | 'funding';
  readonly rows: number;
  readonly from: number;
  readonly to: number;
  /** A file of this name was there and held something else. */
  readonly replaced: boolean;
}

/** The files of the demo market. */
export function renderDemoFiles(files: readonly DemoFileView[], style: TerminalStyle): string {
  const { paint } = style;
  const marks = marksOf(style);
  const lines = files.map(({ file, kind, rows, from, to, replaced }) => {
    const what = kind === 'bars' ? counted(rows, 'bar') : counted(rows, 'settlement');
    const text = `${file}: ${what}, ${utcText(from)} to ${utcText(to)} UTC${replaced ? '; it replaces a file of this name that held something else' : ''}`;
    return paragraph(untrusted(text), style, `${replaced ? paint.yellow(marks.warn) : paint.green(marks.ok)} `);
  });
  return [...lines, paint.dim('A generated market that never was, the same on every machine.')].join('\n');
}
