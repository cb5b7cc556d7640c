import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBinanceServer, type BinanceServer } from './binance.js';

const HOUR = 3_600_000;
const NOW = Date.UTC(2025, 5, 10, 14, 9, 30);

let venue: BinanceServer;
beforeEach(async () => {
  venue = await startBinanceServer({ now: () => NOW });
});
afterEach(() => venue.close());

async function get(path: string) {
  const response = await fetch(venue.url + path);
  const body = await response.text();
  return { status: response.status, headers: response.headers, body: body.startsWith('<') ? body : JSON.parse(body) };
}
const opens = async (query: string): Promise<number[]> =>
  (await get(`/api/v3/klines?symbol=BTCUSDT&interval=1h&${query}`)).body.map((row: [number]) => row[0]);

describe('the Binance double keeps the rules of the vendor', () => {
  const hour = Date.UTC(2025, 5, 10, 14);

  it('klines: no times gives the newest, the last one unfinished', async () => {
    const { body } = await get('/api/v3/klines?symbol=BTCUSDT&interval=1h');
    expect(body).toHaveLength(500);
    expect(body.at(-1)[0]).toBe(hour);
    expect(body.at(-1)[6]).toBe(hour + HOUR - 1);
    expect(Number(body.at(-1)[5]), 'half-built').toBeLessThan(Number(body.at(-2)[5]));
    expect(body[0].map((cell: unknown) => typeof cell)).toEqual(
      'number,string,string,string,string,string,number,string,number,string,string,string'.split(','),
    );
  });

  it('klines: startTime gives the oldest first, endTime the newest up to it, limit is capped', async () => {
    expect(await opens(`startTime=${hour - 50 * HOUR}&limit=3`)).toEqual([50, 49, 48].map((h) => hour - h * HOUR));
    expect(await opens(`endTime=${hour - 50 * HOUR}&limit=3`)).toEqual([52, 51, 50].map((h) => hour - h * HOUR));
    expect(await opens(`startTime=${hour - 50 * HOUR}&endTime=${hour - 49 * HOUR}`)).toHaveLength(2);
    expect(await opens('limit=5000')).toHaveLength(1_000);
  });

  it('klines: two pages meet without a hole or a double', async () => {
    const first = await opens(`startTime=${hour - 20 * HOUR}&limit=10`);
    const second = await opens(`startTime=${first.at(-1)! + HOUR}&limit=10`);
    expect([...first, ...second]).toEqual(Array.from({ length: 20 }, (_, i) => hour - (20 - i) * HOUR));
  });

  it.each([
    ['/api/v3/klines?symbol=NOPE&interval=1h', 400, -1121],
    ['/api/v3/klines?symbol=BTCUSDT&interval=1H', 400, -1120],
    ['/api/v3/depth', 400, -1102],
    ['/fapi/v1/premiumIndex?symbol=NOPE', 400, -1121],
    [`/futures/data/openInterestHist?symbol=BTCUSDT&period=1h&startTime=${NOW - 40 * 24 * HOUR}`, 400, -1130],
  ])('answers %s with %i and %i', async (path, status, code) => {
    expect(await get(path)).toMatchObject({ status, body: { code, msg: expect.any(String) as string } });
  });

  it('counts weight in its header', async () => {
    const used = async (path: string) => Number((await get(path)).headers.get('x-mbx-used-weight-1m'));
    expect(await used('/api/v3/klines?symbol=BTCUSDT&interval=1h')).toBe(2);
    expect(await used('/api/v3/depth?symbol=BTCUSDT&limit=5000')).toBe(252);
    expect(await used('/api/v3/depth?symbol=BTCUSDT')).toBe(257);
  });

  it('serves a book that is not crossed, best first', async () => {
    const { bids, asks } = (await get('/api/v3/depth?symbol=BTCUSDT&limit=5000')).body;
    const prices = [...[...bids].reverse(), ...asks].map(([price]) => Number(price));
    expect(prices).toEqual([...prices].sort((a, b) => a - b));
  });

  it.each([
    ['restricted', 451, null],
    ['firewall', 403, null],
    ['too-many', 429, '7'],
    ['banned', 418, '120'],
  ] as const)('can be %s', async (trouble, status, retryAfter) => {
    venue.setScenario({ '/api/v3/ping': trouble });
    const reply = await get('/api/v3/ping');
    expect(reply.status).toBe(status);
    expect(reply.headers.get('retry-after')).toBe(retryAfter);
    expect((await get('/api/v3/time')).body).toEqual({ serverTime: NOW });
  });

  it('is the same venue for the same seed, and another for another', async () => {
    const twin = await startBinanceServer({ now: () => NOW });
    const other = await startBinanceServer({ now: () => NOW, seed: 2 });
    try {
      const path = '/fapi/v1/fundingRate?symbol=BTCUSDT';
      const [mine, same, different] = await Promise.all(
        [venue, twin, other].map(async ({ url }) => (await fetch(url + path)).text()),
      );
      expect(same).toBe(mine);
      expect(different).not.toBe(mine);
    } finally {
      await Promise.all([twin.close(), other.close()]);
    }
  });
});
