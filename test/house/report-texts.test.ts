import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { reportRu } from '../../src/report/language/reports/ru.js';
import { sourceFiles, type SourceFile } from '../support/sources.js';

const REPORTS = sourceFiles().filter(({ path }) => path.startsWith('src/report/html/') && !path.includes('/fixtures/'));

/** What is the same in every language: what is typed or named so. */
const NAMES = new Set(['UTC', 'SHA-256', 'prob_bull']);

const hasWord = (text: string): boolean =>
  (text.match(/\p{L}[\p{L}\d_-]+/gu) ?? []).some((word) => /\p{L}{2,}/u.test(word) && !NAMES.has(word));

/** Several words, or one that begins as a sentence does. Lower-case words joined by dashes are classes, ids and rules of style. */
const isSentence = (text: string): boolean =>
  /\p{L}{2,}[,:;]? \p{L}{2,}|^\p{Lu}\p{Ll}+/u.test(text) && !/^[a-z- ]*-[a-z- ]*$/.test(text) && hasWord(text);

/** Attributes that a person is shown or told. */
const SAID_ATTRIBUTES = /(?:aria-label|title|placeholder|alt|data-label|data-month)="([^"]*)"/g;

/** What a person sees of markup: text between the tags, and the attributes that are said. `…` stands for each value. */
function visibleIn(markup: string): string[] {
  const attributes = [...markup.matchAll(SAID_ATTRIBUTES)].map(([, text]) => text!);
  return [...attributes, ...markup.replace(/<[^>]*>?|^[^<>]*>|^\s*[a-z-]+="[^"]*"$/g, '\n').split('\n')].map((text) =>
    text.trim(),
  );
}

/** Classes, selectors and keys that the script names. */
const SCRIPT_NAMES =
  /^(?:use strict|Escape|svg svg|note state|band chosen|(?:wick|body|volume) (?:up|down)|\(prefers-[a-z: -]+\))$/;

/** Literals of a script that is sent to the page: they stand between single quotes there. */
const literalsIn = (script: string): string[] =>
  [...script.matchAll(/'([^'\n]*)'/g)].map(([, text]) => text!).filter((text) => !SCRIPT_NAMES.test(text));

function textOf(node: ts.TemplateLiteral): string {
  if (ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…');
}

/** A literal that no person sees: of an import, a type, a comparison, an index, a class. */
function isCode(node: ts.Node): boolean {
  const { parent } = node;
  return (
    ts.isImportDeclaration(parent) ||
    ts.isLiteralTypeNode(parent) ||
    ts.isElementAccessExpression(parent) ||
    (ts.isPropertyAssignment(parent) && /^class(Name)?$/.test(parent.name.getText())) ||
    (ts.isBinaryExpression(parent) && /^[!=]==?$/.test(parent.operatorToken.getText()))
  );
}

const isKnown = (text: string): boolean => Object.hasOwn(reportRu, text);
const isScript = (path: string): boolean => /\/script(?:\.ts|\/)/.test(path);

/** `file:line: text` of each text for a person that does not go through the catalogue. */
function untranslated(files: readonly SourceFile[]): string[] {
  return files.flatMap(({ path, text }) => {
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const found: string[] = [];
    const name = (node: ts.Node, texts: readonly string[]): void => {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      for (const each of texts) found.push(`${path}:${line + 1}: ${each}`);
    };
    const visit = (node: ts.Node): void => {
      if (ts.isTaggedTemplateExpression(node) && node.tag.getText() === 'html') {
        name(node, visibleIn(textOf(node.template)).filter(hasWord));
        if (ts.isTemplateExpression(node.template)) node.template.templateSpans.forEach(visit);
        return;
      }
      if (
        ts.isStringLiteral(node) &&
        !node.text.startsWith('<') &&
        isSentence(node.text) &&
        !isCode(node) &&
        !isKnown(node.text)
      ) {
        name(node, [node.text]);
      }
      if (ts.isTemplateExpression(node) || ts.isNoSubstitutionTemplateLiteral(node)) {
        const made = textOf(node);
        const said = isScript(path) ? literalsIn(made) : made.startsWith('<') ? visibleIn(made) : [made];
        name(node, said.filter(isSentence));
      }
      ts.forEachChild(node, visit);
    };
    visit(source);
    return found;
  });
}

describe('texts of the HTML reports', () => {
  it('go through the catalogue', () => {
    const styled = REPORTS.filter(({ path }) => !path.endsWith('/style.ts'));
    expect(untranslated(styled)).toEqual([]);
  });

  it('that do not are found, with file and line', () => {
    const planted = [
      'const a = html`<p class="two words">${say(\'Why\')} not at all</p>`;',
      "const b = section('id', 'Month by moonlight', null);",
      'const c = { title: `Price of ${symbol} now`, className: "band neutral" };',
      'const d = html`<svg aria-label="the account">${e}</svg>`;',
    ];
    const script = ['export const s = (): string => `', "  add('Zoom sideways', 'band up-side');`;"];
    const files = [
      { path: 'src/report/html/x.ts', text: planted.join('\n') },
      { path: 'src/report/html/script/y.ts', text: script.join('\n') },
    ];
    expect(untranslated(files)).toEqual([
      'src/report/html/x.ts:1: … not at all',
      'src/report/html/x.ts:2: Month by moonlight',
      'src/report/html/x.ts:3: Price of … now',
      'src/report/html/x.ts:4: the account',
      'src/report/html/script/y.ts:1: Zoom sideways',
    ]);
  });
});
