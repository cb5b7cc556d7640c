import { escapeForTerminal } from '../../core/text/escape.js';

/** Longest value of a field on a short line, characters; the JSON lines have it whole. */
const LONGEST_VALUE = 300;

/** One JSON log line as a short line for people: `12:03:04 WARN  source.failed source=binance-spot code=http.dns`. */
export function prettyLine(jsonLine: string): string {
  let parsed: Record<string, unknown>;
  try {
    parsed = JSON.parse(jsonLine) as Record<string, unknown>;
  } catch {
    // A key that was removed next to an escape takes half of it along: then the line is shown as it is.
    return `${escapeForTerminal(jsonLine.trimEnd())}\n`;
  }
  const { time, level, event, ...fields } = parsed;
  const head = `${String(time).slice(11, 19)} ${String(level).toUpperCase().padEnd(5)} ${String(event)}`;
  const rest = Object.entries(fields).map(([name, value]) => `${name}=${short(value)}`);
  return `${escapeForTerminal([head, ...rest].join(' '))}\n`;
}

function short(value: unknown): string {
  const error = typeof value === 'object' && value !== null && 'stack' in value && 'message' in value;
  const text = error ? String(value.message) : typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replace(/\s+/g, ' ').trim();
  const cut = line.length > LONGEST_VALUE ? `${line.slice(0, LONGEST_VALUE)}…` : line;
  return typeof value === 'string' && /\s/.test(cut) ? `"${cut}"` : cut;
}
