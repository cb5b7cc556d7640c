import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument, type Document, type Node } from 'yaml';
import { InputError } from '../../core/errors.js';

/** A longer file was not written by a person. */
const LONGEST = 200_000;

export type Path = readonly (string | number)[];

/** A YAML (or JSON) text that knows where each of its values stands. */
export class YamlSource {
  readonly value: unknown;
  private readonly lines = new LineCounter();
  private readonly document: Document;

  /** @throws InputError `rules.yaml` with line and column */
  constructor(
    text: string,
    /** For messages. */
    readonly file: string,
  ) {
    if (text.length > LONGEST) {
      throw new InputError('rules.yaml', `${file} has more than ${LONGEST} characters: that is not a file of rules.`);
    }
    try {
      this.document = parseDocument(text, { lineCounter: this.lines, prettyErrors: false, uniqueKeys: true });
      const problem = this.document.errors[0] ?? this.document.warnings[0];
      if (problem !== undefined) throw this.errorAt(problem.pos[0], withHint(problem.message), 'rules.yaml');
      this.value = this.document.toJS({ maxAliasCount: 100 });
    } catch (error) {
      if (error instanceof InputError) throw error;
      // Deep nesting ends in a RangeError, an unknown or too frequent alias in a ReferenceError.
      throw new InputError('rules.yaml', `${file} is not valid YAML, or is nested too deeply.`, { cause: error });
    }
  }

  /** An error about the value at a path. @param offset characters into a text that stands there */
  error(path: Path, message: string, offset = 0): InputError {
    return this.errorAt(this.positionOf(path, offset), `${label(path)}${message}`, 'rules.invalid');
  }

  /** An error about a key that should not be there. */
  keyError(path: Path, key: string, message: string): InputError {
    const map = this.nodeAt(path);
    const pair = isMap(map) ? map.items.find((each) => isScalar(each.key) && each.key.value === key) : undefined;
    const start = pair !== undefined && isNode(pair.key) ? startOf(pair.key) : startOf(map);
    return this.errorAt(start, `${label(path)}${message}`, 'rules.invalid');
  }

  private errorAt(position: number, message: string, code: string): InputError {
    const { line, col } = this.lines.linePos(position);
    const where = `${this.file}:${line}:${col}`;
    const text = message.replace(/\s+/g, ' ').trim().replace(/[.:]$/, '');
    return new InputError(code, `${where}: ${text}.`, { where });
  }

  /** The node at a path, or the nearest one around it where a value is missing. */
  private nodeAt(path: Path): Node | null {
    let node = resolved(this.document.contents, this.document);
    for (const step of path) {
      const next = isMap(node) || isSeq(node) ? resolved(node.get(step, true), this.document) : null;
      if (next === null) return node;
      node = next;
    }
    return node;
  }

  private positionOf(path: Path, offset: number): number {
    const node = this.nodeAt(path);
    const start = startOf(node);
    if (offset === 0 || !isScalar(node)) return start;
    const end = node.range?.[1] ?? start;
    const { type } = node;
    const quote = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE' ? 1 : 0;
    // A text over several lines or with escapes is not as long as it is written: then its beginning has to do.
    const written = end - start - 2 * quote;
    return written === String(node.value).length ? start + quote + offset : start;
  }
}

function resolved(node: unknown, document: Document): Node | null {
  if (!isNode(node)) return null;
  return 'resolve' in node ? (node.resolve(document) ?? node) : node;
}

/** `[close > top[1]]` is the one thing about YAML that a file of rules trips over. */
const withHint = (message: string): string =>
  message.startsWith('Missing , or :')
    ? `${message} (an expression with [n] has to be quoted inside [ ] or { })`
    : message;

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0;

/** `rules[0].enter: ` */
function label(path: Path): string {
  const text = path.map((step, index) => (typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${step}`));
  return path.length === 0 ? '' : `${text.join('')}: `;
}
