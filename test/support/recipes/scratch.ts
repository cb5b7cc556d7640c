import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../../docs/documents.js';
import type { Edit } from './recipe.js';

/** What an addition may touch, and what is read to see whether it is whole. */
const COPIED = ['src', 'test', 'docs', 'README.md', 'README.ru.md', '.env.example', 'package.json', 'tsconfig.json'];

/** A copy of the repository in a folder of its own, with the packages of this one. */
export function scratchCopy(edits: readonly Edit[]): { readonly root: string; remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'recipe-'));
  for (const path of COPIED) cpSync(join(ROOT, path), join(root, path), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const { file, change } of edits) {
    const path = join(root, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, change(existsSync(path) ? readFileSync(path, 'utf8') : ''));
  }
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}
