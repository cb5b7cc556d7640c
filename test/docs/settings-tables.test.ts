import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ALL_SETTINGS } from '../../src/app/config/index.js';
import { read, ROOT } from './documents.js';

/** `UPDATE_DOCS=1` writes the English rows; the Russian ones are translated by hand. */
const UPDATE = process.env.UPDATE_DOCS === '1';

interface Row {
  readonly env: string | undefined;
  readonly key: string | null;
  readonly fallback: string | null;
  readonly about: string | undefined;
}

/** `CODE` alone in a cell. */
const code = (cell: string | undefined): string | null => /^`([^`]+)`$/.exec(cell ?? '')?.[1] ?? null;

const rowsOf = (path: string): Row[] =>
  read(path)
    .rows.filter(([env]) => /^`[A-Z_]+`$/.test(env ?? ''))
    .map(([env, key, fallback, about]) => ({
      env: code(env) ?? undefined,
      key: code(key),
      fallback: code(fallback),
      about,
    }));

/** A secret has no place in the file. */
const expected: readonly Row[] = ALL_SETTINGS.map(({ key, setting }) => ({
  env: setting.env,
  key: setting.secret ? null : key,
  fallback: setting.fallback === null ? null : String(setting.fallback),
  about: setting.about,
}));

function update(path: string): void {
  let { text } = read(path);
  for (const { env, key, fallback, about } of expected) {
    const cells = [key === null ? 'never: a secret' : `\`${key}\``, fallback === null ? 'not set' : `\`${fallback}\``];
    text = text.replace(
      new RegExp(`^\\| \`${env!}\` \\|.*$`, 'm'),
      `| \`${env!}\` | ${cells.join(' | ')} | ${about!} |`,
    );
  }
  writeFileSync(join(ROOT, path), text);
}

it('docs/SETTINGS.md lists every setting once, in the order of the table, in its own words', () => {
  if (UPDATE) update('docs/SETTINGS.md');
  expect(rowsOf('docs/SETTINGS.md'), 'write it again with: UPDATE_DOCS=1 npx vitest run test/docs').toEqual(expected);
});

it('docs/SETTINGS.ru.md lists the same settings with the same names and defaults', () => {
  const nameless = (rows: readonly Row[]) => rows.map(({ env, key, fallback }) => ({ env, key, fallback }));
  expect(nameless(rowsOf('docs/SETTINGS.ru.md'))).toEqual(nameless(expected));
});
