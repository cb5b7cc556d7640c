import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const PAGES = resolve(import.meta.dirname, '../../web/src');
/** Data that pages and terminal share; everything else of the program is known to the pages by its types alone. */
const SHARED = 'report/language/';
const IMPORT = /^(?:import|export)\s+(type\s)?[^;]*?from\s+'(?:\.\.\/)+src\/([^']+)'/gm;

const foreign = (text: string): string[] =>
  [...text.matchAll(IMPORT)].flatMap(([, type, path]) =>
    (type === undefined ? path!.startsWith(SHARED) : /^(?:contract|core|evaluation|report\/language)\//.test(path!))
      ? []
      : [path!],
  );

describe('the pages of the dashboard', () => {
  it('import types of documents and the catalogue of texts, and nothing else of the program', () => {
    const files = readdirSync(PAGES, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
    expect(files.length).toBeGreaterThan(30);
    const found = files.flatMap((file) =>
      foreign(readFileSync(join(PAGES, file), 'utf8')).map((path) => `${file}: ${path}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    ["import { z } from '../../src/contract/league.js';", ['contract/league.js']],
    ["import type { App } from '../../../src/app/runtime/runtime.js';", ['app/runtime/runtime.js']],
    ["import type { League } from '../../src/contract/league.js';", []],
    ["import { en } from '../../src/report/language/en.js';", []],
  ])('would be found: %s', (line, paths) => {
    expect(foreign(line)).toEqual(paths);
  });
});
