import ts from 'typescript';
import { expect, it } from 'vitest';
import { sourceFiles, type SourceFile } from '../support/sources.js';

/**
 * `...(x === undefined ? {} : { x })` and its kin hide in each place which of its members may be absent. Our own requests say
 * `| undefined`; what is written down or handed to code of others says `given({ x })`. What is left says more than that:
 * members that come together, or by a condition of their own.
 */
const MOST = 50;

const bare = (node: ts.Expression): ts.Expression =>
  ts.isParenthesizedExpression(node) ? bare(node.expression) : node;
const isEmpty = (node: ts.Expression): boolean => {
  const inner = bare(node);
  return ts.isObjectLiteralExpression(inner) && inner.properties.length === 0;
};

function isConditional(node: ts.Node): boolean {
  if (!ts.isSpreadAssignment(node)) return false;
  const spread = bare(node.expression);
  return ts.isConditionalExpression(spread)
    ? isEmpty(spread.whenTrue) || isEmpty(spread.whenFalse)
    : ts.isBinaryExpression(spread) && spread.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
}

/** Every conditional spread, with its place. */
function spreadsIn({ path, text }: SourceFile): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isConditional(node)) {
      found.push(`${path}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

it(`has at most ${MOST} conditional spreads`, () => {
  const found = sourceFiles().flatMap(spreadsIn);
  expect(found.length, found.join('\n')).toBeLessThanOrEqual(MOST);
});

it('knows one from what only looks alike', () => {
  const text = [
    'const a = { ...(x === undefined ? {} : { x }) };',
    'const b = { ...(x !== undefined && { x }) };',
    'const c = { ...(isOpen ? { x, y } : {}) };',
    'const d = { ...(isOpen ? { x } : { y }), ...given({ x }), x: x === undefined ? {} : { x } };',
  ].join('\n');
  expect(spreadsIn({ path: 'a.ts', text })).toEqual(['a.ts:1', 'a.ts:2', 'a.ts:3']);
});
