import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { documentFault } from '../support/documents.js';
import { cli, emptyDir, filesUnder } from './support/cli.js';
import { startExchange } from './support/replay-exchange.js';

const running: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of running.splice(0)) await end();
});

/** A running one that ends with its test. */
async function start(argv: readonly string[], cwd = emptyDir()) {
  const exchange = await startExchange(argv, cwd);
  running.push(exchange.end);
  expect(documentFault('replay-exchange', exchange.document)).toBeNull();
  const get = async <T>(path: string): Promise<T> => (await (await fetch(`${exchange.url}${path}`)).json()) as T;
  return { ...exchange, get };
}

it('plays the demo market without data, network or files, and ends when it is interrupted', async () => {
  const { document, end, cwd, get } = await start(['--speed', '0']);
  expect(document).toMatchObject({
    symbols: ['BTCUSDT', 'ETHUSDT'],
    from: '2024-10-17T12:00:00.000Z',
    end: '2025-01-15T12:00:00.000Z',
    speed: 0,
    api_key: 'replay-key',
    secret: 'replay-secret',
  });
  expect(await get('/fapi/v1/time')).toEqual({ serverTime: Date.parse(document.start!) });
  expect(await end()).toBe(0);
  await expect(get('/fapi/v1/time')).rejects.toThrow();
  expect(filesUnder(cwd)).toEqual([]);
});

it('plays files from where it is told, with Binance’s rules, at its speed', async () => {
  const cwd = emptyDir();
  await cli(['data', 'demo', '--out', 'demo', '--days', '5'], { cwd });
  const data = ['--data', 'demo/demo-BTCUSDT-1h.csv', '--funding', 'demo/demo-BTCUSDT-funding.csv'];
  const { get } = await start([...data, '--start', '2025-01-12T00:00Z', '--speed', '100000', '--market', 'usdm'], cwd);
  const { symbols } = await get<{ symbols: { filters: { tickSize?: string }[] }[] }>('/fapi/v1/exchangeInfo');
  expect(symbols[0]!.filters[0]!.tickSize).toBe('0.1');
  expect(await get('/api/v3/time')).toMatchObject({ code: -5000 });
  const begins = Date.parse('2025-01-12T00:00Z');
  // The clock stands at the end of the bars.
  const last = Date.parse('2025-01-15T12:00Z');
  for (let now = begins; now < last;) {
    const { serverTime } = await get<{ serverTime: number }>('/fapi/v1/time');
    expect(serverTime).toBeGreaterThanOrEqual(now);
    now = serverTime;
  }
  expect(await get('/fapi/v1/time')).toEqual({ serverTime: last });
  const paid = await get<{ fundingTime: number }[]>('/fapi/v1/fundingRate?symbol=BTCUSDT');
  expect(paid.at(-1)!.fundingTime).toBe(Date.parse('2025-01-15T08:00Z'));
});

describe('what cannot be', () => {
  it.each([
    [['--start', '2030-01-01'], /--start is 2030-01-01T00:00 UTC, and the bars go from 2024-10-17T12:00 to/],
    [['--start', 'soon'], /--start is "soon": it must be a time/],
    [['--port', '70000'], /--port is 70000/],
    [['--speed', '-1'], /--speed is -1/],
    [['--fail', 'none.json'], /none.json \(--fail\) cannot be read/],
    [['--fail', 'wrong.json'], /fault 0.seconds/],
    [['--data', 'none.csv'], /none.csv/],
  ])('is refused with the remedy: %j', async (argv, words) => {
    const cwd = emptyDir();
    writeFileSync(join(cwd, 'wrong.json'), '[{"do": "ban"}]');
    const { code, stderr } = await cli(['replay-exchange', ...argv], { cwd });
    expect(code).toBe(2);
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(words);
  });

  it('is a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { code, stderr } = await cli(['replay-exchange', '--port', String(port)]);
    other.close();
    expect(code).toBe(2);
    expect(stderr).toContain('EADDRINUSE');
  });
});
