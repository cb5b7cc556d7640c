import { expect, it } from 'vitest';
import { startBinanceServer } from '../../../../test/servers/binance.js';
import { realClock } from '../../../../test/support/llm-clock.js';
import { seededRandom } from '../../../core/ports/index.js';
import { createHttpClient } from '../../http/index.js';
import { probeClockSkew } from './clock-skew.js';

const NOW = Date.UTC(2025, 5, 10, 14);

it.each([
  ['behind', 90_000],
  ['ahead', -86_400_000],
  ['right', 0],
])('measures a machine that is %s', async (_, skew) => {
  const clock = { now: () => NOW, sleep: realClock.sleep };
  const venue = await startBinanceServer({ now: () => NOW + skew });
  try {
    const http = createHttpClient({ clock, random: seededRandom(1) });
    expect(await probeClockSkew({ http, clock, baseUrl: venue.url })).toEqual({ skewMs: skew, roundTripMs: 0 });
  } finally {
    await venue.close();
  }
});

it('takes the middle of the round trip as the moment of the answer', async () => {
  let now = NOW;
  const venue = await startBinanceServer({ now: () => (now += 200) });
  try {
    const clock = { now: () => now, sleep: realClock.sleep };
    const http = createHttpClient({ clock, random: seededRandom(1) });
    const { skewMs, roundTripMs } = await probeClockSkew({ http, clock, baseUrl: venue.url });
    // The venue reads its clock three times an answer; the first reading is the one it tells.
    expect(roundTripMs).toBeGreaterThanOrEqual(200);
    expect(skewMs).toBe(Math.round(NOW + 200 - (NOW + roundTripMs / 2)));
  } finally {
    await venue.close();
  }
});
