import ts from 'typescript';

/** A text with `{1}`, `{2}` … where values stand. */
export interface Template {
  readonly text: string;
  /** What stands in the holes, in their order. */
  readonly holes: readonly ts.Expression[];
}

/** Beyond so many variants an expression counts as a value of its own. */
const MOST_VARIANTS = 12;
const MOST_WORDS = 3;

const numbered = (text: string, from: number): string =>
  text.replace(/\{(\d+)\}/g, (_, n: string) => `{${Number(n) + from}}`);

const joined = (a: Template, b: Template): Template => ({
  text: a.text + numbered(b.text, a.holes.length),
  holes: [...a.holes, ...b.holes],
});

const literal = (text: string): Template => ({ text, holes: [] });

function product(parts: readonly (readonly Template[])[]): Template[] {
  let all: Template[] = [literal('')];
  for (const part of parts) all = all.flatMap((before) => part.map((next) => joined(before, next)));
  return all;
}

/** The branches of `a ? b : c`, `a ?? b` and the like; null of anything else. */
function branchesOf(node: ts.Expression): ts.Expression[] | null {
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse];
  if (!ts.isBinaryExpression(node)) return null;
  const { kind } = node.operatorToken;
  const isChoice = kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
  return isChoice ? [node.left, node.right] : null;
}

const inner = (node: ts.Expression): ts.Expression =>
  ts.isParenthesizedExpression(node) ||
  ts.isAsExpression(node) ||
  ts.isNonNullExpression(node) ||
  ts.isSatisfiesExpression(node)
    ? inner(node.expression)
    : node;

/** The texts that an expression may be, each with its holes. */
export function templatesOf(expression: ts.Expression): Template[] {
  const node = inner(expression);
  if (ts.isStringLiteralLike(node)) return [literal(node.text)];
  if (ts.isTemplateExpression(node)) {
    const parts = node.templateSpans.flatMap((span) => [inHole(span.expression), [literal(span.literal.text)]]);
    const all = product([[literal(node.head.text)], ...parts]);
    if (all.length <= MOST_VARIANTS) return all;
    const plain = node.templateSpans.flatMap((span) => [[hole(span.expression)], [literal(span.literal.text)]]);
    return product([[literal(node.head.text)], ...plain]);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const all = product([templatesOf(node.left), templatesOf(node.right)]);
    if (all.length <= MOST_VARIANTS) return all;
  }
  const branches = branchesOf(node);
  if (branches !== null) return branches.flatMap(templatesOf).filter(({ text }) => text !== 'undefined');
  return [hole(node)];
}

const hole = (node: ts.Expression): Template => ({ text: '{1}', holes: [node] });

/** A choice between a few words is a choice between sentences, each to be said in its own way; anything else is a value. */
function inHole(expression: ts.Expression): Template[] {
  const branches = branchesOf(inner(expression));
  if (branches === null) return [hole(expression)];
  const all = branches.flatMap(templatesOf);
  const isPlain = all.every(({ holes }) => holes.length === 0) && all.length <= MOST_WORDS;
  return isPlain ? all : [hole(expression)];
}
