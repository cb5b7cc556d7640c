import type { FieldQuality, MarketSnapshot } from '../../core/market-snapshot/schema.js';
import { reasonText } from './remarks.js';
import { untrusted, heading, padEnd, padStart, paragraph, plain, sections, truncate } from './layout.js';
import { marksOf } from './marks.js';
import { labelOf, MACRO_ROWS, MARKET_ROWS, ONCHAIN_ROWS, valueAt, type FieldRow } from './snapshot-fields.js';
import type { TerminalStyle } from './style.js';
import { DAY, HOUR, SECOND } from '../../core/time.js';

const LABEL = 20;
const VALUE = 11;
const AGE = 4;
const COLUMN = 2 + LABEL + 1 + VALUE + 1 + AGE;

/** `45s`, `12m`, `3h`, `2d`: at most four columns below a year. */
export function compactAge(seconds: number, { say }: Pick<TerminalStyle, 'say'>): string {
  if (seconds < 60) return say('{n}s', { n: Math.round(seconds) });
  if (seconds < HOUR / SECOND) return say('{n}m', { n: Math.floor(seconds / 60) });
  if (seconds < (2 * DAY) / SECOND) return say('{n}h', { n: Math.floor(seconds / (HOUR / SECOND)) });
  return say('{n}d', { n: String(Math.floor(seconds / (DAY / SECOND))) });
}

function cell(row: FieldRow, value: number, quality: FieldQuality | undefined, style: TerminalStyle): string {
  const { paint } = style;
  const seconds = quality?.age_seconds ?? null;
  const age = seconds === null ? '' : compactAge(seconds, style);
  const shownAge = quality?.stale === true ? paint.yellow(padStart(`${age}!`, AGE)) : paint.dim(padStart(age, AGE));
  return `  ${padEnd(style.word(row.label), LABEL)} ${padStart(row.show(value), VALUE)} ${shownAge}`;
}

/** Down the columns, as people read a list. */
function inColumns(cells: readonly string[], style: TerminalStyle): string {
  const columns = Math.max(1, Math.floor(style.width / COLUMN));
  const height = Math.ceil(cells.length / columns);
  const lines: string[] = [];
  for (let y = 0; y < height; y++) {
    let text = '';
    for (let x = 0; x < columns; x++) {
      const next = cells[x * height + y];
      if (next !== undefined) text += padEnd(next, COLUMN);
    }
    lines.push(text.trimEnd());
  }
  return lines.join('\n');
}

function present(rows: readonly FieldRow[], snapshot: MarketSnapshot, style: TerminalStyle): string[] {
  return rows.flatMap((row) => {
    const value = valueAt(snapshot, row.path);
    return value === null ? [] : [cell(row, value, snapshot.data_quality.fields[row.path], style)];
  });
}

function staleNote(snapshot: MarketSnapshot, rows: readonly FieldRow[], style: TerminalStyle): string | null {
  const stale = rows.some((row) => snapshot.data_quality.fields[row.path]?.stale === true);
  return stale ? style.paint.yellow(`  ! ${style.say('older than is usual for its kind')}`) : null;
}

const joined = (lines: readonly (string | null)[]): string =>
  lines.filter((line): line is string => line !== null && line !== '').join('\n');

/** The fields a recommendation rests on most, each with the age of its value. */
export function shortMarketSummary(snapshot: MarketSnapshot, style: TerminalStyle): string {
  const rows = [...MARKET_ROWS, ...ONCHAIN_ROWS, ...MACRO_ROWS].filter(({ brief }) => brief);
  const cells = present(rows, snapshot, style);
  const title = `${heading(style.say('Market'), style)} ${style.paint.dim(style.say('(with the age of each value)'))}`;
  return joined([
    title,
    cells.length === 0 ? `  ${style.say('nothing is known')}` : inColumns(cells, style),
    staleNote(snapshot, rows, style),
  ]);
}

/** Every field that is there, in groups. */
export function fullMarketSummary(snapshot: MarketSnapshot, style: TerminalStyle): string {
  const block = (title: string, rows: readonly FieldRow[]): string | null => {
    const cells = present(rows, snapshot, style);
    if (cells.length === 0) return null;
    return joined([heading(title, style), inColumns(cells, style), staleNote(snapshot, rows, style)]);
  };
  return sections([
    block(style.say('Market'), MARKET_ROWS),
    block(style.say('On-chain'), ONCHAIN_ROWS),
    block(style.say('Mood'), MACRO_ROWS),
    newsList(snapshot, style, 20),
  ]);
}

/** Headlines, newest as the snapshot orders them. */
export function newsList(snapshot: MarketSnapshot, style: TerminalStyle, most: number): string | null {
  if (snapshot.news.length === 0) return null;
  const asOf = Date.parse(snapshot.timestamp_utc);
  const marks = marksOf(style);
  const shown = snapshot.news.slice(0, most).map((item) => {
    const age = (asOf - Date.parse(item.time_utc)) / 1000;
    const when = Number.isFinite(age) ? style.say(', {age} ago', { age: compactAge(Math.max(0, age), style) }) : '';
    // Two lines each: a report is not a reader.
    const text = truncate(untrusted(item.text), 2 * style.width - 50, style);
    return paragraph(`${text} (${untrusted(item.source)}${when})`, style, `  ${marks.bullet} `);
  });
  const more = snapshot.news.length - shown.length;
  return joined([
    heading(style.say('News'), style),
    ...shown,
    more > 0 ? style.paint.dim(`    ${style.say('and {n} more', { n: more })}`) : null,
  ]);
}

/** What is null and why, one line a reason, and which sources failed. */
export function missingFields(snapshot: MarketSnapshot, style: TerminalStyle): string | null {
  const byReason = new Map<string, string[]>();
  for (const [path, quality] of Object.entries(snapshot.data_quality.fields)) {
    if (quality.missing_because === null) continue;
    const reason = reasonText(style.asTyped(quality.missing_because));
    byReason.set(reason, [...(byReason.get(reason) ?? []), style.word(labelOf(path))]);
  }
  if (byReason.size === 0) return null;
  const marks = marksOf(style);
  const lines = [...byReason].map(([reason, names]) =>
    paragraph(`${names.join(', ')}: ${reason}`, style, `  ${marks.bullet} `),
  );
  const count = [...byReason.values()].flat().length;
  const title = plain(
    style.say('Missing ({count} of {n} fields)', { count, n: Object.keys(snapshot.data_quality.fields).length }),
    style,
  );
  return joined([heading(title, style), ...lines]);
}
