import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JsonValue } from '../../../core/json-value.js';
import { isFolderLocked, openJournal, readJournalFile, type OpenJournalOptions } from './index.js';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'journal-'));
  folder = join(root, 'sessions', 'btc');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const AT = Date.UTC(2026, 0, 31);
const START = { sessionId: 'btc', programVersion: '0.1.0', configurationHash: 'a'.repeat(64), at: AT };
const open = (options: Partial<OpenJournalOptions> = {}) => openJournal({ folder, ...START, ...options });
const file = (): string => join(folder, 'journal.log');
const kinds = (): string[] => readJournalFile(file())!.records.map(({ kind }) => kind);

describe('a journal', () => {
  it('gives back what was appended, numbered without holes', async () => {
    const data: JsonValue[] = [null, true, 0.1 + 0.2, 5e-324, 'ж\u0000\n\ud800', [[]], { b: 1, a: { __proto: 2 } }];
    const first = await open();
    expect(first.records).toEqual([]);
    const appended = data.map((each, i) => first.append(AT + i, [{ kind: 'note', data: each }])[0]);
    expect(appended.map((record) => record?.seq)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(first.append(AT, [])).toEqual([]);
    first.close();

    const second = await open({ at: AT + 1_000 });
    expect(second.records.slice(1)).toEqual(appended);
    expect(second.records.slice(1).map((record) => record.data)).toEqual(data);
    expect(second.append(AT, [{ kind: 'stop', data: {} }])[0]?.seq).toBe(10);
    second.close();
    expect(second.recovered).toEqual([]);
    expect(kinds().slice(-2)).toEqual(['start', 'stop']);
  });

  it('begins with who wrote it', async () => {
    (await open()).close();
    expect(readJournalFile(file())!.records).toEqual([
      {
        seq: 1,
        at: AT,
        kind: 'manifest',
        data: {
          format_version: 1,
          session_id: 'btc',
          program_version: '0.1.0',
          configuration_hash: 'a'.repeat(64),
          started_at: '2026-01-31T00:00:00.000Z',
        },
      },
    ]);
  });

  it('is text: a line a record, its length, hash and check before its JSON', async () => {
    const journal = await open();
    journal.append(AT, [{ kind: 'bar', data: { close: 1 } }]);
    journal.close();
    const lines = readFileSync(file(), 'utf8').split('\n');
    expect(lines[0]).toMatch(/^llm-trading-journal 1 [0-9a-f]{16}$/);
    expect(lines[2]).toMatch(
      /^00000070 [0-9a-f]{16} [0-9a-f]{8} \{"seq":2,"batch":2,"at":1769817600000,"kind":"bar","data":\{"close":1\}\}$/,
    );
  });

  it('has no record with a single byte in a sector of the disk: lost alone, it would look like a flipped bit', async () => {
    const journal = await open();
    for (let i = 0; i < 1_200; i++) journal.append(AT, [{ kind: 'note', data: 'x'.repeat(i % 601) }]);
    journal.close();
    const bytes = readFileSync(file());
    const ends = [...bytes.entries()].filter(([, byte]) => byte === 10).map(([i]) => (i + 1) % 512);
    expect(new Set(ends).size).toBeGreaterThan(400);
    expect(ends.filter((end) => end === 1 || end === 511)).toEqual([]);
  });

  it.each([
    ['a number that is not finite', { a: [Number.NaN] }, 'data.a[0]'],
    ['a date', new Date(0), 'data'],
    ['a hole', [undefined], 'data[0]'],
    ['nothing', undefined, 'data'],
    ['a function', { f: () => 1 }, 'data.f'],
    ['a bigint', { n: 1n }, 'data.n'],
  ])('refuses what JSON would change: %s, and goes on', async (_name, data, where) => {
    const journal = await open();
    const append = () => journal.append(AT, [{ kind: 'note', data: data as unknown as JsonValue }]);
    expect(append).toThrow(expect.objectContaining({ code: 'journal.value', kind: 'bug', where }));
    expect(journal.append(AT, [{ kind: 'note', data: 1 }])[0]?.seq).toBe(2);
    journal.close();
  });

  it('refuses kinds that are its own, names that are none, and a time that is none', async () => {
    const journal = await open();
    for (const kind of ['manifest', 'start', 'recovered', '', 'Two Words', 'a'.repeat(65)]) {
      expect(() => journal.append(AT, [{ kind, data: null }]), kind).toThrow(/was given/);
    }
    expect(() => journal.append(Number.NaN, [{ kind: 'note', data: null }])).toThrow('at is NaN');
    journal.close();
    expect(() => journal.append(AT, [{ kind: 'note', data: null }])).toThrow(/was closed/);
    journal.close();
    expect(kinds()).toEqual(['manifest']);
  });

  it('is for one at a time, and free again after', async () => {
    const journal = await open();
    expect(await isFolderLocked(folder)).toBe(true);
    await expect(open()).rejects.toMatchObject({ code: 'journal.in-use', kind: 'refused' });
    await expect(open()).rejects.toThrow(`is being run already, by process ${process.pid}.`);
    expect(journal.append(AT, [{ kind: 'note', data: 1 }])).toHaveLength(1);
    journal.close();
    expect(await isFolderLocked(folder)).toBe(false);
    expect(await isFolderLocked(root)).toBe(false);
    (await open()).close();
  });

  it('belongs to one session and one configuration', async () => {
    (await open()).close();
    await expect(open({ sessionId: 'eth' })).rejects.toMatchObject({ code: 'journal.session', kind: 'input' });
    await expect(open({ configurationHash: 'b' })).rejects.toMatchObject({ code: 'journal.configuration' });
    (await open({ configurationHash: 'b', acceptConfiguration: true })).close();
    await expect(open()).rejects.toMatchObject({ code: 'journal.configuration' });
    (await open({ configurationHash: 'b' })).close();
    expect(kinds()).toEqual(['manifest', 'start', 'start']);
  });
});

describe('after a crash', () => {
  it('what was half written is cut, kept beside, and told', async () => {
    const journal = await open();
    journal.append(AT, [{ kind: 'bar', data: { close: 1 } }]);
    journal.close();
    const whole = readFileSync(file());
    const lost = Buffer.from('00000064 0123456789abc');
    appendFileSync(file(), lost);

    const next = await open({ at: AT + 5 });
    const told = { offset: whole.length, bytes: lost.length, kept_as: `journal.torn-${whole.length}` };
    expect(next.recovered).toEqual([told]);
    expect(next.records).toHaveLength(2);
    next.close();
    expect(readFileSync(join(folder, told.kept_as))).toEqual(lost);
    expect(readJournalFile(file())!.records.slice(2)).toMatchObject([
      { kind: 'recovered', at: AT + 5, data: told },
      { kind: 'start' },
    ]);
    expect((await open()).recovered).toEqual([]);
  });

  it('a second cut at the same place keeps both copies', async () => {
    (await open()).close();
    const { length } = readFileSync(file());
    for (const [i, lost] of ['000', '0000'].entries()) {
      writeFileSync(file(), Buffer.concat([readFileSync(file()).subarray(0, length), Buffer.from(lost)]));
      rmSync(join(folder, 'journal.checkpoint'));
      const journal = await open();
      expect(journal.recovered.map(({ kept_as, bytes }) => [kept_as, bytes])).toEqual(
        [
          [`journal.torn-${length}`, 3],
          [`journal.torn-${length}-2`, 4],
        ].slice(0, i + 1),
      );
      journal.close();
    }
  });
});

describe('a journal that is not what was written', () => {
  const damage = { code: 'journal.damaged', kind: 'input' };
  const twoBars = async (): Promise<void> => {
    const journal = await open();
    for (const close of [1, 2, 3]) journal.append(AT, [{ kind: 'bar', data: { close } }]);
    journal.close();
  };

  it.each([
    ['empty', '', 0, 0, 'the file is empty'],
    ['another file', 'time,open,high\n', 0, 0, 'its first line'],
  ])('%s', async (_name, text, offset, record, why) => {
    await twoBars();
    rmSync(join(folder, 'journal.checkpoint'));
    writeFileSync(file(), text);
    await expect(open()).rejects.toMatchObject({ ...damage, damage: { offset, record } });
    await expect(open()).rejects.toThrow(why);
    expect(readFileSync(file(), 'utf8')).toBe(text);
  });

  it.each([
    ['a record removed', (lines: string[]) => lines.toSpliced(2, 1), 2],
    ['two records swapped', (lines: string[]) => [lines[0], lines[1], lines[3], lines[2], ...lines.slice(4)], 2],
    ['a record twice', (lines: string[]) => lines.toSpliced(3, 0, lines[2]!), 3],
  ])('%s: the place is told, and nothing is changed', async (_name, change, record) => {
    await twoBars();
    const text = change(readFileSync(file(), 'utf8').split('\n')).join('\n');
    writeFileSync(file(), text);
    await expect(open()).rejects.toMatchObject({ ...damage, damage: { record } });
    await expect(open()).rejects.toThrow('a record is missing, was moved or is there twice');
    expect(readFileSync(file(), 'utf8')).toBe(text);
    expect(readdirSync(folder).filter((name) => name.includes('torn'))).toEqual([]);
  });

  it('the last record gone whole, after a clean end', async () => {
    await twoBars();
    const lines = readFileSync(file(), 'utf8').split('\n');
    writeFileSync(file(), `${lines.slice(0, 4).join('\n')}\n`);
    await expect(open()).rejects.toMatchObject({ ...damage, damage: { record: 4 } });
  });

  it('the file gone, after it was there', async () => {
    await twoBars();
    rmSync(file());
    await expect(open()).rejects.toMatchObject({ code: 'journal.missing', kind: 'input' });
    expect(readdirSync(folder)).not.toContain('journal.log');
  });

  it('the journal of another day in its place', async () => {
    await twoBars();
    const checkpoint = readFileSync(join(folder, 'journal.checkpoint'));
    rmSync(folder, { recursive: true });
    const other = await open();
    for (const close of [1, 2, 4]) other.append(AT, [{ kind: 'bar', data: { close } }]);
    other.close();
    writeFileSync(join(folder, 'journal.checkpoint'), checkpoint);
    await expect(open()).rejects.toThrow('it is another journal');
  });

  it('a checkpoint with any byte changed', async () => {
    await twoBars();
    const path = join(folder, 'journal.checkpoint');
    const bytes = readFileSync(path);
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 1;
      writeFileSync(path, changed);
      await expect(open(), `byte ${i}`).rejects.toMatchObject({ code: 'journal.checkpoint' });
    }
  });

  it('of a newer version', async () => {
    await twoBars();
    const { firstLine } = await import('./line.js');
    writeFileSync(file(), readFileSync(file(), 'utf8').replace(firstLine(1), firstLine(2)));
    await expect(open()).rejects.toMatchObject({ code: 'journal.newer', kind: 'input' });
    await expect(open()).rejects.toThrow('format 2, this one knows 1');
  });
});
