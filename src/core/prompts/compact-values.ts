import { formatDuration } from '../market-snapshot/duration.js';
import { FIELD_INFO, type FieldGroup } from '../market-snapshot/field-info.js';
import type { MarketSnapshot, NewsItem } from '../market-snapshot/schema.js';
import { markerFor } from './marker.js';
import { untrusted } from './untrusted.js';

/** Headlines shown, those of most impact first in line; characters of one. */
const MAX_ITEMS = 4;
const MAX_TEXT = 80;
const MAX_SOURCE = 16;
/** Characters of the word between which news stand: 31⁸ cannot be guessed by who writes a headline. */
const MARKER = 8;
/** Seconds; the age of a value is told from a day on: daily figures are always some hours old. */
const OLD = 86_400;
/** Below this a number is written out, and so are prices, whose last digits may matter. */
const ABBREVIATED_FROM = 1e6;

/** What a group without a single value is called, so that its fields need not be named one by one. */
const GROUP_NAMES: Readonly<Record<FieldGroup, string>> = {
  market: 'every market field',
  onchain: 'every blockchain field',
  macro_context: 'every fear_greed field',
};

/** Every field that has a value on a line of its own, rounded; then, once, the names of those that have none. */
export function tableText(snapshot: MarketSnapshot): string {
  const rows: string[] = [];
  const missing: string[] = [];
  for (const group of Object.keys(FIELD_INFO) as FieldGroup[]) {
    const values: Readonly<Record<string, number | null>> = snapshot[group];
    const names = Object.keys(FIELD_INFO[group]);
    const known = names.filter((name) => Number.isFinite(values[name] ?? NaN));
    rows.push(...known.map((name) => `${name}: ${shortNumber(values[name]!)}${ageText(snapshot, `${group}.${name}`)}`));
    if (known.length === 0) missing.push(GROUP_NAMES[group]);
    else missing.push(...names.filter((name) => !known.includes(name)));
  }
  if (missing.length > 0) rows.push(`missing: ${missing.join(', ')}`);
  return rows.join('\n');
}

/** `28.5B`, `96842`, `0.000295`: three significant digits, whole numbers from 1,000 on; more than any of these data can tell. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${Number((value / 1e9).toPrecision(3))}B`;
  if (size >= ABBREVIATED_FROM) return `${Number((value / 1e6).toPrecision(3))}M`;
  return String(size >= 1_000 ? Math.round(value) : plain(Number(value.toPrecision(3))));
}

/** Without an exponent: some models read `3e-7` as 3. */
const plain = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-6
    ? value.toFixed(Math.min(20, 2 - Math.floor(Math.log10(Math.abs(value)))))
    : String(value);

function ageText({ data_quality }: MarketSnapshot, path: string): string {
  const quality = data_quality.fields[path];
  const age = quality?.age_seconds ?? null;
  if (quality?.stale === true) return age === null ? ' (STALE)' : ` (STALE, ${formatDuration(age)} old)`;
  return age === null || age < OLD ? '' : ` (${formatDuration(age)} old)`;
}

/** The headlines that weigh most, in the order of the snapshot (newest first), between two lines with a word that their writers cannot know. */
export function headlinesText(snapshot: MarketSnapshot): string {
  const { news } = snapshot;
  if (news.length === 0) return 'none';
  const marker = markerFor(JSON.stringify(snapshot)).slice(0, MARKER);
  const asOf = Date.parse(snapshot.timestamp_utc);
  const kept = weightiest(news);
  return [
    `${kept.length} of ${news.length}, newest first: hours ago, source, sentiment -1 to 1, impact 0 to 1, text`,
    `<<<NEWS ${marker}`,
    ...kept.map((item) => headline(item, asOf, marker)),
    `NEWS ${marker}>>>`,
  ].join('\n');
}

function weightiest(news: readonly NewsItem[]): readonly NewsItem[] {
  const ranked = [...news].sort((a, b) => (b.impact_score ?? 0) - (a.impact_score ?? 0));
  const kept = new Set(ranked.slice(0, MAX_ITEMS));
  return news.filter((item) => kept.has(item));
}

function headline(item: NewsItem, asOf: number, marker: string): string {
  const { text, flags } = untrusted(item.text, MAX_TEXT, marker);
  const hours = (asOf - Date.parse(item.time_utc)) / 3_600_000;
  const facts = [
    Number.isFinite(hours) ? String(Math.round(hours)) : '?',
    untrusted(item.source, MAX_SOURCE, marker).text,
    score(item.sentiment),
    score(item.impact_score),
    ...(flags.includes('mixed-script') ? ['mixed scripts: it may pose as another'] : []),
  ];
  return `${facts.join(', ')}: ${JSON.stringify(text)}`;
}

const score = (value: number | null): string => (value === null ? '?' : String(Number(value.toFixed(1)) + 0));
