import { LlmTradingError, messageOf } from '../core/errors.js';
import { paragraph, untrusted } from '../report/terminal/layout.js';
import { marksOf } from '../report/terminal/marks.js';
import type { TerminalStyle } from '../report/terminal/style.js';

/** What caused an error, innermost last; stops at a circle. */
function causesOf(error: unknown): unknown[] {
  const causes: unknown[] = [];
  let current: unknown = error;
  while (current instanceof Error && current.cause !== undefined && !causes.includes(current.cause)) {
    current = current.cause;
    causes.push(current);
  }
  return causes;
}

/**
 * An error for a person: its sentence, and the remedy where the sentence does not say it. With `debug` also what caused it;
 * a bug shows its stack, since nobody can fix it without.
 */
export function errorText(error: unknown, style: TerminalStyle, debug: boolean): string {
  const { paint } = style;
  const marks = marksOf(style);
  const typed = error instanceof LlmTradingError;
  const message = typed ? error.message : `bug in llm-trading: ${messageOf(error)}`;
  // Several wrong places of one input are told a line each.
  const [first = '', ...others] = typed && error.kind === 'input' ? message.split('\n') : [message];
  const lines = [paint.red(paragraph(untrusted(style.asTyped(first)), style, `${marks.fail} `))];
  for (const other of others) lines.push(paint.red(paragraph(untrusted(style.asTyped(other)), style, '  ')));
  if (typed && error.remedy !== undefined && !message.includes(error.remedy)) {
    lines.push(paragraph(untrusted(style.asTyped(error.remedy)), style, `${marks.arrow} `));
  }
  if (!typed && error instanceof Error && error.stack !== undefined) lines.push(paint.dim(error.stack));
  if (debug) {
    for (const cause of causesOf(error)) {
      const name = cause instanceof Error ? cause.name : 'value';
      lines.push(paint.dim(paragraph(untrusted(style.asTyped(`caused by ${name}: ${messageOf(cause)}`)), style, '  ')));
    }
  }
  return lines.join('\n');
}
