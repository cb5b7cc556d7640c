import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import mutation from '../../vitest.mutation.config.js';

const ROOT = resolve(import.meta.dirname, '../..');
const { ignorePatterns } = JSON.parse(readFileSync(join(ROOT, 'stryker.config.json'), 'utf8')) as {
  readonly ignorePatterns: readonly string[];
};

/** Folders: `/test/{a,b}/**` as `test/a` and `test/b`. */
const foldersOf = (patterns: readonly string[]): string[] =>
  patterns.flatMap((pattern) => {
    const path = pattern.replace(/^\//, '').replace(/\/\*\*.*$/, '');
    const [, before, names] = /^(.*)\{(.*)\}$/.exec(path) ?? [null, path, ''];
    return names.split(',').map((name) => `${before}${name}`);
  });
const leftOut = foldersOf(ignorePatterns);
const IMPORT = /(?:from|import\()\s*'(\.{1,2}\/[^']+)\.js'/g;

/** Files that a file imports, and those that they import. */
function reached(file: string, seen: Set<string>): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(IMPORT)) {
    const imported = `${resolve(dirname(file), path!)}.ts`;
    if (existsSync(imported)) reached(imported, seen);
  }
  return seen;
}

describe('what mutants are tested without', () => {
  it('are folders of tests that there are', () => {
    const gone = leftOut.filter((path) => path.startsWith('test/') && !existsSync(join(ROOT, path)));
    expect(gone).toEqual([]);
  });

  it('is imported by none of the tests that judge them: they could not be loaded', () => {
    const tests = foldersOf(mutation.test!.include!).flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.test.ts'))
        .map((file) => join(ROOT, folder, file)),
    );
    const seen = tests.reduce((files, test) => reached(test, files), new Set<string>());
    const missing = [...seen]
      .map((file) => relative(ROOT, file))
      .filter((file) => leftOut.some((path) => file.startsWith(`${path}/`)));
    expect(tests.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });
});
