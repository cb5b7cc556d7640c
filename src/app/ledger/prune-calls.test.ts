import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LedgerEntry, LedgerStore } from '../../core/ports/ledger-store.js';
import { openLedger } from '../../infra/store/ledger/open-ledger.js';
import { planCallPrune, type PruneRequest } from './prune-calls.js';

const NOW = Date.UTC(2026, 0, 10, 12);
const HOUR = 3_600_000;
const entry = (key: string, question: string, hoursAgo: number, change: Partial<LedgerEntry> = {}): LedgerEntry => ({
  key,
  question,
  provider: 'ollama',
  model: 'llama3.2',
  model_version: null,
  request: '{}',
  text: '{}',
  finish_reason: 'stop',
  prompt_tokens: 1,
  completion_tokens: 1,
  latency_ms: 1,
  cost_usd: 0.5,
  created_at: NOW - hoursAgo * HOUR,
  failure: null,
  ...change,
});
const failure = { code: 'llm.server', message: 'boom', retryable: true };

let folder: string;
let ledger: LedgerStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'prune-'));
  ledger = await openLedger(join(folder, 'ledger.db'));
  await ledger.putAll([
    entry('old-build', 'a', 100),
    entry('new-build', 'a', 50),
    entry('failed-after', 'a', 40, { failure, cost_usd: null }),
    entry('failed-before', 'b', 90, { failure, cost_usd: null }),
    entry('answered', 'b', 80, { model: 'other' }),
    entry('today', 'c', 1),
    entry('today-free', 'd', 1, { cost_usd: 0 }),
  ]);
});
afterEach(async () => {
  await ledger.close();
  rmSync(folder, { recursive: true, force: true });
});

const plan = async (request: Partial<PruneRequest>) => {
  const { keys, ...rest } = await planCallPrune(ledger, { now: NOW, ...request });
  return { keys: [...keys].sort(), ...rest };
};

it('keeps the last outcome of a question, and the answer that a recording run would take', async () => {
  expect((await plan({ superseded: true })).keys).toEqual(['failed-before', 'old-build']);
});

it('takes what all that is asked holds of', async () => {
  const before = NOW - 60 * HOUR;
  expect((await plan({ before })).keys).toEqual(['answered', 'failed-before', 'old-build']);
  expect((await plan({ before, model: 'ollama/other' })).keys).toEqual(['answered']);
  expect((await plan({ before, superseded: true })).cost_usd).toBe(0.5);
});

it("keeps the paid calls of this UTC day, which the day's budget is counted by", async () => {
  const all = await plan({ before: NOW });
  expect(all.keys).not.toContain('today');
  expect(all.keys).toContain('today-free');
  expect(all).toMatchObject({ kept_for_budget: 1, kept_as_needed: 0, total: 7 });
});

it('keeps what something else needs', async () => {
  const some = await plan({ before: NOW, isNeeded: ({ question }) => question === 'a' });
  expect(some.keys).toEqual(['answered', 'failed-before', 'today-free']);
  expect(some.kept_as_needed).toBe(3);
});

it('wants to know which', async () => {
  await expect(plan({})).rejects.toThrow('--before TIME');
});
