import type { Block } from './documents.js';

/** A command of a block and what the document says it prints. */
export interface Quoted {
  readonly command: string;
  readonly output: readonly string[];
}

/** A line of this alone stands for any number of lines that are left out; inside a line, for what differs by machine. */
export const LEFT_OUT = '…';

/** The commands of a `console` block, each after "$ ", with the lines below it. */
export function quotedIn({ text }: Block): Quoted[] {
  const found: { command: string; output: string[] }[] = [];
  for (const line of text.split('\n')) {
    if (line.startsWith('$ ')) found.push({ command: line.slice(2), output: [] });
    else if (found.length === 0) throw new Error(`a console block begins with "${line}", not with "$ "`);
    else found.at(-1)!.output.push(line);
  }
  return found.map(({ command, output }) => ({ command, output: trimmed(output) }));
}

/** Without the empty lines that separate it from the next command. */
export const trimmed = (lines: readonly string[]): string[] => {
  const last = lines.findLastIndex((line) => line !== '');
  return lines.slice(0, last + 1);
};

/** How long something took is never the same twice. */
const timeless = (line: string): string => line.replace(/ +[\d.,]+ m?s\b/g, ' <time>').trimEnd();

/** Whether a quoted line says what a printed one does. Printed lines have the sign too, where a long text was cut. */
function agrees(quoted: string, printed: string | undefined): boolean {
  if (printed === undefined) return false;
  if (quoted === printed) return true;
  const parts = quoted.split(LEFT_OUT).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`).test(printed);
}

/** The first line that the document has and the command has not; null where all agree. */
export function firstDifference(quoted: readonly string[], printed: readonly string[]): string | null {
  const actual = printed.map(timeless);
  let at = 0;
  let skipping = false;
  for (const [i, raw] of quoted.entries()) {
    if (raw === LEFT_OUT) {
      skipping = true;
      continue;
    }
    const line = timeless(raw);
    const found = skipping
      ? actual.findIndex((one, j) => j >= at && agrees(line, one))
      : agrees(line, actual[at])
        ? at
        : -1;
    if (found < 0) {
      return `line ${i + 1} is quoted as\n  ${raw}\nbut ${skipping ? 'is not printed' : `the command prints\n  ${printed[at] ?? '(nothing)'}`}`;
    }
    at = found + 1;
    skipping = false;
  }
  return skipping || at >= actual.length ? null : `the document leaves out without "${LEFT_OUT}":\n  ${printed[at]!}`;
}
