import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compileFunction, constants } from 'node:vm';
import type * as Sucrase from 'sucrase';
import { InputError, messageOf } from '../../core/errors.js';
import { sha256Of } from '../../infra/store/files/sha256.js';

/** A file that was run, by content. */
export interface LoadedFile {
  /** Relative to the working directory. */
  readonly file: string;
  readonly sha256: string;
}

export interface LoadedModule {
  readonly exports: Readonly<Record<string, unknown>>;
  /** The file and every file it imports by path, in the order of loading. */
  readonly files: readonly LoadedFile[];
}

const TYPESCRIPT = new Set(['.ts', '.mts', '.cts']);
const SCRIPTS = ['.ts', '.mts', '.js', '.mjs', '.cjs', '.cts'];
const own = createRequire(import.meta.url);

/**
 * Loads a user's TypeScript or JavaScript module, with all it imports by path: every file is read anew and hashed, so that a
 * run can say which code it ran. Types are stripped by sucrase on every version of Node alike, with enums and parameter
 * properties, which Node's own stripping (from 22.18 on) refuses; lines stay where they are, so that errors name them.
 *
 * @param cwd files are named relative to it
 * @param provided modules by specifier that the program hands out itself, so that `llm-trading-system` is the running one
 * @throws InputError with file and line where something cannot be read, parsed, found or run
 */
export function loadUserModule(file: string, cwd: string, provided: ReadonlyMap<string, object>): LoadedModule {
  const loader = new Loader(cwd, provided);
  return { exports: loader.load(resolve(cwd, file)), files: loader.files };
}

type Compiled = (
  exports: object,
  require: (specifier: string) => unknown,
  module: object,
  filename: string,
  directory: string,
  meta: object,
) => void;

class Loader {
  readonly files: LoadedFile[] = [];
  private readonly loaded = new Map<string, { exports: Record<string, unknown> }>();

  constructor(
    private readonly cwd: string,
    private readonly provided: ReadonlyMap<string, object>,
  ) {}

  load(path: string): Record<string, unknown> {
    const known = this.loaded.get(path);
    if (known !== undefined) return known.exports;
    const source = this.read(path);
    const module = { exports: {} as Record<string, unknown> };
    this.loaded.set(path, module);
    this.files.push({
      file: relative(this.cwd, path),
      sha256: sha256Of(source),
    });
    if (extname(path) === '.json') module.exports = this.json(source, path);
    else this.run(this.compile(source, path), path, module);
    return module.exports;
  }

  private run(compiled: Compiled, path: string, module: { exports: Record<string, unknown> }): void {
    const meta = { url: pathToFileURL(path).href, filename: path, dirname: dirname(path) };
    const nearby = createRequire(path);
    const require = (specifier: string): unknown => {
      const given = this.provided.get(specifier);
      if (given !== undefined) return given;
      if (/^(\.{1,2}\/|\/|file:)/.test(specifier)) return this.load(this.find(specifier, path));
      // The user's own packages first, then ours, so that a lone file can use zod as the template does.
      const found = [nearby, own].find((each) => resolves(each, specifier));
      if (found === undefined) throw this.wrong(path, null, `imports "${specifier}", which is not installed`);
      return found(specifier);
    };
    try {
      compiled(module.exports, require, module, path, meta.dirname, meta);
    } catch (error) {
      if (error instanceof InputError) throw error;
      throw this.wrong(path, lineOf(error, path), `threw while it was loaded: ${messageOf(error)}`, error);
    }
  }

  private compile(source: string, path: string): Compiled {
    const typescript = TYPESCRIPT.has(extname(path));
    try {
      const { transform } = own('sucrase') as typeof Sucrase;
      const { code } = transform(source, {
        filePath: path,
        transforms: typescript ? ['typescript', 'imports'] : ['imports'],
        preserveDynamicImport: true,
        disableESTransforms: true,
      });
      return compileFunction(
        code.replace(/\bimport\.meta\b/g, '__importMeta'),
        ['exports', 'require', 'module', '__filename', '__dirname', '__importMeta'],
        { filename: path, importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER },
      ) as Compiled;
    } catch (error) {
      const line = /\((\d+):\d+\)$/.exec(messageOf(error))?.[1] ?? lineOf(error, path);
      const problem = messageOf(error)
        .replace(/^Error transforming [^:]*: /, '')
        .replace(/ \(\d+:\d+\)$/, '');
      const hint = problem.includes('await') ? ' (await is not possible outside a function here)' : '';
      const language = typescript ? 'TypeScript' : 'JavaScript';
      throw this.wrong(path, line, `is not valid ${language}: ${problem}${hint}`, error);
    }
  }

  private read(path: string): string {
    try {
      return readFileSync(path, 'utf8');
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      const problem = code === 'ENOENT' ? 'is not there' : `cannot be read (${messageOf(error)})`;
      throw this.wrong(path, null, `${problem}: check the path`, error);
    }
  }

  private json(source: string, path: string): Record<string, unknown> {
    try {
      return JSON.parse(source) as Record<string, unknown>;
    } catch (error) {
      throw this.wrong(path, null, `is not valid JSON: ${messageOf(error)}`, error);
    }
  }

  /** As TypeScript resolves paths: `./a.js` may mean `a.ts`, and the extension may be missing. */
  private find(specifier: string, from: string): string {
    const wanted = specifier.startsWith('file:') ? fileURLToPath(specifier) : resolve(dirname(from), specifier);
    const bare = wanted.replace(/\.[mc]?js$/, '');
    const candidates = [
      wanted,
      ...(bare === wanted ? [] : ['.ts', '.mts', '.cts'].map((extension) => bare + extension)),
      ...SCRIPTS.map((extension) => wanted + extension),
      ...SCRIPTS.map((extension) => resolve(wanted, `index${extension}`)),
    ];
    const found = candidates.find((path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true);
    if (found === undefined) throw this.wrong(from, null, `imports "${specifier}", and there is no such file`);
    return found;
  }

  private wrong(path: string, line: string | null, problem: string, cause?: unknown): InputError {
    const name = relative(this.cwd, path);
    const where = line === null ? name : `${name}:${line}`;
    return new InputError('strategy.file', `${where} ${problem}.`, { where, cause });
  }
}

function resolves(from: NodeJS.Require, specifier: string): boolean {
  try {
    from.resolve(specifier);
    return true;
  } catch {
    return false;
  }
}

/** Line of a file where an error came up, by its stack; null where the stack does not name the file. */
export function lineOf(error: unknown, path: string): string | null {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const at = stack.indexOf(`${path}:`);
  return at < 0 ? null : (/^\d+/.exec(stack.slice(at + path.length + 1))?.[0] ?? null);
}
