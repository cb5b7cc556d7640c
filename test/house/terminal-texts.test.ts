import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { terminalRu } from '../../src/report/language/terminal/ru.js';
import { sourceFiles, type SourceFile } from '../support/sources.js';

const TERMINAL = sourceFiles().filter(({ path }) => path.startsWith('src/report/terminal/'));
const COMMANDS = sourceFiles().filter(({ path }) => path.startsWith('src/cli/'));

/** What is neither translated nor a code: names that are the same in every language. */
const NAMES = new Set(['UTC', 'USD', 'latest']);

/** Several words, or one that begins as a sentence does. */
const isSentence = (text: string): boolean => /\p{L}{2,}[,:;]? \p{L}{2,}|^\p{Lu}\p{Ll}+/u.test(text);
const hasWord = (text: string): boolean => (text.match(/\p{L}{2,}/gu) ?? []).some((word) => !NAMES.has(word));

/** A literal that no person sees: of an import, a type, a comparison, an index. */
function isCode(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isImportDeclaration(parent) ||
    ts.isExportDeclaration(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isElementAccessExpression(parent) ||
    ts.isCaseClause(parent) ||
    // A command line is typed as it is shown.
    (ts.isCallExpression(parent) && parent.expression.getText() === 'shellCommand') ||
    (ts.isPropertyAssignment(parent) && parent.name === node) ||
    (ts.isBinaryExpression(parent) && /^[!=]==?$/.test(parent.operatorToken.getText()))
  );
}

/** What stands in a literal, `…` for each value; empty for anything else. */
function textOf(node: ts.Node): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return '';
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

/** `file:line: text` of each text for a person that does not go through the catalogue. */
function untranslated(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const say = (node: ts.Node, said: string): void => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${path}:${line + 1}: ${said.trim()}`);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
        const isTitle = ts.isPropertyAssignment(node.parent) && node.parent.name.getText() === 'title';
        const isOdd = isSentence(node.text) || (isTitle && hasWord(node.text));
        if (isOdd && !isCode(node) && !Object.hasOwn(terminalRu, node.text) && !NAMES.has(node.text))
          say(node, node.text);
      }
      if (ts.isTemplateExpression(node)) {
        const said = textOf(node);
        if (hasWord(said)) say(node, said);
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

/** `file:line: text` of each text that a command prints or notes as it stands. */
function printed(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      if (
        ts.isCallExpression(node) &&
        /(?:^session\.(?:print|note)|\.tell|^withProgress)$/.test(node.expression.getText())
      ) {
        for (const given of node.arguments) {
          const said = textOf(given);
          const { line } = source.getLineAndCharacterOfPosition(given.getStart());
          if (hasWord(said)) found.push(`${path}:${line + 1}: ${said.trim()}`);
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

describe('texts of the terminal', () => {
  it('go through the catalogue', () => {
    expect(untranslated(TERMINAL)).toEqual([]);
    expect(printed(COMMANDS)).toEqual([]);
  });

  it('that do not are found, with file and line', () => {
    const text = [
      "import { say } from './some where.js';",
      "const a = say('Why');",
      "const b = paragraph('No bar has ever been traded.', style);",
      'const c = `${n} bars`;',
      "const d = { title: 'wealth' };",
      "if (kind === 'not ours') session.note(`Wrote ${file}`);",
    ].join('\n');
    const files = [{ path: 'src/report/terminal/x.ts', text }];
    expect(untranslated(files)).toEqual([
      'src/report/terminal/x.ts:3: No bar has ever been traded.',
      'src/report/terminal/x.ts:4: … bars',
      'src/report/terminal/x.ts:5: wealth',
      'src/report/terminal/x.ts:6: Wrote …',
    ]);
    expect(printed(files)).toEqual(['src/report/terminal/x.ts:6: Wrote …']);
  });
});
