import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { registrationsSchema } from '../../src/contract/forward-test.js';
import { leagueResultSchema } from '../../src/contract/league.js';
import { runCli } from '../../src/cli/run-cli.js';
import { cli, emptyDir, ioOf } from './support/cli.js';
import { startExchange, type RunningExchange } from './support/replay-exchange.js';

const SPEED = ['--speed', '5000'];
let exchange: RunningExchange;

beforeAll(async () => {
  exchange = await startExchange(SPEED);
});
afterAll(() => exchange.end());

/** Plays until each member has filled something, or for so long. */
async function played(cwd: string, ms: number) {
  const process = new AbortController();
  const { io, written } = ioOf({
    cwd,
    signal: process.signal,
    env: { EXCHANGE_BASE_URL: exchange.url, LOG_LEVEL: 'silent' },
  });
  const league = ['--symbol', 'BTC/USDT', '--league', 'league.yaml', '--session', 'cup'];
  const code = runCli(['paper', ...league, ...SPEED, '--json'], io);
  while (!written.stderr.includes('cup.buy-and-hold') && !(await over(code))) await wait(20);
  await wait(ms);
  process.abort();
  expect(await code, written.stderr).toBe(0);
  return leagueResultSchema.parse(JSON.parse(written.stdout));
}
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const over = (code: Promise<number>) => Promise.race([code.then(() => true), Promise.resolve(false)]);

it('trades live prices as one feed, and registers who asks a model as a forward test, once', async () => {
  const cwd = emptyDir();
  writeFileSync(join(cwd, 'league.yaml'), 'members:\n  - { name: trend, strategy: sma-cross }\n');
  const first = await played(cwd, 3_000);
  expect(first.ended.map(({ end }) => end.code)).toEqual(first.ended.map(() => 'interrupted'));
  expect(Math.min(...first.ended.map(({ moments }) => moments))).toBeGreaterThan(0);
  expect(first.registered.map(({ session, number }) => [session, number])).toEqual([
    ['cup.climatology', 1],
    ['cup.momentum', 2],
    ['cup.logistic', 3],
    ['cup.hmm-2', 4],
    ['cup.heuristic', 5],
  ]);
  const second = await played(cwd, 1_000);
  expect(second.registered).toEqual(first.registered);
  expect(second.ended[0]!.moments).toBeGreaterThan(first.ended[0]!.moments);
  const { stdout } = await cli(['evaluate', '--registered', '--json'], { cwd });
  const registrations = registrationsSchema.parse(JSON.parse(stdout));
  expect(registrations.map(({ sha256 }) => sha256)).toEqual(first.registered.map(({ sha256 }) => sha256));
  expect(registrations[1]!.registration).toMatchObject({
    model: { id: expect.stringMatching(/^baseline\/momentum/) as string, version: null },
    symbol: 'BTCUSDT',
    horizon_hours: 24,
    step_hours: 24,
  });
  expect(registrations[1]!.registration.settings.fields.length).toBeGreaterThan(3);
});
