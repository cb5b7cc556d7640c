import { dirname, join, relative, sep } from 'node:path';
import ts from 'typescript';

export type Call = ts.CallExpression | ts.NewExpression;

/** Of the sources alone, without a library: what texts flow where needs none, and is known in a fraction of the time. */
function programOf(files: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = { target: ts.ScriptTarget.ES2023, noLib: true, types: [], strict: true };
  const host = ts.createCompilerHost(options);
  host.resolveModuleNameLiterals = (names, from) =>
    names.map(({ text }) => ({
      resolvedModule: text.startsWith('.')
        ? { resolvedFileName: join(dirname(from), text).replace(/\.js$/, '.ts'), extension: ts.Extension.Ts }
        : undefined,
    }));
  return ts.createProgram([...files], options, host);
}

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

/** Asking the type of each object costs more than the rest together. */
const mayCarryText = (call: Call): boolean =>
  (call.arguments ?? []).some((argument) => /[`'"]|[a-z](?:essage|emedy|eason|roblem)/.test(argument.getText()));

/** What the names in the sources stand for. */
export class Declarations {
  readonly files: readonly ts.SourceFile[];
  private readonly checker: ts.TypeChecker;

  /** @param root folder of the repository */
  constructor(
    private readonly root: string,
    files: readonly string[],
  ) {
    const program = programOf(files);
    this.checker = program.getTypeChecker();
    this.files = program.getSourceFiles().filter((file) => this.isRead(file));
  }

  private pathOf(file: ts.SourceFile): string {
    return relative(this.root, file.fileName).split(sep).join('/');
  }

  /** The reports have a catalogue of their own, and fixtures say nothing to anybody. */
  private isRead(file: ts.SourceFile): boolean {
    const path = this.pathOf(file);
    return path.startsWith('src/') && !path.startsWith('src/report/') && !path.includes('/fixtures/');
  }

  isOurs(declaration: ts.Node | undefined): declaration is ts.Node {
    return declaration !== undefined && this.isRead(declaration.getSourceFile());
  }

  /** `src/core/time.ts:12` */
  at(node: ts.Node): string {
    const file = node.getSourceFile();
    return `${this.pathOf(file)}:${file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1}`;
  }

  named(node: ts.Node): ts.Declaration | undefined {
    const symbol = this.checker.getSymbolAtLocation(node);
    const isImport = symbol !== undefined && (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    return (isImport ? this.checker.getAliasedSymbol(symbol) : symbol)?.valueDeclaration;
  }

  shorthand(node: ts.ShorthandPropertyAssignment): ts.Declaration | undefined {
    return this.checker.getShorthandAssignmentValueSymbol(node)?.valueDeclaration;
  }

  /** The property that an object literal gives where it is wanted. */
  wanted(object: ts.ObjectLiteralExpression, name: string): ts.Declaration | undefined {
    return this.checker.getContextualType(object)?.getProperty(name)?.valueDeclaration;
  }

  /** The property that `{ name }` takes out of an object. */
  boundTo({ parent, propertyName, name }: ts.BindingElement): ts.Declaration | undefined {
    if (!ts.isObjectBindingPattern(parent)) return undefined;
    return this.checker.getTypeAtLocation(parent).getProperty((propertyName ?? name).getText())?.valueDeclaration;
  }

  functionNamed(node: ts.Node): ts.SignatureDeclaration | undefined {
    const declaration = this.named(node);
    const meant =
      declaration !== undefined && ts.isBindingElement(declaration) ? this.boundTo(declaration) : declaration;
    return meant !== undefined && ts.isClassDeclaration(meant) ? this.constructorOf(meant) : functionOf(meant);
  }

  /** The function that a call runs. */
  called(call: Call): ts.SignatureDeclaration | undefined {
    const { expression } = call;
    if (expression.kind === ts.SyntaxKind.SuperKeyword) {
      const declaration = this.checker.getResolvedSignature(call)?.declaration;
      return declaration !== undefined && ts.isConstructorDeclaration(declaration) ? declaration : undefined;
    }
    if (!ts.isIdentifier(expression) && !mayCarryText(call)) return undefined;
    return this.functionNamed(ts.isPropertyAccessExpression(expression) ? expression.name : expression);
  }

  /** The constructor of a class, or the one that it has from its base. */
  private constructorOf(declaration: ts.ClassDeclaration): ts.ConstructorDeclaration | undefined {
    const own = declaration.members.find(ts.isConstructorDeclaration);
    const base = declaration.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
    if (own !== undefined || base === undefined) return own;
    const parent = this.named(base.expression);
    return parent !== undefined && ts.isClassDeclaration(parent) ? this.constructorOf(parent) : undefined;
  }

  /** An error of ours without a constructor: what it is made with is its message. */
  isBareError({ expression }: ts.NewExpression): boolean {
    const declaration = this.named(expression);
    if (declaration === undefined || !ts.isClassDeclaration(declaration)) return false;
    return declaration.heritageClauses !== undefined && this.constructorOf(declaration) === undefined;
  }
}
