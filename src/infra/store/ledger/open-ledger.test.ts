import { fork } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../core/ports/ledger-store.js';
import { openLedger } from './open-ledger.js';

const entry: LedgerEntry = {
  key: 'k1',
  question: 'q1',
  provider: 'ollama',
  model: 'llama3.2',
  model_version: 'sha256:1',
  request: '{"user":"ü"}',
  text: '{"prob_bull":0.5}\u0000 after a NUL, \ud800 alone',
  finish_reason: 'stop',
  prompt_tokens: 100,
  completion_tokens: null,
  latency_ms: 1234.5,
  cost_usd: 0.02,
  created_at: Date.UTC(2026, 0, 1),
  failure: null,
};

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'ledger-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const path = (): string => join(folder, 'deep', 'ledger.db');

describe('ledger on SQLite', () => {
  it('gives back what was put, also after a restart', async () => {
    const first = await openLedger(path());
    expect(await first.get('k1')).toBeNull();
    await first.put(entry);
    await first.close();
    const second = await openLedger(path());
    expect(await second.get('k1')).toEqual(entry);
    await second.close();
  });

  it('keeps the first answer of a key', async () => {
    const ledger = await openLedger(path());
    await ledger.put(entry);
    await ledger.put({ ...entry, text: 'other', cost_usd: 5 });
    expect((await ledger.get('k1'))?.text).toBe(entry.text);
    expect(await ledger.spentSince(0)).toBe(0.02);
    await ledger.close();
  });

  it('adds up what was spent since a moment; an unknown price counts 0', async () => {
    const ledger = await openLedger(path());
    await ledger.put(entry);
    await ledger.put({ ...entry, key: 'k2', cost_usd: null, created_at: entry.created_at + 1 });
    await ledger.put({ ...entry, key: 'k3', cost_usd: 0.5, created_at: entry.created_at + 2 });
    expect(await ledger.spentSince(entry.created_at)).toBeCloseTo(0.52, 12);
    expect(await ledger.spentSince(entry.created_at + 1)).toBe(0.5);
    expect(await ledger.spentSince(entry.created_at + 3)).toBe(0);
    await ledger.close();
  });

  it('serves two processes on one file', async () => {
    const [a, b] = [await openLedger(path()), await openLedger(path())];
    await Promise.all(Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? a : b).put({ ...entry, key: `k${i}` })));
    expect((await a.get('k39'))?.key).toBe('k39');
    expect((await b.get('k38'))?.key).toBe('k38');
    await Promise.all([a.close(), b.close()]);
  });

  it('refuses a file that is not a ledger, and one of a newer version, without touching it', async () => {
    const plain = join(folder, 'notes.db');
    writeFileSync(
      plain,
      'these are notes, not a database at all, and longer than a header of SQLite is: a hundred bytes and more',
    );
    await expect(openLedger(plain)).rejects.toMatchObject({ code: 'ledger.damaged', kind: 'input' });
    const newer = join(folder, 'newer.db');
    const db = new Libsql(newer);
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expect(openLedger(newer)).rejects.toMatchObject({ code: 'ledger.newer' });
  });

  it('says what to do when the folder cannot be written', async () => {
    writeFileSync(join(folder, 'file'), '');
    await expect(openLedger(join(folder, 'file', 'ledger.db'))).rejects.toMatchObject({
      code: 'disk',
      kind: 'input',
    });
  });

  it('finds the newest answer to a question, whichever build gave it', async () => {
    const ledger = await openLedger(path());
    expect(await ledger.latest('q1')).toBeNull();
    await ledger.put({ ...entry, key: 'b', created_at: 10 });
    await ledger.put({ ...entry, key: 'a', created_at: 20, model_version: 'sha256:2' });
    await ledger.put({ ...entry, key: 'c', created_at: 20, model_version: 'sha256:3' });
    await ledger.put({ ...entry, key: 'd', created_at: 30, question: 'another' });
    expect((await ledger.latest('q1'))?.key, 'of equally new ones the smallest key').toBe('a');
    await ledger.close();
  });

  it('keeps failures apart from answers: only a replay sees them', async () => {
    const ledger = await openLedger(path());
    const failure = { code: 'llm.server', message: 'boom', retryable: true };
    const failed = { ...entry, key: 'f', text: '', finish_reason: 'error', cost_usd: null, failure } as const;
    await ledger.put({ ...failed, created_at: 10 });
    expect(await ledger.latest('q1')).toBeNull();
    expect(await ledger.latestOutcome('q1')).toEqual({ ...failed, created_at: 10 });
    await ledger.put({ ...entry, key: 'b', created_at: 10 });
    expect((await ledger.latestOutcome('q1'))?.key, 'of equally new ones an answer').toBe('b');
    await ledger.put({ ...failed, key: 'g', created_at: 11 });
    expect((await ledger.latestOutcome('q1'))?.key).toBe('g');
    expect((await ledger.latest('q1'))?.key).toBe('b');
    await ledger.close();
  });

  it('reads a file of version 1, and writes failures into it', async () => {
    mkdirSync(dirname(path()), { recursive: true });
    copyFileSync(new URL('./fixtures/version-1.sqlite', import.meta.url), path());
    const ledger = await openLedger(path());
    expect(await ledger.get('k1'), 'with the checksum it was written with').toEqual(entry);
    const failure = { code: 'llm.server', message: 'boom', retryable: false };
    await ledger.put({ ...entry, key: 'f', created_at: entry.created_at + 1, failure });
    await ledger.close();
    const again = await openLedger(path());
    expect((await again.latestOutcome('q1'))?.failure).toEqual(failure);
    expect((await again.latest('q1'))?.key).toBe('k1');
    const cut = { message: 'used up its 4,096 answer tokens', kind: 'answer-tokens', remedy: 'Raise them.' };
    await again.put({ ...entry, key: 'c', finish_reason: 'length', cut });
    expect((await again.get('c'))?.cut).toEqual(cut);
    await again.put({ ...entry, key: 'from-cache', cached_prompt_tokens: 80 });
    expect(await again.get('from-cache')).toEqual({ ...entry, key: 'from-cache', cached_prompt_tokens: 80 });
    await again.close();
  });

  it('walks through what matches, newest or oldest first, in pages and while more is written', async () => {
    const ledger = await openLedger(path());
    const many = Array.from({ length: 1_203 }, (_, i) => ({
      ...entry,
      key: `k${String(i).padStart(4, '0')}`,
      model: i % 3 === 0 ? 'other' : entry.model,
      // Several of the same moment, across the border of a page too.
      created_at: 1_000 + Math.floor(i / 7),
    }));
    expect(await ledger.putAll([...many, many[0]!]), 'a key counts once').toBe(1_203);
    const keysOf = async (...[filter, order]: Parameters<typeof ledger.entries>): Promise<string[]> => {
      const keys: string[] = [];
      for await (const { key } of ledger.entries(filter, order)) keys.push(key);
      return keys;
    };
    const all = many.map(({ key }) => key);
    expect(await keysOf({}, 'oldest')).toEqual(all);
    expect(await keysOf({}, 'newest')).toEqual([...all].reverse());
    expect(await keysOf({ model: 'ollama/other' }, 'oldest')).toEqual(all.filter((_, i) => i % 3 === 0));
    expect(await keysOf({ from: 1_002, to: 1_003 }, 'oldest')).toEqual(all.slice(14, 21));
    expect(await keysOf({ keyPrefix: 'k007' }, 'oldest')).toEqual(all.slice(70, 80));
    expect(await keysOf({ finish: 'failed' }, 'oldest')).toEqual([]);
    expect(await keysOf({ finish: 'stop', keyPrefix: 'k1200' }, 'oldest')).toEqual(['k1200']);
    const seen: string[] = [];
    for await (const { key } of ledger.entries({}, 'oldest')) {
      if (seen.push(key) === 1) await ledger.put({ ...entry, key: 'late', created_at: 5_000 });
    }
    expect(seen).toEqual([...all, 'late']);
    await ledger.close();
  });

  it('writes and deletes whole lists or nothing of them', async () => {
    const ledger = await openLedger(path());
    const broken = { ...entry, key: 'k3', model: null } as unknown as LedgerEntry;
    await expect(ledger.putAll([{ ...entry, key: 'k2' }, broken])).rejects.toThrow();
    expect(await ledger.get('k2')).toBeNull();
    await ledger.putAll(['a', 'b', 'c'].map((key) => ({ ...entry, key })));
    expect(await ledger.delete(['a', 'c', 'none'])).toBe(2);
    expect([await ledger.get('a'), (await ledger.get('b'))?.key]).toEqual([null, 'b']);
    await ledger.close();
  });

  it('adds up calls and costs by day and model', async () => {
    const ledger = await openLedger(path());
    const at = (day: number, hour: number): number => Date.UTC(2026, 0, day, hour);
    const failure = { code: 'llm.server', message: 'boom', retryable: true };
    await ledger.putAll([
      { ...entry, key: 'a', created_at: at(1, 0) },
      { ...entry, key: 'b', created_at: at(1, 23), completion_tokens: 7, cached_prompt_tokens: 64, cost_usd: null },
      { ...entry, key: 'c', created_at: at(1, 23), prompt_tokens: null, cost_usd: null, failure },
      { ...entry, key: 'd', created_at: at(2, 0), model: 'other' },
    ]);
    const one = { day: '2026-01-01', model: 'ollama/llama3.2', calls: 3, failed: 1, prompt_tokens: 200 };
    expect(await ledger.days({})).toEqual([
      {
        day: '2026-01-02',
        model: 'ollama/other',
        calls: 1,
        failed: 0,
        prompt_tokens: 100,
        completion_tokens: 0,
        cached_prompt_tokens: 0,
        cost_usd: 0.02,
        unpriced: 0,
      },
      { ...one, completion_tokens: 7, cached_prompt_tokens: 64, cost_usd: 0.02, unpriced: 1 },
    ]);
    expect(await ledger.days({ model: 'ollama/other' })).toHaveLength(1);
    await ledger.close();
  });

  it('is in the file as soon as put has resolved, with no log beside it', async () => {
    const ledger = await openLedger(path());
    await ledger.put(entry);
    expect(existsSync(`${path()}-wal`)).toBe(false);
    expect(statSync(`${path()}-journal`).size).toBe(0);
    const copy = join(folder, 'copy.db');
    copyFileSync(path(), copy);
    const second = await openLedger(copy);
    expect(await second.get('k1')).toEqual(entry);
    await Promise.all([ledger.close(), second.close()]);
  });

  it.each([
    ['text_json', `'"changed"'`],
    ['cost_usd', '0.0'],
    ['model_version', 'NULL'],
    ['finish_reason', `'stopped'`],
    ['failure_json', `'{"code":"llm.server","message":"","retryable":true}'`],
    ['cut_json', `'{"message":"changed"}'`],
    ['cached_prompt_tokens', '5'],
    ['checksum', `''`],
  ])('notices that %s was changed', async (column, value) => {
    const ledger = await openLedger(path());
    await ledger.put(entry);
    const db = new Libsql(path());
    db.exec(`UPDATE calls SET ${column} = ${value}`);
    db.close();
    await expect(ledger.get('k1')).rejects.toMatchObject({ code: 'ledger.damaged', kind: 'input' });
    await expect(ledger.latestOutcome('q1')).rejects.toMatchObject({ code: 'ledger.damaged' });
    await ledger.close();
  });

  it('notices a file that was cut or overwritten in the middle', async () => {
    const ledger = await openLedger(path());
    for (let i = 0; i < 50; i += 1) await ledger.put({ ...entry, key: `k${i}`, text: 'x'.repeat(500) });
    await ledger.close();
    const whole = readFileSync(path());
    let noticed = 0;
    for (const at of [0.3, 0.5, 0.7, 0.9].map((share) => Math.floor(whole.length * share))) {
      const bytes = Buffer.from(whole);
      bytes.fill(0xff, at, at + 600);
      writeFileSync(path(), bytes);
      const read = async (): Promise<void> => {
        const opened = await openLedger(path());
        try {
          for (let i = 0; i < 50; i += 1) {
            const found = await opened.get(`k${i}`);
            // A row may be lost to a damaged page, but none is ever changed.
            if (found !== null) expect(found.text).toBe('x'.repeat(500));
          }
        } finally {
          await opened.close();
        }
      };
      await read().catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'ledger.damaged' });
        noticed += 1;
      });
    }
    expect(noticed).toBeGreaterThan(0);
  });

  it('refuses the database of another program, and says when it was closed', async () => {
    const other = join(folder, 'other.db');
    const db = new Libsql(other);
    db.exec('CREATE TABLE t (a)');
    db.close();
    await expect(openLedger(other)).rejects.toMatchObject({ code: 'ledger.foreign', kind: 'input' });
    const ledger = await openLedger(path());
    await ledger.close();
    await ledger.close();
    await expect(ledger.get('k1')).rejects.toMatchObject({ code: 'ledger.closed' });
  });

  it('keeps what was acknowledged when its process is killed at any moment', async () => {
    const script = join(folder, 'writer.mjs');
    const vite = import.meta.resolve('vite');
    const source = new URL('./open-ledger.ts', import.meta.url).pathname;
    writeFileSync(
      script,
      `import { createServer } from ${JSON.stringify(vite)};
       const vite = await createServer({ configFile: false, server: { middlewareMode: true, ws: false, watch: null }, appType: 'custom', logLevel: 'silent' });
       const { openLedger } = await vite.ssrLoadModule(${JSON.stringify(source)});
       const ledger = await openLedger(${JSON.stringify(path())});
       const entry = ${JSON.stringify(entry)};
       for (let i = 0; ; i += 1) {
         await ledger.put({ ...entry, key: 'k' + i });
         process.send(i);
       }`,
    );
    for (const stopAt of [3, 17, 40]) {
      const child = fork(script, { stdio: 'ignore', cwd: process.cwd() });
      let acknowledged = -1;
      await new Promise<void>((resolve, reject) => {
        child.on('message', (i: number) => {
          acknowledged = i;
          if (i === stopAt) child.kill('SIGKILL');
        });
        child.on('error', reject);
        child.on('exit', () => {
          resolve();
        });
      });
      expect(acknowledged).toBeGreaterThanOrEqual(stopAt);
      const ledger = await openLedger(path());
      for (let i = 0; i <= acknowledged; i += 1) expect((await ledger.get(`k${i}`))?.key).toBe(`k${i}`);
      await ledger.close();
    }
  });
});
