import type { en } from './en.js';

export const LANGUAGES = ['en', 'ru'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A text; or its forms by number, as `Intl.PluralRules` names them. `{name}` stands for a value. */
export type Text =
  string | { readonly one: string; readonly few?: string; readonly many?: string; readonly other: string };
export type TextKey = keyof typeof en;
/** Every text of a language: one for each that English has, and no other. */
export type Catalogue = Readonly<Record<TextKey, Text>>;

export type TextValues = Readonly<Record<string, string | number>>;

/**
 * A text with its values. Where it has forms, the value `n` chooses among them.
 * @param language decides which form a number takes
 */
export function catalogueText(text: Text, language: Language, values: TextValues = {}): string {
  const chosen = typeof text === 'string' ? text : formOf(text, language, Number(values.n));
  return chosen.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? `{${name}}`));
}

function formOf(text: Exclude<Text, string>, language: Language, n: number): string {
  const form = new Intl.PluralRules(language).select(n);
  return (form === 'zero' || form === 'two' ? undefined : text[form]) ?? text.other;
}
