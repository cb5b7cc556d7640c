import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

const repository = join(import.meta.dirname, '..');

/**
 * Turns `src` into JavaScript as the build does, without checking types, so that a bench measures the tree as it is and not
 * the last build. It lies below node_modules, where packages are found.
 * @returns the folder that stands for `src`
 */
export function transpileSources(name) {
  const out = join(repository, 'node_modules/.cache', name);
  rmSync(out, { recursive: true, force: true });
  for (const file of readdirSync(join(repository, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts') || file.endsWith('.test.ts')) continue;
    const target = join(out, file.replace(/\.ts$/, '.js'));
    const { outputText } = ts.transpileModule(readFileSync(join(repository, 'src', file), 'utf8'), {
      compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true },
    });
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, outputText);
  }
  writeFileSync(join(out, 'package.json'), '{"type":"module"}');
  return out;
}
