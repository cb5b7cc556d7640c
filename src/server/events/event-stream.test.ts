import { expect, it } from 'vitest';
import type { Clock } from '../../core/ports/clock.js';
import { EventHub } from './event-hub.js';
import { eventStream } from './event-stream.js';

/** A clock whose sleepers wake when they are told to. */
function handClock(): { readonly clock: Clock; readonly wake: () => void; readonly slept: number[] } {
  const waiting: (() => void)[] = [];
  const slept: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    slept.push(ms);
    return new Promise((resolve) => waiting.push(resolve));
  };
  return { clock: { now: () => 0, sleep }, wake: () => waiting.shift()?.(), slept };
}

const run = { type: 'run', id: 'x' } as const;

it('a stream says what happens, and every fifteen seconds that it is still there', async () => {
  const { clock, wake, slept } = handClock();
  const hub = new EventHub();
  const ends = new AbortController();
  const reader = eventStream(hub, clock, { lastSeen: null, signal: ends.signal }).getReader();
  const next = async (): Promise<string> => Buffer.from((await reader.read()).value ?? []).toString();
  expect(await next()).toMatch(/^event: hello\nid: [0-9a-f]{16}\.0\ndata: \{.*\}\n\n$/);
  hub.tell(run);
  expect(await next()).toContain('event: run\n');
  wake();
  expect(await next()).toBe(': still here\n\n');
  expect(slept[0]).toBe(15_000);
  ends.abort();
  expect((await reader.read()).done).toBe(true);
  expect(hub.listening).toBe(0);
});

it('a reader that takes nothing is let go', async () => {
  const { clock } = handClock();
  const hub = new EventHub();
  const stream = eventStream(hub, clock, { lastSeen: null, signal: new AbortController().signal });
  for (let i = 0; i < 300; i++) hub.tell(run);
  expect(hub.listening).toBe(0);
  await expect(stream.getReader().read()).rejects.toThrow('too slow');
});
