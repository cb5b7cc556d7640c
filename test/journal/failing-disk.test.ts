import { appendFileSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { LlmTradingError } from '../../src/core/errors.js';
import { nodeDisk, type JournalDisk } from '../../src/infra/store/journal/disk.js';
import { isFolderLocked, type OpenedJournal } from '../../src/infra/store/journal/index.js';
import { Killed, strikingDisk, type Blow } from './support/failing-disk.js';
import { AT, batchOf, emptyFolder, entriesOf, faultOf, open, PATIENCE, written } from './support/session.js';

vi.setConfig({ testTimeout: PATIENCE });

/** Where a session begins: in a folder that is not there, after a clean end, and after a crash in the middle of a write. */
const BEGINNINGS = {
  'a new session': () => Promise.resolve({ folder: emptyFolder(), acknowledged: 0 }),
  'one that ended': async () => {
    const folder = emptyFolder();
    const journal = await open(folder);
    for (let i = 1; i <= 2; i++) journal.append(AT, batchOf(i));
    journal.close();
    return { folder, acknowledged: 2 };
  },
  'one with a torn tail': async () => {
    const folder = emptyFolder();
    const journal = await open(folder);
    for (let i = 1; i <= 3; i++) journal.append(AT, batchOf(i));
    journal.close();
    appendFileSync(join(folder, 'journal.log'), '00000120 0123456789abcdef 01');
    return { folder, acknowledged: 3 };
  },
};

interface Outcome {
  readonly acknowledged: number;
  readonly error: unknown;
}

/** Opens, appends three batches and closes; stops at the first error as a process would that is told of it. */
async function session(folder: string, disk: JournalDisk, before: number): Promise<Outcome> {
  let acknowledged = before;
  let journal: OpenedJournal | null = null;
  try {
    journal = await open(folder, disk);
    for (let i = before + 1; i <= before + 3; i++) {
      journal.append(AT, batchOf(i));
      acknowledged = i;
    }
    return { acknowledged, error: null };
  } catch (error) {
    return { acknowledged, error };
  } finally {
    journal?.close();
  }
}

/** What is there afterwards, and goes on: null, or what is wrong with it. */
async function faultAfter(folder: string, acknowledged: number): Promise<string | null> {
  if (await isFolderLocked(folder)) return 'the folder is still locked';
  const journal = await open(folder).catch((error: unknown) => error);
  if (journal instanceof Error) return `it is not opened any more: ${journal.message}`;
  const { records, append, close } = journal as OpenedJournal;
  const fault = faultOf(written(records), entriesOf(acknowledged), batchOf(acknowledged + 1));
  append(AT, [{ kind: 'note', data: 'goes on' }]);
  close();
  const again = await open(folder);
  const last = written(again.records).at(-1)?.data;
  again.close();
  return fault ?? (last === 'goes on' ? null : 'what was appended after is lost');
}

const ALL: readonly (readonly [string, Blow])[] = [
  ...['ENOSPC', 'EIO', 'EACCES', 'EMFILE'].map((code) => [code, { kind: 'error', code }] as const),
  ['killed before it', { kind: 'before' }],
  ['killed after it', { kind: 'after' }],
  ['killed after 1 byte of it', { kind: 'torn', bytes: () => 1 }],
  ['killed after half of it', { kind: 'torn', bytes: (length) => length >> 1 }],
  ['killed before its last byte', { kind: 'torn', bytes: (length) => length - 1 }],
];

describe.each(Object.entries(BEGINNINGS))('every access to the disk, from %s', (_name, begin) => {
  it.each(ALL)('%s: nothing acknowledged is lost, and the session goes on', async (_blow, blow) => {
    const model = await begin();
    const copy = (): string => {
      const folder = emptyFolder();
      if (model.acknowledged > 0) {
        mkdirSync(dirname(folder), { recursive: true });
        cpSync(model.folder, folder, { recursive: true });
      }
      return folder;
    };
    const whole = strikingDisk(-1, blow);
    const all = await session(copy(), whole.disk, model.acknowledged);
    expect(all).toEqual({ acknowledged: model.acknowledged + 3, error: null });
    expect(whole.accesses.length).toBeGreaterThan(15);

    for (const [at, access] of whole.accesses.entries()) {
      if (blow.kind === 'torn' && access !== 'write') continue;
      const folder = copy();
      const { disk } = strikingDisk(at, blow);
      const { acknowledged, error } = await session(folder, disk, model.acknowledged);
      const place = `access ${at}, ${access}`;
      // The last ones are those of the checkpoint at the end, which may fail.
      if (error === null) expect(acknowledged, place).toBe(model.acknowledged + 3);
      else if (blow.kind === 'error') expect(error, place).toBeInstanceOf(LlmTradingError);
      else expect(error, place).toBeInstanceOf(Killed);
      expect(await faultAfter(folder, acknowledged), place).toBeNull();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a journal that a write failed in', () => {
  it.each([
    ['write', 'ENOSPC', 'input', 'the disk is full (ENOSPC): make room'],
    ['syncData', 'EIO', 'unavailable', 'EIO'],
    ['write', 'EMFILE', 'unavailable', 'EMFILE'],
    ['syncData', 'ENOSPC', 'input', 'the disk is full'],
  ] as const)(
    '(%s, %s) says why, takes nothing more, and is whole when it is opened again',
    async (access, code, kind, text) => {
      const folder = emptyFolder();
      let isFull = false;
      const refuse = (): void => {
        if (isFull) throw Object.assign(new Error(`${code}: planned`), { code });
      };
      const disk: JournalDisk = {
        ...nodeDisk,
        write: (handle, bytes, at) => {
          if (access === 'write') refuse();
          return nodeDisk.write(handle, bytes, at);
        },
        syncData: (handle) => {
          if (access === 'syncData') refuse();
          nodeDisk.syncData(handle);
        },
      };
      const journal = await open(folder, disk);
      journal.append(AT, batchOf(1));
      isFull = true;
      const append = (): unknown => journal.append(AT, batchOf(2));
      expect(append).toThrow(expect.objectContaining({ kind, message: expect.stringContaining(text) as string }));
      // Room that is made later does not help: what is on disk is known only when it is read again.
      isFull = false;
      expect(append).toThrow(expect.objectContaining({ code: 'journal.broken', kind: 'unavailable' }));
      expect(append).toThrow(code);
      journal.close();
      expect(await faultAfter(folder, 1)).toBeNull();
    },
  );

  it('that took only a part at a time is whole', async () => {
    const small: JournalDisk = {
      ...nodeDisk,
      write: (handle, bytes, at) => nodeDisk.write(handle, bytes.subarray(0, 7), at),
    };
    const folder = emptyFolder();
    expect((await session(folder, small, 0)).error).toBeNull();
    expect(await faultAfter(folder, 3)).toBeNull();
  });

  it('that takes nothing and says nothing is an error, not a wait without end', async () => {
    const { error } = await session(emptyFolder(), { ...nodeDisk, write: () => 0 }, 0);
    expect(error).toMatchObject({ code: 'journal.io' });
  });
});
