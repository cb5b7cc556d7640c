import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { OPTIONAL_PACKAGES } from '../../src/infra/packages/optional.js';
import { ROOT } from './documents.js';
import golden from './optional-packages.golden.json' with { type: 'json' };

const bytesOf = (folder: string): number =>
  readdirSync(folder, { withFileTypes: true })
    .map((entry) => join(folder, entry.name))
    .reduce((sum, path) => sum + (statSync(path).isDirectory() ? bytesOf(path) : statSync(path).size), 0);

it('leaves out as many megabytes as the README says, to the nearest ten', () => {
  const packages = new Set(Object.keys(OPTIONAL_PACKAGES).map((name) => name.split('/')[0]!));
  const bytes = [...packages].reduce((sum, name) => sum + bytesOf(join(ROOT, 'node_modules', name)), 0);
  expect(Math.round(bytes / 1e7) * 10).toBe(golden['optional-packages'].figures['MB, to the nearest ten'][0]);
});
