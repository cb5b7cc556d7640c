import { paragraph } from './layout.js';
import { marksOf } from './marks.js';
import type { TerminalStyle } from './style.js';
import { untrusted } from './untrusted.js';

/** A line for each warning; null without any. */
export function warningList(warnings: readonly string[], style: TerminalStyle): string | null {
  if (warnings.length === 0) return null;
  const { warn } = marksOf(style);
  return warnings
    .map((text) => style.paint.yellow(paragraph(untrusted(style.asTyped(text)), style, `${warn} `)))
    .join('\n');
}
