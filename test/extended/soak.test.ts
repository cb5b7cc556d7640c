import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { writeBarsFile } from '../../src/app/data/bars-file.js';
import { demoMarket } from '../../src/app/data/write-demo.js';
import { BarSeries } from '../../src/core/bars.js';
import { DAY, HOUR, MINUTE } from '../../src/core/time.js';
import { momentsOf } from '../../src/engine/hosted/moments.js';
import { openJournal } from '../../src/infra/store/journal/index.js';
import { guardLimitsSchema } from '../../src/live/guard/limits.js';
import { TradingSession } from '../../src/live/session/trading-session.js';
import { createStrategy } from '../../src/strategies/index.js';
import { builtCommands } from '../e2e/support/built.js';
import { emptyDir } from '../e2e/support/cli.js';

const IS_NIGHTLY = process.env.TEST_SIZE === 'nightly';
const DAYS = 30;
/** Until then caches fill and code is compiled. */
const WARM_UP_DAYS = 8;
const BAR_MS = IS_NIGHTLY ? MINUTE : 10 * MINUTE;
const PER_DAY = DAY / BAR_MS;
const MB = 1024 * 1024;
const SOAK = fileURLToPath(new URL('support/soak.mjs', import.meta.url));

interface Measured {
  readonly rss: number;
  readonly used: number;
  readonly handles: number;
}

let dist: string;
beforeAll(() => {
  dist = join(builtCommands(), '..');
}, 600_000);

/** Least squares, of one value a day. */
function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const spread = values.reduce((sum, _, i) => sum + (i - middle) ** 2, 0);
  return values.reduce((sum, value, i) => sum + (i - middle) * value, 0) / spread;
}

async function soaked(leak: 'none' | 'memory' | 'handles') {
  const cwd = emptyDir();
  const { bars } = demoMarket('BTCUSDT', DAYS * PER_DAY);
  const from = Date.UTC(2024, 0, 1);
  const rows = Array.from({ length: bars.length }, (_, i) => ({ ...bars.row(i), openTime: from + i * BAR_MS }));
  const file = join(cwd, 'BTCUSDT-bars.csv');
  await writeBarsFile(file, BarSeries.fromRows('BTCUSDT', BAR_MS, rows));
  const argv = ['--expose-gc', SOAK, dist, cwd, file, String(PER_DAY), leak];
  const { stdout } = await promisify(execFile)(process.execPath, argv, { env: { PATH: process.env.PATH, LANG: 'C' } });
  const days = JSON.parse(stdout) as Measured[];
  expect(days).toHaveLength(DAYS);
  const warm = days.slice(WARM_UP_DAYS);
  return {
    rss: slopeOf(warm.map(({ rss }) => rss)) / MB,
    used: slopeOf(warm.map(({ used }) => used)) / MB,
    handles: Math.max(...warm.map(({ handles }) => handles)) - Math.min(...warm.map(({ handles }) => handles)),
  };
}

describe(`${DAYS} simulated days at full speed, ${PER_DAY} bars a day`, { timeout: 1_800_000 }, () => {
  it('take no memory and no handles that they do not give back', async () => {
    const { rss, used, handles } = await soaked('none');
    expect(used).toBeLessThanOrEqual(1);
    expect(rss).toBeLessThanOrEqual(1);
    expect(handles).toBe(0);
  });

  it('with a leak that is planted do not pass', async () => {
    const memory = await soaked('memory');
    expect(memory.used).toBeGreaterThan(1);
    expect(memory.rss).toBeGreaterThan(1);
    expect((await soaked('handles')).handles).toBeGreaterThan(5);
  });
});

const SESSIONS = 50;

describe(`${SESSIONS} sessions in one process`, () => {
  it('go through a bar in less than a second together, each with its own journal on disk', async () => {
    const { bars } = demoMarket('BTCUSDT', 120);
    const { signal } = new AbortController();
    const clock = { time: 0, now: () => clock.time };
    const spec = {
      account: { instrument: 'perp' as const, intervalMs: HOUR, symbols: [{ symbol: bars.symbol }] },
      opinions: null,
      limits: guardLimitsSchema.parse({}),
    };
    const journals = await Promise.all(
      Array.from({ length: SESSIONS }, (_, i) =>
        openJournal({
          folder: join(emptyDir(), 's'),
          at: 0,
          sessionId: `s${i}`,
          programVersion: '1',
          configurationHash: 'c'.repeat(64),
        }),
      ),
    );
    const sessions = journals.map((journal, i) => {
      const strategy = createStrategy('sma-cross', { fast: 2 + (i % 5), slow: 10 + i });
      return new TradingSession(spec, { strategy, journal, clock, ask: null, halted: () => null });
    });
    const cycles: number[] = [];
    for (const moment of momentsOf([{ bars }])) {
      clock.time = moment.time + HOUR;
      const began = performance.now();
      for (const session of sessions) await session.step(moment, signal);
      cycles.push(performance.now() - began);
    }
    for (const journal of journals) journal.close();
    expect(sessions.map(({ booked }) => booked)).toEqual(Array.from({ length: SESSIONS }, () => bars.length));
    // The first compiles; and a machine that does something else may take one.
    expect(cycles.filter((ms) => ms > 1_000).length).toBeLessThanOrEqual(2);
    expect([...cycles].sort((a, b) => a - b)[60]).toBeLessThan(500);
  }, 300_000);
});
