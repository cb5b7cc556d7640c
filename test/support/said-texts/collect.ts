import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';
import { sourceFiles } from '../sources.js';
import { templatesOf } from './templates.js';

export interface SaidText {
  readonly text: string;
  /** `src/core/time.ts:12` */
  readonly at: string;
  /** True where it is a whole message, and not a part of another. */
  readonly whole: boolean;
}

/** What an argument or a property is called that is said to a person. */
const SAID = /^(?:message|remedy|problem|expected|reason|why|warning|advice)$/;
const LISTS = /^(?:warnings|problems|notes|reasons)$/;

/** The function that a declaration is, or that its name stands for there. */
function functionOf(declaration: ts.Declaration | undefined): ts.SignatureDeclaration | undefined {
  if (declaration === undefined) return undefined;
  if (ts.isVariableDeclaration(declaration) || ts.isPropertyAssignment(declaration)) {
    const value = declaration.initializer;
    return value !== undefined && (ts.isArrowFunction(value) || ts.isFunctionExpression(value)) ? value : undefined;
  }
  if ((ts.isParameter(declaration) || ts.isPropertySignature(declaration)) && declaration.type !== undefined) {
    return ts.isFunctionTypeNode(declaration.type) ? declaration.type : undefined;
  }
  return ts.isFunctionLike(declaration) ? declaration : undefined;
}

export class Collector {
  readonly found: SaidText[] = [];
  private readonly seen = new Set<ts.Node>();
  private readonly entered = new Set<ts.Node>();
  private readonly calls = new Map<ts.Node, (ts.CallExpression | ts.NewExpression)[]>();
  private readonly assigned = new Map<string, ts.Expression[]>();
  private readonly checker: ts.TypeChecker;
  private readonly files: readonly ts.SourceFile[];

  constructor(
    program: ts.Program,
    private readonly root: string,
  ) {
    this.checker = program.getTypeChecker();
    this.files = program.getSourceFiles().filter((file) => this.isOurs(file));
    for (const file of this.files) this.index(file);
  }

  private isOurs(file: ts.SourceFile): boolean {
    const path = this.pathOf(file);
    return path.startsWith('src/') && !path.includes('/fixtures/');
  }

  private pathOf(file: ts.SourceFile): string {
    return relative(this.root, file.fileName).split(sep).join('/');
  }

  private at(node: ts.Node): string {
    const file = node.getSourceFile();
    return `${this.pathOf(file)}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
  }

  private declarationOf(call: ts.CallExpression | ts.NewExpression): ts.Node | undefined {
    const { expression } = call;
    if (!ts.isIdentifier(expression) && !this.mayCarryText(call)) return undefined;
    if (expression.kind === ts.SyntaxKind.SuperKeyword) return this.checker.getResolvedSignature(call)?.declaration;
    const named = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
    let declaration = this.symbolAt(named)?.valueDeclaration;
    if (declaration !== undefined && ts.isBindingElement(declaration)) declaration = this.boundTo(declaration);
    return declaration !== undefined && ts.isClassDeclaration(declaration)
      ? this.constructorOf(declaration)
      : functionOf(declaration);
  }

  /** The constructor of a class, or the one that it has from its base. */
  private constructorOf(declaration: ts.ClassDeclaration): ts.ConstructorDeclaration | undefined {
    const own = declaration.members.find(ts.isConstructorDeclaration);
    const base = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    if (own !== undefined || base === undefined) return own;
    const parent = this.symbolAt(base.expression)?.valueDeclaration;
    return parent !== undefined && ts.isClassDeclaration(parent) ? this.constructorOf(parent) : undefined;
  }

  /** An error of ours without a constructor: what it is made with is its message. */
  private isBareError({ expression }: ts.NewExpression): boolean {
    const declaration = this.symbolAt(expression)?.valueDeclaration;
    return (
      declaration !== undefined &&
      ts.isClassDeclaration(declaration) &&
      declaration.heritageClauses !== undefined &&
      this.constructorOf(declaration) === undefined
    );
  }

  /** Asking the type of each object costs more than the rest together. */
  private mayCarryText(call: ts.CallExpression | ts.NewExpression): boolean {
    return (call.arguments ?? []).some((argument) =>
      /[`'"]|[a-z](?:essage|emedy|eason|roblem)/.test(argument.getText()),
    );
  }

  private index(file: ts.SourceFile): void {
    const visit = (node: ts.Node): void => {
      if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
        const declaration = this.declarationOf(node);
        if (declaration !== undefined) this.calls.set(declaration, [...(this.calls.get(declaration) ?? []), node]);
      }
      if (ts.isPropertyAssignment(node) && (ts.isIdentifier(node.name) || ts.isStringLiteral(node.name))) {
        this.assigned.set(node.name.text, [...(this.assigned.get(node.name.text) ?? []), node.initializer]);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }

  /** Every text that is said. */
  collect(): SaidText[] {
    for (const file of this.files) {
      if (/^src\/report\//.test(this.pathOf(file))) continue;
      const visit = (node: ts.Node): void => {
        this.rootsOf(node);
        ts.forEachChild(node, visit);
      };
      visit(file);
    }
    return this.found;
  }

  private rootsOf(node: ts.Node): void {
    if (
      ts.isPropertyAssignment(node) &&
      ts.isIdentifier(node.name) &&
      (SAID.test(node.name.text) || node.name.text === 'error')
    ) {
      this.follow(node.initializer, true);
    }
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) {
      const declaration = this.declarationOf(node);
      const parameters =
        declaration !== undefined && 'parameters' in declaration
          ? (declaration.parameters as ts.NodeArray<ts.ParameterDeclaration>)
          : [];
      const isOurs = declaration !== undefined && this.isOurs(declaration.getSourceFile());
      node.arguments?.forEach((argument, i) => {
        const name = parameters[i]?.name;
        if (i === 0 && ts.isNewExpression(node) && this.isBareError(node)) this.follow(argument, true);
        if (isOurs && name !== undefined && ts.isIdentifier(name) && SAID.test(name.text)) this.follow(argument, true);
      });
      if (ts.isCallExpression(node) && /(?:^|\.)asTyped$/.test(node.expression.getText())) {
        for (const argument of node.arguments.slice(0, 1)) this.follow(argument, true);
      }
      if (
        ts.isCallExpression(node) &&
        ts.isPropertyAccessExpression(node.expression) &&
        node.expression.name.text === 'push' &&
        /(?:^|\.)(?:warnings|problems|notes|reasons)$/.test(node.expression.expression.getText())
      ) {
        for (const argument of node.arguments) this.follow(argument, true);
      }
    }
  }

  private follow(expression: ts.Expression, whole: boolean): void {
    if (this.seen.has(expression)) return;
    this.seen.add(expression);
    if (ts.isArrowFunction(expression) || ts.isFunctionExpression(expression)) {
      for (const each of this.returned(expression)) this.follow(each, whole);
      return;
    }
    for (const { text, holes } of templatesOf(expression)) {
      if (text !== '{1}') this.found.push({ text, at: this.at(expression), whole });
      for (const hole of holes) this.into(hole, text === '{1}' ? whole : false);
    }
  }

  private returned(fn: ts.SignatureDeclaration): ts.Expression[] {
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

  private symbolAt(node: ts.Node): ts.Symbol | undefined {
    const symbol = this.checker.getSymbolAtLocation(node);
    return symbol !== undefined && symbol.flags & ts.SymbolFlags.Alias ? this.checker.getAliasedSymbol(symbol) : symbol;
  }

  /** Where the value in a hole comes from. */
  private into(node: ts.Expression, whole: boolean): void {
    if (this.entered.has(node)) return;
    this.entered.add(node);
    if (
      ts.isStringLiteralLike(node) ||
      ts.isTemplateExpression(node) ||
      ts.isConditionalExpression(node) ||
      ts.isBinaryExpression(node)
    ) {
      return this.follow(node, whole);
    }
    if (ts.isParenthesizedExpression(node)) return this.into(node.expression, whole);
    if (ts.isArrayLiteralExpression(node)) return this.valuesIn(node, whole);
    if (ts.isCallExpression(node)) return this.intoCall(node, whole);
    if (ts.isElementAccessExpression(node)) {
      const declaration = this.symbolAt(node.expression)?.valueDeclaration;
      if (declaration !== undefined && ts.isVariableDeclaration(declaration))
        this.valuesIn(declaration.initializer, whole);
      return;
    }
    if (ts.isPropertyAccessExpression(node)) {
      return this.intoProperty(node.name.text, this.symbolAt(node.name)?.valueDeclaration, whole);
    }
    if (ts.isIdentifier(node)) this.intoDeclaration(this.symbolAt(node)?.valueDeclaration, whole);
  }

  private intoCall(node: ts.CallExpression, whole: boolean): void {
    const declaration = this.declarationOf(node);
    const isOurs = declaration !== undefined && this.isOurs(declaration.getSourceFile());
    if (isOurs && ts.isFunctionLike(declaration)) {
      for (const each of this.returned(declaration as ts.SignatureDeclaration)) this.follow(each, whole);
      return;
    }
    // `list.join(', ')`, `text.slice(…)`, `list.map(…)`: what is worked on.
    if (ts.isPropertyAccessExpression(node.expression)) {
      for (const argument of node.arguments) {
        const fn = ts.isArrowFunction(argument)
          ? argument
          : ts.isIdentifier(argument)
            ? functionOf(this.symbolAt(argument)?.valueDeclaration)
            : undefined;
        if (fn !== undefined) for (const each of this.returned(fn)) this.follow(each, false);
      }
      this.into(node.expression.expression, node.expression.name.text === 'join' ? false : whole);
    }
  }

  private intoProperty(name: string, declaration: ts.Declaration | undefined, whole: boolean): void {
    if (declaration === undefined || !this.isOurs(declaration.getSourceFile())) return;
    if (ts.isPropertyAssignment(declaration)) return this.follow(declaration.initializer, whole);
    if (ts.isPropertySignature(declaration) || ts.isPropertyDeclaration(declaration)) {
      for (const value of this.assigned.get(name) ?? []) {
        const object = value.parent.parent;
        if (!ts.isObjectLiteralExpression(object)) continue;
        const wanted = this.checker.getContextualType(object)?.getProperty(name);
        if (wanted?.valueDeclaration === declaration) this.follow(value, whole);
      }
      return;
    }
    this.intoDeclaration(declaration, whole);
  }

  private valuesIn(node: ts.Expression | undefined, whole: boolean): void {
    if (node === undefined) return;
    if (ts.isObjectLiteralExpression(node)) {
      for (const each of node.properties) if (ts.isPropertyAssignment(each)) this.valuesIn(each.initializer, whole);
    } else if (ts.isArrayLiteralExpression(node)) for (const each of node.elements) this.valuesIn(each, whole);
    else if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) this.valuesIn(node.expression, whole);
    else this.follow(node, whole);
  }

  /** The property that `{ name }` takes out of an object. */
  private boundTo({ parent, propertyName, name }: ts.BindingElement): ts.Declaration | undefined {
    if (!ts.isObjectBindingPattern(parent)) return undefined;
    return this.checker.getTypeAtLocation(parent).getProperty((propertyName ?? name).getText())?.valueDeclaration;
  }

  /** `const [problem, remedy] = PROBLEMS[code]`, `const { remedy } = error`. */
  private intoBinding(element: ts.BindingElement, whole: boolean): void {
    const { parent } = element;
    if (ts.isObjectBindingPattern(parent)) {
      return this.intoProperty((element.propertyName ?? element.name).getText(), this.boundTo(element), whole);
    }
    const from = ts.isVariableDeclaration(parent.parent) ? parent.parent.initializer : undefined;
    const visit = (node: ts.Node): void => {
      if (ts.isElementAccessExpression(node)) this.into(node, whole);
      ts.forEachChild(node, visit);
    };
    if (from !== undefined) visit(from);
  }

  private intoDeclaration(declaration: ts.Declaration | undefined, whole: boolean): void {
    if (declaration === undefined || !this.isOurs(declaration.getSourceFile())) return;
    if (ts.isBindingElement(declaration)) return this.intoBinding(declaration, whole);
    if (ts.isVariableDeclaration(declaration)) {
      if (this.seen.has(declaration)) return;
      this.seen.add(declaration);
      this.valuesIn(declaration.initializer, whole);
      return;
    }
    if (ts.isParameter(declaration)) {
      if (this.seen.has(declaration)) return;
      this.seen.add(declaration);
      const fn = declaration.parent;
      const at = fn.parameters.indexOf(declaration);
      for (const call of this.calls.get(fn) ?? []) {
        const argument = call.arguments?.[at];
        if (argument !== undefined) this.follow(argument, whole);
      }
    }
  }
}

/** Of the sources alone, without a library: what texts flow where needs none, and is known in a fraction of the time. */
function programOf(paths: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2023, noLib: true, types: [], strict: true };
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (names, from) =>
    names.map(({ text }) => ({
      resolvedModule: text.startsWith('.')
        ? { resolvedFileName: join(dirname(from), text).replace(/\.js$/, '.ts'), extension: ts.Extension.Ts }
        : undefined,
    }));
  return ts.createProgram([...paths], options, host);
}

/** Every text that the sources say to a person in a message, and what such a text is made of. */
export const saidTexts = (root: string): SaidText[] =>
  new Collector(programOf(sourceFiles().map(({ path }) => join(root, path))), root).collect();
