import type { Language } from '../../../src/report/language/catalogue.js';

let told: Language | null = null;
const listeners = new Set<() => void>();

/** The language of the server's settings; null until it has answered, and where none is set. */
export const serverLanguage = (): Language | null => told;

export function tellServerLanguage(language: Language | null): void {
  told = language;
  for (const listener of listeners) listener();
}

export function onServerLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
