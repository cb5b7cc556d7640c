import type { Language } from '../language/catalogue.js';
import { reportRu } from '../language/reports/ru.js';
import { sayFrom, type SayOf, type WordOf } from '../language/say.js';
import { duration } from '../shared/format.js';
import { metricText, type MetricInfo } from '../shared/metric-list.js';
import { ENGLISH, type Voice } from './voice.js';

/** What reports say, in English: every text that has a Russian one. */
export type ReportText = keyof typeof reportRu;

/** Those that name no value. */
export type ReportWord = WordOf<ReportText>;

interface Spoken extends Voice {
  readonly say: SayOf<ReportText>;
}

const spokenBy = (voice: Voice): Spoken => ({ ...voice, say: sayFrom(reportRu, voice.language) });

let spoken = spokenBy(ENGLISH);

/**
 * Draws a page in a language: what is said on the way is said in it. A page is drawn in one go, without waiting for anything, so
 * that no two are drawn at once, and every label need not hand the language on to the next.
 */
export function speaking(voice: Voice, draw: () => string): string {
  const before = spoken;
  spoken = spokenBy(voice);
  try {
    return draw();
  } finally {
    spoken = before;
  }
}

/** A text of reports in the language of the page that is drawn. */
export const say: SayOf<ReportText> = (text, ...values) => spoken.say(text, ...values);

/** A sentence of the document that is shown. */
export const said = (text: string): string => spoken.said(text);

/** A verdict, or what was found of memory. */
export const found = (text: string): string => spoken.found(text);

export const spokenLanguage = (): Language => spoken.language;

const russian: Readonly<Record<string, string>> = reportRu;

/** A word that another room of the program gives, such as the label of a measure; as it is where it has no translation. */
export const word = (text: string): string =>
  spoken.language === 'ru' && Object.hasOwn(russian, text) ? russian[text]! : text;

const UNITS = { d: 'd^unit', h: 'h^unit', min: 'min^unit', s: 's^unit' } as const;

const withUnits = (text: string): string =>
  text.replace(/(?<=\d )(d|h|min|s)\b/g, (unit) => say(UNITS[unit as keyof typeof UNITS]));

/** A length of time, ms, in two units at most. */
export const spokenDuration = (ms: number): string => withUnits(duration(ms));

/** A measure as its kind is written. */
export function spokenMetric(kind: MetricInfo['kind'], value: number, intervalMs: number): string {
  const text = metricText(kind, value, intervalMs);
  return kind === 'steps' || kind === 'time' ? withUnits(text) : text;
}

/** Names of the months, January first, short enough for an axis. */
export const shortMonths = (): string[] => say('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec').split(' ');
