import type { DemoFile, FetchedSeries, ImportResult, ResampleDocument } from '../../contract/data.js';
import { paragraph, untrusted } from './layout.js';
import { marksOf } from './marks.js';
import { decimals } from '../shared/numbers.js';
import type { TerminalStyle } from './style.js';
import { isoTime, minuteText } from '../../core/time.js';
import { field } from '../../core/request-field.js';

/** `2024-03-01 13:00`, UTC; without the time where it is midnight. */
export function utcText(ms: number): string {
  const text = minuteText(ms);
  return text.endsWith(' 00:00') ? text.slice(0, 10) : text;
}

/** Missing files that are named; the rest is counted. */
const NAMED = 3;

/** What `data fetch` brought for one series, and what the archive does not have. */
export function renderFetched(view: FetchedSeries, style: TerminalStyle): string {
  const { paint } = style;
  const marks = marksOf(style);
  const { say } = style;
  const isFunding = view.interval === 'funding';
  const { files, requests } = view;
  const how =
    files === null
      ? say('{n} {n:request|requests}', { n: requests ?? 0 })
      : [
          say('{n} {n:file|files} verified', { n: files.downloaded }),
          ...(files.resumed > 0 ? [say('{n} kept from before', { n: files.resumed })] : []),
          ...(files.skipped > 0 ? [say('{n} stored already', { n: files.skipped })] : []),
        ].join(', ');
  const values = { series: `${view.symbol} ${view.interval} (${view.source})`, n: view.changed, rows: view.rows, how };
  const what = isFunding
    ? say('{series}: {n} {n:settlement|settlements} new or changed, {rows} stored; {how}', values)
    : say('{series}: {n} {n:bar|bars} new or changed, {rows} stored; {how}', values);
  const warned = warningsOf(view, style);
  const mark =
    view.rows === 0 ? paint.red(marks.fail) : warned.length > 0 ? paint.yellow(marks.warn) : paint.green(marks.ok);
  const lines = [paragraph(untrusted(what), style, `${mark} `)];
  for (const text of warned)
    lines.push(paint.yellow(paragraph(untrusted(style.asTyped(text)), style, `${marks.warn} `)));
  return lines.join('\n');
}

const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

function listed(names: readonly string[], { say }: TerminalStyle): string {
  const more = names.length > NAMED ? ` ${say('and {n} more', { n: names.length - NAMED })}` : '';
  return `${names.slice(0, NAMED).join(', ')}${more}`;
}

/** What of the range is not there, and what was left out or taken against the rule. */
function warningsOf(
  { files, dropped, not_received, symbol, interval, known, rows }: FetchedSeries,
  style: TerminalStyle,
): string[] {
  const { say } = style;
  const warnings: string[] = [];
  if (!known && rows === 0) {
    return [
      say(
        'the archive has nothing of {symbol} in this range: is {symbol} spelt right? It may also be younger, or be traded on the other {option}',
        { symbol, option: field('market') },
      ),
    ];
  }
  const missing = files?.missing ?? [];
  if (missing.length > 0) {
    warnings.push(
      say('the archive has no {files}: not published yet, or from before the listing', {
        files: listed(missing.map(baseName), style),
      }),
    );
  }
  for (const { problem } of files?.unreadable ?? []) {
    warnings.push(say('left out whole: {problem}', { problem: style.asTyped(problem) }));
  }
  const distrusted = files?.distrusted ?? [];
  if (distrusted.length > 0) {
    warnings.push(
      say('{files} does not fit its checksum: its days were taken instead', {
        files: listed(distrusted.map(baseName), style),
      }),
    );
  }
  const unverified = files?.unverified ?? [];
  if (unverified.length > 0) {
    warnings.push(say('{files} was taken without its checksum', { files: listed(unverified.map(baseName), style) }));
  }
  if (dropped.count > 0) {
    const named = dropped.rows.slice(0, NAMED).map(({ from, time, problem }) => {
      const when = time === null ? '' : ` ${isoTime(time).replace('.000Z', 'Z')}`;
      return `${from}${when}: ${style.asTyped(problem)}`;
    });
    const more = dropped.count > named.length ? `; ${say('and {n} more', { n: dropped.count - named.length })}` : '';
    warnings.push(say('{n} {n:row|rows} left out: {list}', { n: dropped.count, list: `${named.join('; ')}${more}` }));
  }
  const lost = not_received.reduce((sum, gap) => sum + gap.missing, 0);
  if (lost > 0) {
    const parts = not_received.map(({ from, to, missing: count }) =>
      from === to
        ? utcText(from)
        : `${say('{from} to {to}', { from: utcText(from), to: utcText(to) })} (${decimals(count, 0)})`,
    );
    const values = { n: lost, list: listed(parts, style) };
    warnings.push(
      interval === 'funding'
        ? say('not received of what was asked for: {n} {n:settlement|settlements}, {list}', values)
        : say('not received of what was asked for: {n} {n:bar|bars}, {list}', values),
    );
  }
  return warnings;
}

/** What `data import` stored of one series, and which rows it left out of which file. */
export function renderImported(view: ImportResult, style: TerminalStyle): string {
  const { paint, say } = style;
  const marks = marksOf(style);
  const changes = [
    say('{n} {n:bar|bars} added', { n: view.added }),
    ...(view.replaced > 0 ? [say('{n} replaced', { n: view.replaced })] : []),
    ...(view.unchanged > 0 ? [say('{n} there already', { n: view.unchanged })] : []),
  ];
  const what = say('{series}: {changes}, {rows} stored; from {n} {n:file|files}', {
    series: `${view.symbol} ${view.interval} (${view.source})`,
    changes: changes.join(', '),
    rows: view.rows,
    n: view.files.length,
  });
  const lines = [paragraph(untrusted(what), style, `${paint.green(marks.ok)} `)];
  for (const { file, dropped, notes } of view.files) {
    for (const note of notes)
      lines.push(paint.yellow(paragraph(untrusted(style.asTyped(`${file}: ${note}`)), style, `${marks.warn} `)));
    const reasons = Object.entries(dropped).map(([reason, count]) => `${count} ${style.asTyped(reason)}`);
    if (reasons.length === 0) continue;
    const text = say('{file}: rows left out: {reasons}', { file, reasons: reasons.join(', ') });
    lines.push(paint.yellow(paragraph(untrusted(style.asTyped(text)), style, `${marks.warn} `)));
  }
  return lines.join('\n');
}

/** What `data resample` made, and what it left out. */
export function renderResampled(view: ResampleDocument, style: TerminalStyle): string {
  const { paint, say } = style;
  const marks = marksOf(style);
  const where = 'file' in view ? say('in {file}', { file: view.file }) : say('stored');
  const what = say('{symbol}: {n} {n:bar|bars} of {interval} from {finer}, {where}', {
    symbol: view.symbol,
    n: view.rows,
    interval: view.interval,
    finer: view.from_interval,
    where,
  });
  const lines = [paragraph(untrusted(what), style, `${paint.green(marks.ok)} `)];
  const warn = (text: string): unknown => lines.push(paint.yellow(paragraph(text, style, `${marks.warn} `)));
  if (view.dropped_partial > 0) {
    warn(say('{n} {n:bar|bars} left out: the data start or end inside of them', { n: view.dropped_partial }));
  }
  if (view.with_holes > 0)
    warn(say('{n} {n:bar|bars} made although finer bars are missing inside of them', { n: view.with_holes }));
  return lines.join('\n');
}

/** The files of the demo market. */
export function renderDemoFiles(files: readonly DemoFile[], style: TerminalStyle): string {
  const { paint, say } = style;
  const marks = marksOf(style);
  const lines = files.map(({ file, kind, rows, from, to, replaced }) => {
    const what =
      kind === 'bars' ? say('{n} {n:bar|bars}', { n: rows }) : say('{n} {n:settlement|settlements}', { n: rows });
    const range = say('{from} to {to} UTC', { from: utcText(from), to: utcText(to) });
    const odd = replaced ? say('; it replaces a file of this name that held something else') : '';
    const text = `${file}: ${what}, ${range}${odd}`;
    return paragraph(untrusted(text), style, `${replaced ? paint.yellow(marks.warn) : paint.green(marks.ok)} `);
  });
  return [...lines, paint.dim(say('A generated market that never was, the same on every machine.'))].join('\n');
}
