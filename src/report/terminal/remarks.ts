import { untrusted, paragraph } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';

/** An address in a reason is shortened to its host: where to look, without the query that nobody reads. */
const URLS = /https?:\/\/[^\s)]+/g;

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).host : url);

/** A reason as a source gave it, in the words a person needs: hosts for addresses, and no name said twice. */
export function reasonText(reason: string, name = ''): string {
  const text = untrusted(reason).replace(URLS, hostOf);
  const parts = text.split('; ').map((part) =>
    part
      .replace(/^([\w-]+): \1 /, '$1 ')
      .replace(/\.+$/, '')
      .trim(),
  );
  const joined = [...new Set(parts)].join('; ');
  const named = name !== '' && joined.toLowerCase().startsWith(`${name.toLowerCase()} `);
  return named ? joined.slice(name.length + 1).replace(/^\(([^)]+)\)/, '$1') : joined;
}

/** A line for each warning; null without any. */
export function warningList(warnings: readonly string[], style: TerminalStyle): string | null {
  if (warnings.length === 0) return null;
  const { warn } = marksOf(style);
  return warnings.map((text) => style.paint.yellow(paragraph(untrusted(text), style, `${warn} `))).join('\n');
}
