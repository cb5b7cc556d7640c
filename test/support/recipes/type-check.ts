import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../../docs/documents.js';
import type { Edit } from './recipe.js';

/** Type checks of the repository with some files changed in memory: what was parsed once is kept for the next check. */
export class TypeCheck {
  readonly #options = ts.getParsedCommandLineOfConfigFile(
    join(ROOT, 'tsconfig.json'),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  )!.options;
  readonly #parsed = new Map<string, ts.SourceFile | undefined>();
  #last: ts.Program | undefined;

  /** What the compiler says of these files: `path: message`, a line each. */
  problems(files: readonly string[], edits: readonly Edit[]): string[] {
    const changed = new Map(
      edits.map(({ file, change }) => {
        const path = join(ROOT, file);
        return [path, change(existsSync(path) ? readFileSync(path, 'utf8') : '')];
      }),
    );
    const base = ts.createCompilerHost(this.#options);
    const folders = new Set([...changed.keys()].map((path) => dirname(path)));
    const host: ts.CompilerHost = {
      ...base,
      fileExists: (path) => changed.has(path) || base.fileExists(path),
      readFile: (path) => changed.get(path) ?? base.readFile(path),
      directoryExists: (path) => folders.has(path) || base.directoryExists!(path),
      getSourceFile: (path, options) => {
        const text = changed.get(path);
        if (text !== undefined) return ts.createSourceFile(path, text, options, true);
        if (!this.#parsed.has(path)) this.#parsed.set(path, base.getSourceFile(path, options));
        return this.#parsed.get(path);
      },
    };
    const roots = files.map((file) => join(ROOT, file));
    const program = ts.createProgram({
      rootNames: roots,
      options: this.#options,
      host,
      ...(this.#last === undefined ? {} : { oldProgram: this.#last }),
    });
    this.#last = program;
    return roots.flatMap((path, i) => {
      const file = program.getSourceFile(path);
      if (file === undefined) return [`${files[i]!}: is missing`];
      return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
        ({ messageText }) => `${files[i]!}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
      );
    });
  }
}
