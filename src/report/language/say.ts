import { decimals } from '../shared/numbers.js';
import type { Language } from './catalogue.js';
import { terminalRu } from './terminal/ru.js';

/** What the terminal says, in English: every sentence of the code that has a Russian one. */
export type TerminalText = keyof typeof terminalRu;

/** The names of the values of a text: of `{n} {n:bar|bars} of {symbol}` they are n and symbol. */
type ValueName<T extends string> = T extends `${string}{${infer Inside}}${infer Rest}`
  ? (Inside extends `${infer Name}:${string}` ? Name : Inside) | ValueName<Rest>
  : never;

/** Those of some texts that name no value. */
export type WordOf<Texts extends string> = { [T in Texts]: [ValueName<T>] extends [never] ? T : never }[Texts];

export type TerminalWord = WordOf<TerminalText>;

type ValuesOf<T extends string> = [ValueName<T>] extends [never]
  ? []
  : [Readonly<Record<ValueName<T>, string | number>>];

/**
 * A text in the language of whoever reads it. English is the key: it stands in the code as it is printed, without what follows
 * a `^`, which tells two meanings of one word apart. `{name}` stands for a value, a number without decimals;
 * `{name:bar|bars}` for the form of a word that this number takes.
 */
export type SayOf<Texts extends string> = <T extends Texts>(text: T, ...values: ValuesOf<T>) => string;

export type Say = SayOf<TerminalText>;

const CONTEXT = /\^[a-z ]+$/;
const VALUES = /\{(\w+)(?::([^{}]*))?\}/g;

type Values = Readonly<Record<string, string | number>>;

function filled(text: string, language: Language, values: Values): string {
  return text.replace(VALUES, (whole, name: string, forms: string | undefined) => {
    const value = values[name];
    if (value === undefined) return whole;
    if (forms !== undefined) return formOf(forms.split('|'), language, Number(value));
    return typeof value === 'number' ? decimals(value, 0) : value;
  });
}

/** English: one and other. Russian: one, few and many; what has decimals takes the form of few. */
function formOf(forms: readonly string[], language: Language, n: number): string {
  const form = new Intl.PluralRules(language).select(n);
  const place = form === 'one' ? 0 : form === 'many' || language === 'en' ? forms.length - 1 : 1;
  return forms[Math.min(place, forms.length - 1)]!;
}

const russian: Readonly<Record<string, string>> = terminalRu;

/** @param known the Russian of every text, by its English */
export function sayFrom<Texts extends string>(
  known: Readonly<Record<Texts, string>>,
  language: Language,
): SayOf<Texts> {
  return (text, ...[values]: readonly Values[]) =>
    filled(language === 'ru' ? known[text] : text.replace(CONTEXT, ''), language, values ?? {});
}

export const sayIn = (language: Language): Say => sayFrom(terminalRu, language);

/** A word that another room of the program gives, such as the title of a field: as it is where it has no translation. */
export function wordIn(language: Language): (word: string) => string {
  return (word) => (language === 'ru' && Object.hasOwn(russian, word) ? russian[word]! : word);
}
