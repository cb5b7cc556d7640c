import { describe, expect, it } from 'vitest';
import { sourceFiles, type SourceFile } from '../support/sources.js';

const DECLARED =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:function\*?|const|let|class|interface|type|enum) ([A-Za-z_$][\w$]*)/gm;

/** Names that several files declare and export, each with its files; a re-export is the same thing and does not count. */
function ambiguousNames(files: readonly SourceFile[]): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  for (const { path, text } of files)
    for (const [, name] of text.matchAll(DECLARED)) found.set(name!, (found.get(name!) ?? new Set()).add(path));
  return Object.fromEntries(
    [...found].filter(([, paths]) => paths.size > 1).map(([name, paths]) => [name, [...paths].sort()]),
  );
}

/** Stands in the text of the two templates that `strategy new` writes. */
const TEMPLATES = ['schema'];

describe('an exported name', () => {
  it('means one thing in the whole of src/', () => {
    const others = Object.entries(ambiguousNames(sourceFiles())).filter(([name]) => !TEMPLATES.includes(name));
    expect(Object.fromEntries(others)).toEqual({});
  });

  it('that two files declare is found, with both of them', () => {
    const text = 'export interface Asked {\n  readonly a: 1;\n}\nexport const one = 1;\n';
    const files = [
      { path: 'src/core/a.ts', text },
      { path: 'src/core/b.ts', text: 'export type Asked = string;\nconst one = 2;\n' },
      { path: 'src/core/index.ts', text: "export { type Asked, one } from './a.js';\n" },
    ];
    expect(ambiguousNames(files)).toEqual({ Asked: ['src/core/a.ts', 'src/core/b.ts'] });
  });
});
