import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A fenced block: its language, what follows it on the opening line, its text, and the line it opens on (from 1). */
export interface Block {
  readonly language: string;
  readonly info: readonly string[];
  readonly text: string;
  readonly line: number;
}

export interface Link {
  readonly target: string;
  readonly line: number;
}

export interface Document {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  /** Inline code outside blocks, in order. */
  readonly spans: readonly { readonly text: string; readonly line: number }[];
  readonly links: readonly Link[];
  readonly headings: readonly { readonly level: number; readonly title: string }[];
  /** Cells of each table row, the separator rows left out. */
  readonly rows: readonly (readonly string[])[];
}

/** As GitHub makes it from a heading: small letters, punctuation away, a hyphen for each space. */
export const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}_ -]/gu, '')
    .replace(/ /g, '-');

const cellsOf = (line: string): string[] =>
  line
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((cell) => cell.trim());

export function parseDocument(path: string, text: string): Document {
  const blocks: Block[] = [];
  const spans: { text: string; line: number }[] = [];
  const links: Link[] = [];
  const headings: { level: number; title: string }[] = [];
  const rows: string[][] = [];
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!;
    const fence = /^```(\S*)\s*(.*)$/.exec(line);
    if (fence !== null) {
      const end = lines.findIndex((later, j) => j > i && later === '```');
      if (end < 0) throw new Error(`${path}:${i + 1}: the block is not closed`);
      const info = fence[2]!.split(/\s+/).filter((word) => word !== '');
      blocks.push({ language: fence[1]!, info, text: lines.slice(i + 1, end).join('\n'), line: i + 1 });
      i = end;
      continue;
    }
    const heading = /^(#+) (.+)$/.exec(line);
    if (heading !== null) headings.push({ level: heading[1]!.length, title: heading[2]!.replace(/`/g, '') });
    for (const [, span] of line.matchAll(/`([^`]+)`/g)) spans.push({ text: span!, line: i + 1 });
    for (const [, target] of line.matchAll(/\]\(([^()\s]+)\)/g)) links.push({ target: target!, line: i + 1 });
    if (line.startsWith('|') && !/^\|[\s:|-]+\|$/.test(line)) rows.push(cellsOf(line));
  }
  return { path, text, blocks, spans, links, headings, rows };
}

export const read = (path: string): Document => parseDocument(path, readFileSync(join(ROOT, path), 'utf8'));

const inFolder = (folder: string): string[] =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => (folder === '' ? name : `${folder}/${name}`));

/** Every Markdown file for readers, the dated decisions included. */
export const DOCUMENTS: readonly Document[] = [...inFolder(''), ...inFolder('docs'), ...inFolder('docs/decisions')].map(
  read,
);

/** Documents that there are in English and in Russian. */
export const PAIRS: readonly (readonly [english: Document, russian: Document])[] = DOCUMENTS.filter(({ path }) =>
  path.endsWith('.ru.md'),
).map((russian) => [read(russian.path.replace(/\.ru\.md$/, '.md')), russian]);
