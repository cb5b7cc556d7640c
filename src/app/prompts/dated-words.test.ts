import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SHIPPED_PROMPT, SHIPPED_PROMPTS } from '../../core/prompts/shipped.js';
import { compilePrompt, type Prompt } from '../../core/prompts/template.js';
import { datedWords, noteWords } from './dated-words.js';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'words-'))));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const mine = (created_at: string, more: Partial<Prompt> = {}): Prompt => {
  const compiled = compilePrompt({ ...SHIPPED_PROMPT, id: 'mine', created_at, ...more });
  if ('problem' in compiled) throw new Error(compiled.problem);
  return compiled;
};
const other = { system: `${SHIPPED_PROMPT.system}\nBe brief.` };
const NOW = '2027-03-05T10:00:00.000Z';

describe('the day of the words of a prompt', () => {
  it('is that of each shipped prompt itself', async () => {
    for (const { prompt } of SHIPPED_PROMPTS)
      expect(await datedWords(prompt, folder, NOW)).toEqual({ writtenOn: prompt.created_at, firstSeenOn: null });
  });

  it('stays where a copy has another name and a later day', async () => {
    const day = SHIPPED_PROMPT.created_at;
    expect(await datedWords(mine('2027-03-05'), folder, NOW)).toEqual({ writtenOn: day, firstSeenOn: null });
    await noteWords(mine('2027-01-01', other), folder, '2027-01-01T23:59:59.000Z');
    await noteWords(mine('2027-02-01', other), folder, '2027-02-01T00:00:00.000Z');
    expect(await datedWords(mine('2027-03-05', other), folder, NOW)).toEqual({
      writtenOn: '2027-01-01',
      firstSeenOn: null,
    });
  });

  it('is that of its file for words that are new, and marked where it lies before all that is known of them', async () => {
    expect(await datedWords(mine('2027-03-05', other), folder, NOW)).toEqual({
      writtenOn: '2027-03-05',
      firstSeenOn: null,
    });
    expect(await datedWords(mine('2023-01-01', other), folder, NOW)).toEqual({
      writtenOn: '2023-01-01',
      firstSeenOn: '2027-03-05',
    });
    expect(await datedWords(mine('2023-01-01'), folder, NOW)).toEqual({
      writtenOn: '2023-01-01',
      firstSeenOn: SHIPPED_PROMPT.created_at,
    });
  });
});
