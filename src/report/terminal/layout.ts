import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import type { TerminalStyle } from './style.js';

export { untrusted } from './marks.js';

/** Our own text for a terminal that shows only ASCII. */
export function plain(text: string, style: TerminalStyle): string {
  if (style.unicode) return text;
  return text
    .replace(/[–—−]/g, '-')
    .replace(/[“”„«»]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/…/g, '...')
    .replace(/·/g, '-')
    .replace(/\u00a0/g, ' ')
    .replace(/[^\x00-\x7f]/g, '?');
}

/** Wraps text to the width, each line after `first` indented to its width. */
export function paragraph(text: string, style: TerminalStyle, first = ''): string {
  const indent = stringWidth(first);
  const lines = wrapAnsi(plain(text, style), Math.max(20, style.width - indent), { hard: true }).split('\n');
  return lines.map((line, i) => `${i === 0 ? first : ' '.repeat(indent)}${line}`.trimEnd()).join('\n');
}

export const heading = (text: string, style: TerminalStyle): string => style.paint.bold(plain(text, style));

const pad = (text: string, width: number): string => ' '.repeat(Math.max(0, width - stringWidth(text)));
export const padEnd = (text: string, width: number): string => text + pad(text, width);
export const padStart = (text: string, width: number): string => pad(text, width) + text;

/** Cuts to the width, with an ellipsis where something was lost. */
export function truncate(text: string, width: number, style: TerminalStyle): string {
  if (stringWidth(text) <= width) return text;
  const end = style.unicode ? '…' : '...';
  let kept = '';
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(text)) {
    if (stringWidth(kept + segment) > width - end.length) break;
    kept += segment;
  }
  return kept.trimEnd() + end;
}

/** Sections of a report, one empty line between them; empty ones vanish. */
export const sections = (parts: readonly (string | null)[]): string =>
  parts.filter((part): part is string => part !== null && part !== '').join('\n\n');
