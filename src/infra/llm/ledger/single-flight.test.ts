import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { realClock } from '../../../../test/support/llm-clock.js';
import type { LedgerStore } from '../../../core/ports/ledger-store.js';
import { openLedger } from '../../store/ledger/open-ledger.js';
import { LlmError } from '../errors.js';
import { onlyOnce } from './single-flight.js';

let ledgers: LedgerStore[];
let path: string;
beforeEach(async () => {
  path = join(await mkdtemp(join(tmpdir(), 'flight-')), 'calls.sqlite');
  ledgers = [await openLedger(path), await openLedger(path)];
});
afterEach(() => Promise.all(ledgers.map((ledger) => ledger.close())));

/** A model that is asked by `onlyOnce`, and what it has answered so far. */
function world(fails = 0) {
  const state = { asked: 0, answer: null as string | null };
  const ask = async (): Promise<string> => {
    state.asked += 1;
    const turn = state.asked;
    await realClock.sleep(30);
    if (turn <= fails) throw new LlmError('llm.server', 'down');
    return (state.answer = `answer ${turn}`);
  };
  const call = (ledger: LedgerStore, signal?: AbortSignal): Promise<string> =>
    onlyOnce({
      ledger,
      clock: realClock,
      question: 'q',
      leaseMs: 60_000,
      signal,
      recorded: () => Promise.resolve(state.answer),
      ask,
    });
  return { state, call };
}

it('asks once for callers of one ledger, and of two on the same file', async () => {
  const { state, call } = world();
  const answers = await Promise.all([0, 0, 1, 1, 0].map((i) => call(ledgers[i]!)));
  expect(answers).toEqual(Array.from({ length: 5 }, () => 'answer 1'));
  expect(state.asked).toBe(1);
});

it('asks again where the first has failed, and gives its error to nobody else', async () => {
  const { state, call } = world(1);
  const results = await Promise.allSettled([0, 0, 1].map((i) => call(ledgers[i]!)));
  expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(1);
  expect(state.asked).toBe(2);
});

it('a waiter that gives up does not wait on, and stops nobody', async () => {
  const { state, call } = world();
  const controller = new AbortController();
  const first = call(ledgers[0]!);
  const waiting = call(ledgers[0]!, controller.signal);
  controller.abort(new LlmError('llm.aborted', 'given up'));
  await expect(waiting).rejects.toThrow('given up');
  expect(await first).toBe('answer 1');
  expect(state.asked).toBe(1);
});

it('a claim that outlives its lease is taken over', async () => {
  const now = realClock.now();
  const [a, b] = ledgers.map((ledger) => ledger.claims!);
  expect(await a!.claim('q', { now, leaseMs: 1_000 })).toBe(true);
  expect(await b!.claim('q', { now: now + 999, leaseMs: 1_000 })).toBe(false);
  expect(await b!.claim('q', { now: now + 1_000, leaseMs: 1_000 })).toBe(true);
  await a!.release('other');
  await b!.release('q');
  expect(await a!.claim('q', { now, leaseMs: 1_000 })).toBe(true);
});
