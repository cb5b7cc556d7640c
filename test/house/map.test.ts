import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { read, ROOT } from '../docs/documents.js';

const load = createRequire(import.meta.url);

/** Folders with files of the repository: not what a run leaves behind. */
const foldersOf = (path: string): string[] =>
  readdirSync(join(ROOT, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'fixtures')
    .map(({ name }) => name)
    .sort();

/** First cells of the table whose first heading is `title`, without their marks. */
function columnOf(path: string, title: string): string[] {
  const { rows } = read(path);
  const start = rows.findIndex(([first]) => first === title);
  const cells: string[] = [];
  for (const [first, ...others] of rows.slice(start + 1)) {
    if (others.length !== rows[start]!.length - 1 || !first!.startsWith('`')) break;
    cells.push(first!.replaceAll('`', ''));
  }
  return cells;
}

const rooms = foldersOf('src').map((name) => `src/${name}/`);

describe('the map names', () => {
  it.each([
    ['docs/ARCHITECTURE.md', 'Room'],
    ['README.md', 'Folder'],
    ['README.ru.md', 'Папка'],
  ])('every room of src, and no other: %s', (path, title) => {
    expect([...columnOf(path, title)].sort()).toEqual(rooms);
  });

  it('every folder of app, in the order of the import table', () => {
    const { appFolders } = load('../../scripts/import-table.cjs') as {
      appFolders: Readonly<Record<string, readonly string[]>>;
    };
    const named = columnOf('docs/ARCHITECTURE.md', 'Folder');
    expect([...named].sort()).toEqual(foldersOf('src/app'));
    expect(named).toEqual(Object.keys(appFolders));
    const above = (folder: string): string[] => named.slice(0, named.indexOf(folder));
    for (const [folder, imports] of Object.entries(appFolders)) {
      expect(
        imports.filter((each) => !above(folder).includes(each)),
        folder,
      ).toEqual([]);
    }
  });

  it('only places that there are', () => {
    const spans = read('docs/ARCHITECTURE.md').spans.map(({ text }) => text);
    const paths = spans.filter((text) => text.startsWith('src/') || text.startsWith('scripts/'));
    expect(paths.length).toBeGreaterThan(30);
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it.each(['docs/TESTS.md', 'docs/TESTS.ru.md'])('every folder of tests: %s', (path) => {
    const { text } = read(path);
    expect(foldersOf('test').filter((folder) => !text.includes(`\`test/${folder}/\``))).toEqual([]);
  });
});
