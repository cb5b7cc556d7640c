import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { withProgress } from './progress.js';
import { Session } from './session.js';

/** A session whose stderr is a pipe. */
function piped(): { session: Session; lines: string[] } {
  const lines: string[] = [];
  const stderr = { write: (text: string) => lines.push(text) > 0 };
  const io = { stdout: { write: () => true }, stderr, env: { LANG: 'C.UTF-8' }, cwd: '/', platform: 'linux' };
  return { session: new Session(io as unknown as Session['io']), lines };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

it('writes a line every ten seconds where stderr is not a terminal, and none where it is quick', async () => {
  const { session, lines } = piped();
  const work = withProgress(session, 'reading', async ({ say }) => {
    for (let second = 1; second <= 25; second++) {
      say({ name: '2 of 8: model', share: second / 50, doing: `decision ${second} of 50` });
      await vi.advanceTimersByTimeAsync(1_000);
    }
    return 7;
  });
  expect(await work).toBe(7);
  expect(lines).toHaveLength(2);
  expect(lines[0]).toMatch(/^2 of 8: model .* 20 % decision 10 of 50, about (40|45|50) s left\n$/);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lines, 'nothing after the end').toHaveLength(2);
  await withProgress(session, 'quick', () => Promise.resolve());
  expect(lines).toHaveLength(2);
});
