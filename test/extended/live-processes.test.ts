import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../src/core/ports/random.js';
import { readJournalFile } from '../../src/infra/store/journal/index.js';
import { OwnOrders } from '../../src/live/broker/own-orders.js';
import { builtCommands } from '../e2e/support/built.js';
import { emptyDir } from '../e2e/support/cli.js';
import { NIGHTLY, SEED } from '../journal/support/session.js';
import { hasPackage } from '../support/optional-package.js';

const KILLS = NIGHTLY ? 150 : 8;
/** An hour in 0.7 s: a start takes some hours of the exchange. */
const SPEED = '5000';
const START = NIGHTLY ? '2024-10-20T00:00Z' : '2025-01-11T18:00Z';
const SYMBOL = 'BTCUSDT';
/** Requests that are done and get no answer, and fills in parts, among everything else. */
const FAULTS = [
  { do: 'drop', after: true, on: { method: 'POST', path: '/fapi/v1/order' }, skip: 3 },
  { do: 'drop', after: true, on: { method: 'POST', path: '/fapi/v1/algoOrder' }, skip: 5 },
  { do: 'drop', after: true, on: { method: 'DELETE', path: '/fapi/v1/algoOrder' }, skip: 6 },
  { do: 'fill_partly', share: 0.4, on: { method: 'POST', path: '/fapi/v1/order' }, skip: 5, times: 3 },
  { do: 'status', status: 502, body: '<html>', on: { path: '/fapi/v1/userTrades' }, skip: 4 },
];

let commands: string;
const running: ChildProcess[] = [];
beforeAll(() => {
  commands = builtCommands();
}, 600_000);
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
});

function start(argv: readonly string[], cwd: string, env: Readonly<Record<string, string>> = {}) {
  const child = spawn(process.execPath, [join(commands, 'main.js'), ...argv], {
    cwd,
    env: { PATH: process.env.PATH, LANG: 'C.UTF-8', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  const said = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }));
  return { child, said, ended };
}

async function startExchange() {
  const cwd = emptyDir();
  writeFileSync(join(cwd, 'faults.json'), JSON.stringify(FAULTS));
  const exchange = start(
    ['replay-exchange', '--json', '--speed', SPEED, '--start', START, '--fail', 'faults.json'],
    cwd,
  );
  while (!exchange.said.stdout.includes('}\n')) await wait(20);
  const { url, api_key, secret, end } = JSON.parse(exchange.said.stdout) as Readonly<Record<string, string>>;
  const ask = async <T>(method: string, path: string, params: Readonly<Record<string, string>> = {}): Promise<T> => {
    const query = new URLSearchParams({ ...params, timestamp: '1' }).toString();
    const signature = createHmac('sha256', secret!).update(query).digest('hex');
    const headers = { 'X-MBX-APIKEY': api_key! };
    return (await (await fetch(`${url}${path}?${query}&signature=${signature}`, { method, headers })).json()) as T;
  };
  const env = { EXCHANGE_BASE_URL: url!, BINANCE_API_KEY: api_key!, BINANCE_API_SECRET: secret! };
  return { ask, env, end: Date.parse(end!), child: exchange.child, ended: exchange.ended };
}
type Exchange = Awaited<ReturnType<typeof startExchange>>;

/** Position, and stops, base units, longs above 0; null where they moved between the two questions. */
async function heldAt({ ask }: Exchange): Promise<{ held: number; stops: readonly number[] } | null> {
  const position = async (): Promise<number> => {
    const rows = await ask<{ positionAmt: string }[]>('GET', '/fapi/v2/positionRisk', { symbol: SYMBOL });
    return Number(rows[0]!.positionAmt);
  };
  const before = await position();
  const rows = await ask<{ side: string; quantity: string }[]>('GET', '/fapi/v1/openAlgoOrders', { symbol: SYMBOL });
  if ((await position()) !== before) return null;
  return { held: before, stops: rows.map(({ side, quantity }) => (side === 'SELL' ? 1 : -1) * Number(quantity)) };
}

async function assertCovered(exchange: Exchange): Promise<void> {
  for (;;) {
    const found = await heldAt(exchange);
    if (found === null) continue;
    if (found.held === 0) expect(found.stops).toEqual([]);
    else expect(found.stops).toEqual([expect.closeTo(found.held, 9)]);
    return;
  }
}

describe.skipIf(!hasPackage('ccxt'))(`a live process that is killed ${KILLS} times (seed ${SEED})`, () => {
  it(
    'loses and doubles no order, and leaves no position without its stop',
    async () => {
      const random = seededRandom(SEED);
      const exchange = await startExchange();
      const cwd = emptyDir();
      const argv = ['live', '--symbol', 'BTC/USDT', '--interval', '1h', '--strategy', 'sma-cross'];
      const wishes = ['--param', 'fast=2', '--param', 'slow=4', '--instrument', 'perp', '--initial-equity', '1000'];
      const live = () =>
        start([...argv, ...wishes, '--stop-distance', '0.03', '--speed', SPEED, '--json'], cwd, exchange.env);
      const journal = join(cwd, 'user_data', 'sessions', 'live', 'journal.log');
      const records = () => readJournalFile(journal)?.records ?? [];
      const booked = (): number => records().filter(({ kind }) => kind === 'booked').length;

      const lastBar = exchange.end - 3_600_000;
      /** After it nothing moves any more. */
      const isAtEnd = (): boolean =>
        records().some(({ kind, data }) => kind === 'booked' && (data as { time: number }).time === lastBar);

      let killed = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        const before = records().length;
        const { child, ended, said } = live();
        const over = { is: false };
        void ended.then(() => (over.is = true));
        // One in four at any moment of its start, the others while it trades.
        if (random.next() < 0.25) await wait(random.next() * 1_500);
        else {
          while (records().length < before + 4 && !over.is && !isAtEnd()) await wait(2);
          expect(over.is, said.stderr).toBe(false);
          if (kill === 1) {
            const second = await live().ended;
            expect([second.code, second.stderr]).toEqual([4, expect.stringContaining('is being run already')]);
          }
          await wait(random.next() * 1_500);
        }
        child.kill('SIGKILL');
        await ended;
        killed += child.signalCode === 'SIGKILL' ? 1 : 0;
      }
      expect(killed).toBe(KILLS);

      // Recovered, and told to end.
      const before = booked();
      const recovered = live();
      while (booked() < before + 2 && !isAtEnd()) await wait(5);
      recovered.child.kill('SIGTERM');
      const clean = await recovered.ended;
      expect(clean.code, clean.stderr).toBe(0);
      await assertCovered(exchange);

      // To the end of the bars.
      const last = live();
      while (!isAtEnd()) await wait(50);
      await wait(1_000);
      last.child.kill('SIGTERM');
      const end = await last.ended;
      expect(end.code, end.stderr).toBe(0);
      expect(JSON.parse(end.stdout)).toMatchObject({ blocked: null });

      const own = new OwnOrders();
      for (const record of records()) own.apply(record);
      expect(own.mismatch).toBeNull();
      const fills = await exchange.ask<{ id: number }[]>('GET', '/fapi/v1/userTrades', {
        symbol: SYMBOL,
        limit: '1000',
      });
      expect(own.fills.map(({ id }) => id)).toEqual(fills.map(({ id }) => String(id)));
      expect(fills.length).toBeGreaterThan(5);
      const orders = await exchange.ask<{ clientOrderId: string }[]>('GET', '/fapi/v1/allOrders', {
        symbol: SYMBOL,
        limit: '1000',
      });
      const ids = orders.map(({ clientOrderId }) => clientOrderId);
      expect(ids).toHaveLength(new Set(ids).size);
      expect(ids.filter((id) => own.get(id) === undefined)).toEqual([]);
      await assertCovered(exchange);
      expect((await heldAt(exchange))!.held).toBeCloseTo(own.held(SYMBOL), 9);
      exchange.child.kill('SIGTERM');
      await exchange.ended;
    },
    NIGHTLY ? 3_600_000 : 300_000,
  );
});
