// Circles of imports: npm run circles [-- --list] [folder of the rooms, default src]
//
// Two counts a room, types included: groups of files that import each other round about, and groups of folders that do.
// A folder is a direct subfolder of the room; a file that lies in the room itself stands for itself. The room's index.ts is
// its public face and belongs to no folder.
// Exit code 1 where a room that has to be free of them has any.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const list = process.argv.includes('--list');
const given = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const source = given ?? path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'src');
/** `from './a.js'`, `import './a.js'`, `import('./a.js')`: of values and of types alike. */
const IMPORT = /\b(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g;
const COUNTED = ['app', 'core', 'engine'];
const MUST_BE_FREE = new Set(['app', 'core', 'engine']);

/** Files of a room without tests and fixtures, as paths from `src`. */
function filesOf(room) {
  return readdirSync(path.join(source, room), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'))
    .map((entry) => path.relative(source, path.join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('/fixtures/'));
}

/** What each file of a room imports of the same room, by whatever form of import. */
function importsOf(room) {
  const files = new Set(filesOf(room));
  const imports = new Map();
  for (const file of files) {
    const targets = [...readFileSync(path.join(source, file), 'utf8').matchAll(IMPORT)]
      .map(([, name]) => path.join(path.dirname(file), name).replace(/\.js$/, '.ts'))
      .filter((target) => files.has(target));
    imports.set(file, new Set(targets));
  }
  return imports;
}

/** The same between folders. */
function folderImports(imports) {
  const folderOf = (file) => file.split('/').slice(0, 2).join('/');
  const folders = new Map();
  for (const [file, targets] of imports) {
    const from = folderOf(file);
    if (!folders.has(from)) folders.set(from, new Set());
    for (const target of targets) if (folderOf(target) !== from) folders.get(from).add(folderOf(target));
  }
  return folders;
}

/** Groups of more than one member in which each reaches each (Tarjan's strongly connected components). */
function circles(graph) {
  const state = new Map();
  const stack = [];
  const found = [];
  const visit = (node) => {
    const own = { index: state.size, low: state.size, open: true };
    state.set(node, own);
    stack.push(node);
    for (const next of graph.get(node)) {
      const seen = state.get(next) ?? visit(next);
      if (seen.open) own.low = Math.min(own.low, seen.low);
    }
    if (own.low === own.index) {
      const group = stack.splice(stack.indexOf(node));
      for (const each of group) state.get(each).open = false;
      if (group.length > 1) found.push(group.sort());
    }
    return own;
  };
  for (const node of graph.keys()) if (!state.has(node)) visit(node);
  return found;
}

let failed = false;
for (const room of COUNTED) {
  const imports = importsOf(room);
  const folders = folderImports(imports);
  const [ofFiles, ofFolders] = [circles(imports), circles(folders)];
  console.log(`${room}: ${ofFiles.length} circles of files, ${ofFolders.length} of folders`);
  for (const group of ofFiles) console.log(`  files: ${group.join(' ')}`);
  for (const group of ofFolders) {
    console.log(`  folders: ${group.join(' ')}`);
    if (!list) continue;
    for (const from of group) {
      for (const [file, targets] of imports) {
        if (!file.startsWith(from)) continue;
        for (const target of targets) {
          const to = group.find((each) => each !== from && target.startsWith(each));
          if (to !== undefined) console.log(`    ${file} -> ${target}`);
        }
      }
    }
  }
  if (MUST_BE_FREE.has(room) && ofFiles.length + ofFolders.length > 0) failed = true;
}
process.exitCode = failed ? 1 : 0;
