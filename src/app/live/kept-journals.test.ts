import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { JOURNAL_FILE, openJournal, type OpenedJournal } from '../../infra/store/journal/index.js';
import { KeptJournals } from './kept-journals.js';

const AT = Date.UTC(2026, 0, 31);
let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'kept-journals-'))));
afterEach(() => rmSync(root, { recursive: true, force: true }));

const fileOf = (name: string): string => join(root, name, JOURNAL_FILE);
const open = (name: string): Promise<OpenedJournal> =>
  openJournal({ folder: join(root, name), sessionId: name, programVersion: '0.1.0', configurationHash: 'a'.repeat(64), at: AT }); // prettier-ignore
async function written(name: string, ...kinds: string[]): Promise<string> {
  const journal = await open(name);
  journal.append(
    AT,
    kinds.map((kind) => ({ kind, data: {} })),
  );
  journal.close();
  return fileOf(name);
}

describe('kept journals', () => {
  it('are read once for each state of their file, by however many askers', async () => {
    const file = await written('btc', 'note');
    const kept = new KeptJournals();
    const [first, second] = await Promise.all([kept.of(file), kept.of(file)]);
    expect(first.records.map(({ kind }) => kind)).toEqual(['manifest', 'note']);
    expect(second).toBe(first);
    expect(await kept.of(file)).toBe(first);
    const counted = vi.fn((records: readonly unknown[]) => records.length);
    expect([first.of(counted), second.of(counted)]).toEqual([2, 2]);
    expect(counted).toHaveBeenCalledOnce();
  });

  it('follow a session that is writing', async () => {
    const kept = new KeptJournals();
    const journal = await open('btc');
    for (let i = 0; i < 20; i += 1) {
      journal.append(AT + i, [{ kind: 'note', data: i }]);
      expect((await kept.of(fileOf('btc'))).records.map(({ data }) => data).at(-1)).toBe(i);
    }
    journal.close();
  });

  it('see a damaged byte though size and time of the file are as they were', async () => {
    const file = await written('btc', 'note', 'other');
    const kept = new KeptJournals();
    expect((await kept.of(file)).records).toHaveLength(3);
    const { atime, mtime } = statSync(file);
    const bytes = readFileSync(file);
    bytes[bytes.length - 3]! ^= 1;
    writeFileSync(file, bytes);
    utimesSync(file, atime, mtime);
    expect((await kept.of(file)).records.length).toBeLessThan(3);
  });

  it('tell a session from one that had its name before', async () => {
    const file = await written('btc', 'note');
    const kept = new KeptJournals();
    await kept.of(file);
    rmSync(join(root, 'btc'), { recursive: true });
    expect((await kept.of(file)).records).toEqual([]);
    await written('btc', 'stop');
    expect((await kept.of(file)).records.map(({ kind }) => kind)).toEqual(['manifest', 'stop']);
  });

  it('hold the two that were asked for last', async () => {
    const [a, b, c] = [await written('a'), await written('b'), await written('c')];
    const kept = new KeptJournals();
    const first = { a: await kept.of(a), b: await kept.of(b) };
    expect(await kept.of(a)).toBe(first.a);
    await kept.of(c);
    expect(await kept.of(a)).toBe(first.a);
    expect(await kept.of(b)).not.toBe(first.b);
  });
});
