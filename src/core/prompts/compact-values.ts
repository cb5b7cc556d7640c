import { formatDuration } from '../market-snapshot/duration.js';
import type { FieldGroup } from '../market-snapshot/fields/index.js';
import type { MarketSnapshot, NewsItem } from '../market-snapshot/schema.js';
import { COMPACT_LINES, type CompactField } from './compact-fields.js';
import { markerFor, untrustedInPrompt } from './marker.js';
import { HOUR } from '../time.js';

/** Headlines shown, those of most impact first in line; characters of one. */
const MAX_ITEMS = 3;
const MAX_TEXT = 80;
const MAX_SOURCE = 16;
/** Characters of the word between which news stand: 31⁸ cannot be guessed by who writes a headline. */
const MARKER = 8;
/** Seconds; the age of a value is told from a day on: daily figures are always some hours old. */
const OLD = 86_400;
/** Below this a number is written out, and so are prices, whose last digits may matter. */
const ABBREVIATED_FROM = 1e6;

/** Every field that has a value, rounded; one that has none is left out, and so is a line without values. */
export function tableText(snapshot: MarketSnapshot): string {
  return Object.entries(COMPACT_LINES)
    .map(([name, fields]) => [name, fields.map((field) => fieldText(snapshot, field)).filter((text) => text !== '')])
    .filter(([, values]) => values!.length > 0)
    .map(([name, values]) => `${name as string}: ${(values as string[]).join(', ')}`)
    .join('\n');
}

function fieldText(snapshot: MarketSnapshot, { path, tag, times }: CompactField): string {
  const [group, name] = path.split('.') as [FieldGroup, string];
  const value = (snapshot[group] as Readonly<Record<string, number | null>>)[name] ?? NaN;
  if (!Number.isFinite(value)) return '';
  return `${tag === '' ? '' : `${tag} `}${shortNumber(value * times)}${ageText(snapshot, path)}`;
}

/** `28.5B`, `96842`, `0.65`: three significant digits, two below 1, whole numbers from 1,000 on; more than any of these data can tell. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size >= 1e9) return `${Number((value / 1e9).toPrecision(3))}B`;
  if (size >= ABBREVIATED_FROM) return `${Number((value / 1e6).toPrecision(3))}M`;
  return String(size >= 1_000 ? Math.round(value) : plain(Number(value.toPrecision(size >= 1 ? 3 : 2))));
}

/** Without an exponent: some models read `3e-7` as 3. */
const plain = (value: number): string =>
  value !== 0 && Math.abs(value) < 1e-6
    ? value.toFixed(Math.min(20, 1 - Math.floor(Math.log10(Math.abs(value)))))
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
    `${kept.length} of ${news.length}, newest first`,
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
  const { text, flags } = untrustedInPrompt(item.text, MAX_TEXT, marker);
  const hours = (asOf - Date.parse(item.time_utc)) / HOUR;
  const facts = [
    Number.isFinite(hours) ? String(Math.round(hours)) : '?',
    untrustedInPrompt(item.source, MAX_SOURCE, marker).text,
    score(item.sentiment),
    score(item.impact_score),
    ...(flags.includes('mixed-script') ? ['mixed scripts: it may pose as another'] : []),
  ];
  return `${facts.join(', ')}: ${JSON.stringify(text)}`;
}

const score = (value: number | null): string => (value === null ? '?' : String(Number(value.toFixed(1)) + 0));
