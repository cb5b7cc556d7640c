import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import type { Observation } from '../../core/observation.js';
import type { LedgerEntry } from '../../core/ports/ledger-store.js';
import { openLedger } from './ledger/open-ledger.js';
import { openObservations } from './observations/open-observations.js';
import { openTrials } from './trials/open-trials.js';

const root = mkdtempSync(join(tmpdir(), 'broken-text-'));
afterAll(() => rmSync(root, { recursive: true }));

const START = Date.UTC(2024, 0, 1);
const NO_TEXT = 'a row holds bytes that are not text';

/** Makes a file larger than those which are looked through when they are opened. */
function grow(path: string): void {
  const db = new Libsql(path);
  db.exec('CREATE TABLE filling (bytes BLOB) STRICT; INSERT INTO filling VALUES (zeroblob(17000000))');
  db.close();
  expect(statSync(path).size).toBeGreaterThan(16 * 1024 * 1024);
}

/** One byte that no text holds, everywhere in the place of the first of a word. */
function breakText(path: string, word: string): void {
  const bytes = readFileSync(path);
  for (let at = bytes.indexOf(word); at >= 0; at = bytes.indexOf(word, at + 1)) bytes[at] = 0xff;
  writeFileSync(path, bytes);
}

async function drain(values: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const value of values) count += value === undefined ? 0 : 1;
  return count;
}

const entry: LedgerEntry = {
  key: 'key-1',
  question: 'question-1',
  provider: 'ollama',
  model: 'llama3.2',
  model_version: null,
  request: '{}',
  text: 'the answer ü',
  finish_reason: 'stop',
  prompt_tokens: 1,
  completion_tokens: 1,
  latency_ms: 1,
  cost_usd: 0,
  created_at: START,
  failure: null,
};
const observation: Observation = {
  series: 'funding_rate',
  symbol: 'BTCUSDT',
  source: 'somewhere',
  value: 0.0001,
  observed_at: START,
  available_at: START,
  retrieved_at: START,
};

describe('broken text, in a file too large to be looked through at once', () => {
  it('is told by every reading of the ledger', async () => {
    const path = join(root, 'ledger.db');
    const before = await openLedger(path);
    await before.put(entry);
    await before.close();
    grow(path);
    const whole = await openLedger(path);
    expect(await whole.get('key-1')).toEqual(entry);
    await whole.close();
    breakText(path, 'answer');
    breakText(path, 'ollama');
    const ledger = await openLedger(path);
    const refused = { code: 'ledger.damaged', kind: 'input', where: path, message: expect.stringContaining(NO_TEXT) };
    await expect(ledger.get('key-1')).rejects.toMatchObject(refused);
    await expect(ledger.latest('question-1')).rejects.toMatchObject(refused);
    await expect(ledger.latestOutcome('question-1')).rejects.toMatchObject(refused);
    await expect(drain(ledger.entries({}, 'newest'))).rejects.toMatchObject(refused);
    await expect(ledger.days({})).rejects.toMatchObject(refused);
    await ledger.close();
  });

  it('is told by every reading of the history, and by its check', async () => {
    const path = join(root, 'history.db');
    const before = await openObservations(path);
    await before.add([observation]);
    await before.close();
    grow(path);
    const whole = await openObservations(path);
    expect(await drain(whole.read({}))).toBe(1);
    expect(await whole.check()).toEqual({ rows: 1, findings: [] });
    await whole.close();
    breakText(path, 'somewhere');
    const store = await openObservations(path);
    const refused = { code: 'observations.damaged', where: path, message: expect.stringContaining(NO_TEXT) };
    await expect(drain(store.read({}))).rejects.toMatchObject(refused);
    await expect(store.list()).rejects.toMatchObject(refused);
    expect(await store.check()).toMatchObject({
      rows: 0,
      findings: [{ where: 'the file', problem: expect.stringMatching(/^a row of \w+ holds bytes that are not text$/) }],
    });
    await store.close();
  });

  it('is told by the registry of trials', async () => {
    const path = join(root, 'trials.db');
    const before = await openTrials(path);
    const range = { symbols: ['BTCUSDT'], intervalMs: 3_600_000, from: START, to: START + 36_000_000 };
    await before.start({
      id: 't1',
      range,
      markets: [],
      kind: 'backtest',
      strategy: 'sma-cross',
      startedAt: START,
      details: null,
    });
    await before.close();
    grow(path);
    breakText(path, 'sma-cross');
    const trials = await openTrials(path);
    await expect(trials.all()).rejects.toMatchObject({
      code: 'trials.damaged',
      message: expect.stringContaining(NO_TEXT) as string,
    });
    await trials.close();
  });
});
