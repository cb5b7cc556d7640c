import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LedgerEntry } from '../../../core/ports/ledger-store.js';
import { openLedger } from './index.js';

const entry: LedgerEntry = {
  key: 'k1',
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

  it('refuses a file that is no ledger, and one of a newer version, without touching it', async () => {
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
      code: 'ledger.open',
      kind: 'unavailable',
    });
  });
});
