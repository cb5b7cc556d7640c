import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { JournalDamageError, readJournalFile } from '../../src/infra/store/journal/index.js';
import { scanJournal } from '../../src/infra/store/journal/scan.js';
import { AT, batchOf, emptyFolder, NIGHTLY, open, PATIENCE } from './support/session.js';

vi.setConfig({ testTimeout: PATIENCE });

/** Nearly all that can be done to a file can be seen by reading; the whole way, with lock and disk, is gone at some of the places. */
const EVERY = NIGHTLY ? 1 : 97;

const folder = emptyFolder();
let bytes: Buffer;
/** Where each record ends. */
const ends: number[] = [];

beforeAll(async () => {
  const journal = await open(folder);
  const size = (): number => readFileSync(join(folder, 'journal.log')).length;
  for (let i = 1; size() < 8_192; i++) journal.append(AT + i, batchOf(i));
  // As a process that is killed leaves it: its checkpoint is that of the beginning.
  const copy = emptyFolder();
  mkdirSync(copy, { recursive: true });
  copyFileSync(join(folder, 'journal.checkpoint'), join(copy, 'journal.checkpoint'));
  journal.close();
  copyFileSync(join(copy, 'journal.checkpoint'), join(folder, 'journal.checkpoint'));
  bytes = readFileSync(join(folder, 'journal.log'));
  for (let at = bytes.indexOf(10) + 1; at < bytes.length; at = ends.at(-1)!) ends.push(bytes.indexOf(10, at) + 1);
});

/** The folder of the session with other content in its journal. */
function folderWith(content: Buffer): string {
  const other = emptyFolder();
  mkdirSync(other, { recursive: true });
  copyFileSync(join(folder, 'journal.checkpoint'), join(other, 'journal.checkpoint'));
  writeFileSync(join(other, 'journal.log'), content);
  return other;
}

const wholeBefore = (length: number): number => ends.filter((end) => end <= length).length;

describe('a journal of 8 KB', () => {
  it('holds many records, some longer than a sector', () => {
    expect(ends.length).toBeGreaterThan(25);
    expect(Math.max(...ends.slice(1).map((end, i) => end - ends[i]!))).toBeGreaterThan(800);
    expect(scanJournal(bytes)).toMatchObject({ end: bytes.length, torn: null, damage: null });
  });

  it('cut at every byte is a beginning of itself with a torn tail, or refused; never other content', () => {
    const { records } = scanJournal(bytes);
    const texts = Array.from({ length: records.length + 1 }, (_, count) => JSON.stringify(records.slice(0, count)));
    for (let length = 0; length < bytes.length; length++) {
      const scan = scanJournal(bytes.subarray(0, length));
      const count = wholeBefore(length);
      const tornAt = count === 0 || length === ends[count - 1] ? undefined : ends[count - 1];
      const isRight = scan.torn?.offset === tornAt && (scan.damage === null) === count > 0;
      if (!isRight || JSON.stringify(scan.records) !== texts[count]) expect.fail(`cut at ${length}`);
    }
  });

  it('cut anywhere, it is opened: whole records stay, the rest is kept beside, and nothing begins anew', async () => {
    const whole = scanJournal(bytes).records;
    for (let length = 0; length < bytes.length; length += EVERY) {
      const other = folderWith(bytes.subarray(0, length));
      const count = wholeBefore(length);
      if (count === 0) {
        await expect(open(other), `cut at ${length}`).rejects.toBeInstanceOf(JournalDamageError);
        expect(readFileSync(join(other, 'journal.log'))).toEqual(bytes.subarray(0, length));
      } else {
        const journal = await open(other);
        expect(journal.records, `cut at ${length}`).toEqual(whole.slice(0, count));
        expect(journal.append(AT, [{ kind: 'note', data: length }])[0]?.seq).toBe(
          count + (length === ends[count - 1] ? 2 : 3),
        );
        journal.close();
        const again = readJournalFile(join(other, 'journal.log'))!;
        expect(again.damage ?? again.torn).toBeNull();
        expect(again.records.at(-1)?.data).toBe(length);
        const kept = readdirSync(other).filter((name) => name.startsWith('journal.torn-'));
        expect(kept.map((name) => readFileSync(join(other, name)))).toEqual(
          length === ends[count - 1] ? [] : [bytes.subarray(ends[count - 1], length)],
        );
      }
      rmSync(other, { recursive: true });
    }
  });

  const CHANGES: readonly [name: string, change: (byte: number) => number][] = [
    ['its lowest bit turned', (byte) => byte ^ 1],
    ['NUL in its place', (byte) => (byte === 0 ? 1 : 0)],
    ['bit 5 turned, which makes small letters large', (byte) => byte ^ 0x20],
    ['its highest bit turned', (byte) => byte ^ 0x80],
    ['a newline in its place', (byte) => (byte === 10 ? 32 : 10)],
    ['a digit in its place', (byte) => (byte === 0x31 ? 0x32 : 0x31)],
  ];
  /** The first byte whose change a reader does not notice, or tells of another record; null where there is none. */
  const unnoticed = (read: typeof scanJournal, change: (byte: number) => number): number | null => {
    const changed = Buffer.from(bytes);
    const behindFirstLine = bytes.indexOf(10) + 1;
    for (let i = 0; i < bytes.length; i++) {
      changed[i] = change(bytes[i]!);
      const { records, torn, damage, newer } = read(changed);
      const record = i < behindFirstLine ? 0 : wholeBefore(i) + 1;
      const isFound = damage?.record === record && records.length === Math.max(0, record - 1);
      if (!isFound || torn !== null || newer !== null) return i;
      changed[i] = bytes[i]!;
    }
    return null;
  };

  it.each(CHANGES.slice(0, NIGHTLY ? CHANGES.length : 2))(
    'with any byte changed is refused, and the record is named: %s',
    (_name, change) => expect(unnoticed(scanJournal, change)).toBeNull(),
  );

  const PLANTED: readonly [name: string, read: typeof scanJournal][] = [
    [
      'whatever is wrong at the end is taken for a torn tail',
      (content) => {
        const scan = scanJournal(content);
        const isLast = scan.damage !== null && scan.damage.offset >= ends.at(-2)!;
        return isLast ? { ...scan, damage: null, torn: { offset: scan.end, content } } : scan;
      },
    ],
    [
      'what cannot be read is begun anew',
      (content) => {
        const scan = scanJournal(content);
        return scan.damage?.record === 0 ? { ...scan, damage: null } : scan;
      },
    ],
    [
      'the newline of a record is not looked at',
      (content) => {
        const scan = scanJournal(content);
        if (scan.damage === null) return scan;
        const end = ends[scan.damage.record - 1];
        if (end === undefined) return scan;
        const repaired = Buffer.from(content);
        repaired[end - 1] = 10;
        return scanJournal(repaired);
      },
    ],
  ];
  it.each(PLANTED)('and a reader with a planted bug is found: %s', (_name, read) => {
    expect(unnoticed(read, CHANGES[0]![1])).not.toBeNull();
  });

  it('with a byte changed is not opened, and stays as it is', async () => {
    for (let i = 0; i < bytes.length; i += EVERY) {
      const changed = Buffer.from(bytes);
      changed[i]! ^= 0x10;
      const other = folderWith(changed);
      await expect(open(other), `byte ${i}`).rejects.toMatchObject({
        code: 'journal.damaged',
        file: join(other, 'journal.log'),
        remedy: expect.stringMatching(/restore the whole folder/) as string,
      });
      expect(readFileSync(join(other, 'journal.log'))).toEqual(changed);
      expect(readdirSync(other).filter((name) => name.includes('torn'))).toEqual([]);
      rmSync(other, { recursive: true });
    }
  });

  it('with bytes taken out or put in anywhere is refused', () => {
    for (let i = 0; i < bytes.length - 1; i += NIGHTLY ? 1 : 13) {
      for (const length of [1, 40, 700]) {
        const without = Buffer.concat([bytes.subarray(0, i), bytes.subarray(i + length)]);
        // Taken from the end it is a file that is cut.
        if (i + length < bytes.length - 1) expect(scanJournal(without).damage, `${length} from ${i}`).not.toBeNull();
        const more = Buffer.concat([bytes.subarray(0, i), bytes.subarray(i, i + length), bytes.subarray(i)]);
        const { damage, torn } = scanJournal(more);
        if (length > 35) expect(damage ?? torn, `${length} twice from ${i}`).not.toBeNull();
      }
    }
  });
});

describe('pieces of the disk that were never written', () => {
  const holed = (from: number, to: number, length = bytes.length): Buffer => {
    const changed = Buffer.from(bytes.subarray(0, length));
    changed.fill(0, from, to);
    return changed;
  };

  it('in the last write are a torn tail', () => {
    // Zeros to the end from anywhere in the last record, but from its last byte, which a flipped bit could be.
    const last = ends.at(-2)!;
    for (let from = last; from < bytes.length - 1; from++) {
      expect(scanJournal(holed(from, bytes.length)), `from ${from}`).toMatchObject({ damage: null, end: last });
    }
    const grown = Buffer.concat([bytes, Buffer.alloc(4_096)]);
    expect(scanJournal(grown)).toMatchObject({ damage: null, torn: { offset: bytes.length } });
    expect(scanJournal(Buffer.concat([bytes, Buffer.from([0])]))).toMatchObject({ damage: null });
  });

  it('before a later write are damage: what was lost there was on disk', () => {
    const sectors = Math.floor(ends.at(-6)! / 512);
    for (let sector = 0; sector < sectors; sector++) {
      const { damage } = scanJournal(holed(sector * 512, (sector + 1) * 512));
      expect(damage, `sector ${sector}`).not.toBeNull();
    }
  });
});
