import { describe, expect, it } from 'vitest';
import { systemClock } from '../../app/runtime/system.js';
import type { Clock } from '../../core/ports/index.js';
import { startRequestDeadline } from './call-deadline.js';
import { createRateWindow } from './rate-limit.js';
import type { HttpRequest, RatePolicy } from './types.js';

/** Stands still but for sleeps; a deadline's own sleep never ends. */
function handClock(): Clock & { time: number } {
  return {
    time: 0,
    now() {
      return this.time;
    },
    async sleep(ms, signal) {
      if (ms >= 1_000_000) return systemClock.sleep(ms, signal);
      this.time += ms;
    },
  };
}

const policy: RatePolicy = { key: 'k', limit: 10, windowMs: 6_000 };
const asking = (weight?: number): HttpRequest => ({
  source: 'test',
  url: 'http://x',
  ...(weight === undefined ? {} : { weight }),
});
const deadlineOf = (clock: Clock, ms = 1_000_000) => startRequestDeadline(clock, ms, 'test');

describe('createRateWindow', () => {
  it('never lets more than the limit into any window', async () => {
    const clock = handClock();
    const window = createRateWindow(clock);
    const deadline = deadlineOf(clock);
    const sent: number[] = [];
    for (let i = 0; i < 100; i += 1) {
      (await window.acquire(asking(), policy, deadline))();
      sent.push(clock.time);
      clock.time += (i * 37) % 400;
    }
    deadline.end();
    const busiest = Math.max(
      ...sent.map((from) => sent.filter((at) => at >= from && at < from + policy.windowMs).length),
    );
    expect(busiest).toBe(10);
  });

  it('counts weights', async () => {
    const clock = handClock();
    const window = createRateWindow(clock);
    const deadline = deadlineOf(clock);
    await window.acquire(asking(8), policy, deadline);
    await window.acquire(asking(2), policy, deadline);
    expect(clock.time).toBe(0);
    await window.acquire(asking(1), policy, deadline);
    expect(clock.time).toBeGreaterThanOrEqual(6_000);
    deadline.end();
  });

  it('believes the server where it counts more', async () => {
    const clock = handClock();
    const window = createRateWindow(clock);
    const deadline = deadlineOf(clock);
    const reporting = { ...policy, usedHeader: 'x-used' };
    await window.acquire(asking(), reporting, deadline);
    window.observe(reporting, new Headers({ 'x-used': '10' }));
    window.observe(reporting, new Headers({ 'x-used': 'nonsense' }));
    await window.acquire(asking(), reporting, deadline);
    expect(clock.time).toBeGreaterThanOrEqual(6_000);
    deadline.end();
  });

  it('refuses at once what cannot be sent before the deadline, or ever', async () => {
    const clock = handClock();
    const window = createRateWindow(clock);
    const patient = deadlineOf(clock);
    await window.acquire(asking(10), policy, patient);
    const short = startRequestDeadline({ now: () => clock.time, sleep: systemClock.sleep }, 5_000, 'test');
    await expect(window.acquire(asking(), policy, short)).rejects.toMatchObject({ code: 'http.rate', retryable: true });
    await expect(window.acquire(asking(11), policy, patient)).rejects.toMatchObject({
      code: 'http.rate',
      retryable: false,
    });
    expect(clock.time).toBe(0);
    short.end();
    patient.end();
  });

  it('lets no more run at once than allowed, in the order of arrival', async () => {
    const window = createRateWindow(systemClock);
    const deadline = deadlineOf(systemClock);
    const two = { ...policy, limit: 100, maxConcurrent: 2 };
    let running = 0;
    let most = 0;
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 8 }, async (_, i) => {
        const release = await window.acquire(asking(), two, deadline);
        order.push(i);
        running += 1;
        most = Math.max(most, running);
        await systemClock.sleep(5);
        running -= 1;
        release();
      }),
    );
    deadline.end();
    expect(most).toBe(2);
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('goes on after one in the queue gave up', async () => {
    const window = createRateWindow(systemClock);
    const one = { ...policy, maxConcurrent: 1 };
    const long = deadlineOf(systemClock);
    const release = await window.acquire(asking(), one, long);
    const short = deadlineOf(systemClock, 30);
    const gaveUp = window.acquire(asking(), one, short);
    const next = window.acquire(asking(), one, long);
    await expect(gaveUp).rejects.toMatchObject({ code: 'http.deadline' });
    release();
    (await next)();
    short.end();
    long.end();
  });
});
