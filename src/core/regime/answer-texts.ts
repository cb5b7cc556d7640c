import { isList, type Json5Value } from './json5/value.js';

/** Characters; as the document's schema has it. */
const MAX_REASONING = 2_000;
const MAX_FACTORS = 20;
const MAX_FACTOR = 500;

/** @param name as the answer calls the field */
export function factorsOf(value: Json5Value | undefined, name: string, corrections: string[]): string[] {
  if (value === undefined || value === null) return [];
  if (!isList(value)) {
    corrections.push(`${name} was no list of texts: it was dropped.`);
    return [];
  }
  const texts = value.filter((item) => typeof item === 'string');
  const kept = texts.slice(0, MAX_FACTORS).map((text) => capped(text, MAX_FACTOR));
  if (kept.length < value.length || kept.some((text, i) => text.length < texts[i]!.length)) {
    corrections.push(`${name} was cut to ${MAX_FACTORS} texts of at most ${MAX_FACTOR} characters.`);
  }
  return kept;
}

/** @param name as the answer calls the field */
export function reasoningOf(value: Json5Value | undefined, name: string, corrections: string[]): string {
  if (typeof value !== 'string') {
    if (value !== undefined && value !== null) corrections.push(`${name} was no text: it was dropped.`);
    return '';
  }
  if (value.length > MAX_REASONING) corrections.push(`${name} was cut to ${MAX_REASONING} characters.`);
  return capped(value, MAX_REASONING);
}

/** At most so many characters, and no half of a surrogate pair, which no file or database could store. */
const capped = (text: string, length: number): string => text.slice(0, length).replace(/\p{Surrogate}/gu, '\ufffd');
