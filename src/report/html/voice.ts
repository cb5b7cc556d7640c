import type { Language } from '../language/catalogue.js';
import { findingIn } from '../language/terminal/findings.js';

/** How a report speaks. */
export interface Voice {
  readonly language: Language;
  /** A sentence of the document that is shown, such as a warning or a verdict; as it is where it is not known. */
  readonly said: (text: string) => string;
  /** The same of a verdict, or of what was found of memory. */
  readonly found: (text: string) => string;
}

export const ENGLISH: Voice = { language: 'en', said: (text) => text, found: (text) => text };

/** Loads what sentences of documents are in a language; English needs nothing. */
export async function voiceOf(language: Language): Promise<Voice> {
  if (language === 'en') return ENGLISH;
  const { russian } = await import('../language/errors/russian.js');
  const finding = findingIn(language);
  return { language, said: (text) => russian.say(text), found: (text) => russian.say(finding(text)) };
}
