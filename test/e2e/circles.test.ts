import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCRIPT = path.resolve('scripts/circles.mjs');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'circles-'));
  for (const room of ['app', 'core', 'engine']) mkdirSync(path.join(folder, room));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }
}

function circles(...args: string[]) {
  const { status, stdout } = spawnSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf8' });
  return { status, stdout };
}

describe('circles of imports', () => {
  it('finds none in the rooms that must be free of them', () => {
    const { status, stdout } = circles();
    expect(stdout).toContain('app: 0 circles of files, 0 of folders');
    expect(stdout).toContain('core: 0 circles of files, 0 of folders');
    expect(stdout).toContain('engine: 0 circles of files, 0 of folders');
    expect(status).toBe(0);
  });

  it('counts a circle that consists of types alone', () => {
    write({
      'core/a.ts': "import type { B } from './b.js';\nexport type A = B | null;\n",
      'core/b.ts': "export { type A } from './c.js';\nexport type B = string;\n",
      'core/c.ts': "export type A = import('./a.js').A;\n",
    });
    const { status, stdout } = circles(folder);
    expect(stdout).toContain('core: 1 circles of files, 1 of folders\n  files: core/a.ts core/b.ts core/c.ts');
    expect(status).toBe(1);
  });

  it('counts folders that lean on each other without any circle of files', () => {
    write({
      'engine/fills/a.ts': "import '../logs/b.js';\n",
      'engine/logs/b.ts': 'export {};\n',
      'engine/logs/c.ts': "import '../fills/d.js';\n",
      'engine/fills/d.ts': 'export {};\n',
    });
    const { status, stdout } = circles(folder, '--list');
    expect(stdout).toContain('engine: 0 circles of files, 1 of folders\n  folders: engine/fills engine/logs\n');
    expect(stdout).toContain('engine/logs/c.ts -> engine/fills/d.ts');
    expect(status).toBe(1);
  });

  it('fails for one in app as well, and leaves tests aside', () => {
    write({
      'app/a.ts': "import './b.js';\n",
      'app/b.ts': "import './a.js';\n",
      'core/x.ts': 'export {};\n',
      'core/x.test.ts': "import './x.js';\n",
    });
    const { status, stdout } = circles(folder);
    expect(stdout).toContain('app: 1 circles of files, 1 of folders');
    expect(status).toBe(1);
  });
});
