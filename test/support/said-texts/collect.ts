import { join } from 'node:path';
import ts from 'typescript';
import { sourceFiles } from '../sources.js';
import { Declarations, type Call } from './declarations.js';
import { templatesOf } from './templates.js';

export interface SaidText {
  /** With `{1}`, `{2}` … where values stand. */
  readonly text: string;
  /** `src/core/time.ts:12` */
  readonly at: string;
}

/** What an argument, a property or a variable is called that is said to a person. */
const SAID = /^(?:message|remedy|problem|expected|reason|refused|why|warning|advice)$/;
/** Lists of them. */
const LIST = /(?:^|\.)(?:warnings|problems|notes|reasons)$/;

/** Of a function body what it may return; another function inside it returns for itself. */
function returned(fn: ts.SignatureDeclaration): ts.Expression[] {
  const body = 'body' in fn ? fn.body : undefined;
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  const all: ts.Expression[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isReturnStatement(node) && node.expression !== undefined) all.push(node.expression);
    ts.forEachChild(node, visit);
  };
  visit(body);
  return all;
}

/**
 * Follows what is said to a person back to the texts of the sources: through variables, parameters, properties, tables and the
 * functions that make a text.
 */
class Collector {
  readonly found: SaidText[] = [];
  private readonly followed = new Set<ts.Node>();
  private readonly entered = new Set<ts.Node>();
  private readonly calls = new Map<ts.Node, Call[]>();
  private readonly assigned = new Map<string, ts.Expression[]>();

  constructor(private readonly declarations: Declarations) {
    for (const file of declarations.files) this.eachNode(file, (node) => this.index(node));
    for (const file of declarations.files) this.eachNode(file, (node) => this.beginAt(node));
  }

  private eachNode(node: ts.Node, look: (node: ts.Node) => void): void {
    look(node);
    ts.forEachChild(node, (child) => this.eachNode(child, look));
  }

  private index(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const fn = this.declarations.called(node);
      if (fn !== undefined) this.calls.set(fn, [...(this.calls.get(fn) ?? []), node]);
    }
    if (ts.isPropertyAssignment(node) && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name))) {
      const { text } = node.name;
      this.assigned.set(text, [...(this.assigned.get(text) ?? []), node.initializer]);
    }
  }

  /** Where something is said. */
  private beginAt(node: ts.Node): void {
    if (ts.isVariableDeclaration(node) && SAID.test(node.name.getText())) this.follow(node.initializer);
    if (ts.isShorthandPropertyAssignment(node) && SAID.test(node.name.text)) {
      this.fromDeclaration(this.declarations.shorthand(node));
    }
    if (ts.isPropertyAssignment(node)) {
      const name = node.name.getText();
      // `error` is how a schema words what it refuses.
      if (SAID.test(name) || name === 'error') this.follow(node.initializer);
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) this.beginAtCall(node);
  }

  private beginAtCall(node: Call): void {
    const fn = this.declarations.called(node);
    node.arguments?.forEach((argument, i) => {
      const name = fn?.parameters[i]?.name.getText();
      if (this.declarations.isOurs(fn) && name !== undefined && SAID.test(name)) this.follow(argument);
    });
    const isBare = ts.isNewExpression(node) && this.declarations.isBareError(node);
    const callee = node.expression;
    const isTyped = /(?:^|\.)asTyped$/.test(callee.getText());
    if (isBare || isTyped) this.follow(node.arguments?.[0]);
    if (
      ts.isPropertyAccessExpression(callee) &&
      callee.name.text === 'push' &&
      LIST.test(callee.expression.getText())
    ) {
      for (const argument of node.arguments ?? []) {
        if (ts.isSpreadElement(argument)) this.from(argument.expression);
        else this.follow(argument);
      }
    }
  }

  private follow(expression: ts.Expression | undefined): void {
    if (expression === undefined || this.followed.has(expression)) return;
    this.followed.add(expression);
    if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression)) {
      for (const each of returned(expression)) this.follow(each);
      return;
    }
    for (const { text, holes } of templatesOf(expression)) {
      if (text !== '{1}') this.found.push({ text, at: this.declarations.at(expression) });
      for (const hole of holes) this.from(hole);
    }
  }

  /** Where the value in a hole comes from. */
  private from(node: ts.Expression): void {
    if (this.entered.has(node)) return;
    this.entered.add(node);
    if (ts.isParenthesizedExpression(node)) this.from(node.expression);
    else if (ts.isArrayLiteralExpression(node)) this.valuesIn(node);
    else if (ts.isCallExpression(node)) this.fromCall(node);
    else if (ts.isElementAccessExpression(node)) this.fromDeclaration(this.declarations.named(node.expression));
    else if (ts.isPropertyAccessExpression(node)) {
      this.fromProperty(node.name.text, this.declarations.named(node.name));
    } else if (ts.isIdentifier(node)) this.fromDeclaration(this.declarations.named(node));
    else this.follow(node);
  }

  private fromCall(node: ts.CallExpression): void {
    const fn = this.declarations.called(node);
    if (this.declarations.isOurs(fn)) {
      for (const each of returned(fn)) this.follow(each);
      return;
    }
    // `list.map(…)`, `list.join(', ')`: what makes each, and what is worked on.
    if (!ts.isPropertyAccessExpression(node.expression)) return;
    for (const argument of node.arguments) {
      const each = ts.isArrowFunction(argument) ? argument : this.declarations.functionNamed(argument);
      if (each !== undefined) for (const value of returned(each)) this.follow(value);
    }
    this.from(node.expression.expression);
  }

  private fromProperty(name: string, declaration: ts.Declaration | undefined): void {
    if (!this.declarations.isOurs(declaration)) return;
    if (ts.isPropertyAssignment(declaration)) {
      this.follow(declaration.initializer);
      return;
    }
    if (!ts.isPropertySignature(declaration) && !ts.isPropertyDeclaration(declaration)) {
      this.fromDeclaration(declaration);
      return;
    }
    for (const value of this.assigned.get(name) ?? []) {
      const object = value.parent.parent;
      if (!ts.isObjectLiteralExpression(object)) continue;
      if (this.declarations.wanted(object, name) === declaration) this.follow(value);
    }
  }

  private valuesIn(node: ts.Expression | undefined): void {
    if (node === undefined) return;
    if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) this.valuesIn(node.expression);
    else if (ts.isArrayLiteralExpression(node)) for (const each of node.elements) this.valuesIn(each);
    else if (ts.isObjectLiteralExpression(node)) {
      for (const each of node.properties) if (ts.isPropertyAssignment(each)) this.valuesIn(each.initializer);
    } else this.follow(node);
  }

  /** `const [problem, remedy] = PROBLEMS[code]`, `const { remedy } = error`. */
  private fromBinding(element: ts.BindingElement): void {
    const { parent } = element;
    if (ts.isObjectBindingPattern(parent)) {
      const name = (element.propertyName ?? element.name).getText();
      this.fromProperty(name, this.declarations.boundTo(element));
      return;
    }
    if (!ts.isVariableDeclaration(parent.parent) || parent.parent.initializer === undefined) return;
    this.eachNode(parent.parent.initializer, (node) => {
      if (ts.isElementAccessExpression(node)) this.from(node);
    });
  }

  private fromDeclaration(declaration: ts.Declaration | undefined): void {
    if (!this.declarations.isOurs(declaration)) return;
    if (ts.isBindingElement(declaration)) {
      this.fromBinding(declaration);
      return;
    }
    if (this.followed.has(declaration)) return;
    this.followed.add(declaration);
    if (ts.isVariableDeclaration(declaration)) this.valuesIn(declaration.initializer);
    if (!ts.isParameter(declaration)) return;
    const fn = declaration.parent;
    const at = fn.parameters.indexOf(declaration);
    for (const call of this.calls.get(fn) ?? []) this.follow(call.arguments?.[at]);
  }
}

/**
 * Every text that the sources say to a person in a message, and what such a text is made of.
 * @param files below `src/` of the root. Default: all of the repository's
 */
export function saidTexts(root: string, files?: readonly string[]): SaidText[] {
  const paths = files ?? sourceFiles().map(({ path }) => path);
  const declarations = new Declarations(
    root,
    paths.map((path) => join(root, path)),
  );
  return new Collector(declarations).found;
}
