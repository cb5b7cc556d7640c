import { sanitizeNewsText, type SanitizedText } from '../text/sanitize-news.js';

/** Sanitised, and without the marker: taking that out may bring together what sanitising takes out, and the reverse. */
export function untrustedInPrompt(text: string, maxChars: number, marker: string): SanitizedText {
  let clean = sanitizeNewsText(text, maxChars);
  while (clean.text.toLowerCase().includes(marker)) {
    clean = sanitizeNewsText(clean.text.replace(new RegExp(marker, 'gi'), ''), maxChars);
  }
  return clean;
}

/** A text of our own data, such as a source's name, on one line. */
export const oneLine = (text: string, maxChars: number): string => sanitizeNewsText(text, maxChars).text;
