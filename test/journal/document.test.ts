import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { read, ROOT } from '../docs/documents.js';

it.each(['docs/JOURNAL.md', 'docs/JOURNAL.ru.md'])('%s shows the lines of a journal as they are', (document) => {
  const saved = readFileSync(join(ROOT, 'src/infra/store/journal/fixtures/version-1/journal.log'), 'utf8').split('\n');
  const shown = read(document)
    .blocks.find(({ language }) => language === 'text')!
    .text.split('\n');
  expect(shown).toHaveLength(3);
  for (const [i, line] of shown.entries()) {
    const [begins = '', ends] = line.split('…');
    if (ends === undefined) expect(saved[i]).toBe(line);
    else expect(saved[i]!.startsWith(begins)).toBe(true);
  }
});
