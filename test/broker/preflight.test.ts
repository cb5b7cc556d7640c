import { describe, expect, it } from 'vitest';
import type { LlmTradingError } from '../../src/core/errors.js';
import { preflight, type PreflightSpec } from '../../src/live/broker/preflight.js';
import { hasPackage } from '../support/optional-package.js';
import { arm, brokerOn, clockOf, deskOn, rehearsal, SYMBOL, T1, type Market } from './support.js';

const SPEC: PreflightSpec = {
  symbols: [SYMBOL],
  wanted: { leverage: 3, isolated: true },
  adopt: false,
  adoptedAt: T1,
  checksClock: true,
  capital: 10_000,
};

describe.skipIf(!hasPackage('ccxt'))('before the first order', () => {
  async function stage(market: Market = 'usdm', key = 'key') {
    const replay = await rehearsal();
    const broker = await brokerOn(replay, market, { apiKey: key });
    const { desk } = deskOn(replay, broker);
    const look = (spec: Partial<PreflightSpec> = {}): Promise<unknown> =>
      preflight(broker, desk, clockOf(replay), { ...SPEC, ...spec }).then(
        () => 'passed',
        (error: unknown) => {
          const { code, kind, remedy } = error as LlmTradingError;
          return { code, kind, remedy };
        },
      );
    return { replay, broker, desk, look };
  }

  it('sets leverage and margin, and notes what is there', async () => {
    const { broker, desk, look } = await stage();
    expect(await look()).toBe('passed');
    expect(await broker.symbolFacts(SYMBOL)).toEqual({ leverage: 3, isolated: true });
    expect(desk.own.baselines.get(SYMBOL)).toBe(0);
    expect(await look()).toBe('passed');
  });

  it.each(['spot', 'usdm'] as const)('%s: refuses a key that may withdraw', async (market) => {
    const { look } = await stage(market, 'reader');
    expect(await look()).toMatchObject({ code: 'live.key-may-withdraw', kind: 'refused' });
  });

  it('refuses an unknown key with the words of the exchange', async () => {
    const { look } = await stage('usdm', 'nobody');
    expect(await look()).toMatchObject({ code: 'venue.refused' });
  });

  it.each([20_000, -20_000, 1_500])('refuses a clock that is %d ms off', async (ms) => {
    const { replay, look } = await stage();
    await arm(replay, [{ do: 'drift', ms }]);
    expect(await look()).toMatchObject({
      code: 'live.clock',
      kind: 'input',
      remedy: expect.stringContaining('NTP') as string,
    });
  });

  it('takes a clock that is half a second off', async () => {
    const { replay, look } = await stage();
    await arm(replay, [{ do: 'drift', ms: 500 }]);
    expect(await look()).toBe('passed');
  });

  it('finds hedge mode, instead of -4061 at the first order', async () => {
    const { replay, look } = await stage();
    await replay.ask('POST', '/fapi/v1/positionSide/dual', { dualSidePosition: 'true' });
    expect(await look()).toMatchObject({ code: 'live.position-mode', kind: 'input' });
  });

  it('refuses more capital than there is', async () => {
    const { look } = await stage();
    expect(await look({ capital: 10_001 })).toMatchObject({ code: 'live.capital', kind: 'input' });
  });

  it('refuses a symbol that is not traded', async () => {
    const { look } = await stage();
    expect(await look({ symbols: ['NOPEUSDT'] })).toMatchObject({ code: 'broker.symbol', kind: 'input' });
  });

  it('refuses a position and orders that are not its own, or takes them over', async () => {
    const { replay, broker, desk, look } = await stage();
    await replay.ask('POST', '/fapi/v1/order', { symbol: SYMBOL, side: 'SELL', type: 'MARKET', quantity: 2 });
    expect(await look({ wanted: { leverage: 20, isolated: false }, capital: 100 })).toMatchObject({
      code: 'live.foreign-position',
      kind: 'refused',
    });
    await replay.ask('POST', '/fapi/v1/order', {
      symbol: SYMBOL,
      side: 'BUY',
      type: 'LIMIT',
      timeInForce: 'GTC',
      price: 60,
      quantity: 1,
    });
    await replay.ask('POST', '/fapi/v1/algoOrder', {
      symbol: SYMBOL,
      side: 'BUY',
      type: 'STOP_MARKET',
      algoType: 'CONDITIONAL',
      triggerPrice: 150,
      quantity: 2,
    });
    expect(await look({ wanted: { leverage: 20, isolated: false }, capital: 100 })).toMatchObject({
      code: 'live.foreign-orders',
      kind: 'refused',
    });
    expect(await look({ wanted: { leverage: 20, isolated: false }, capital: 100, adopt: true })).toBe('passed');
    expect(desk.own.held(SYMBOL)).toBe(-2);
    expect(await broker.openOrders(SYMBOL)).toEqual([]);
  });

  it('leaves alone what is owned on the spot market, unless it is claimed', async () => {
    const { replay, desk, look } = await stage('spot');
    await replay.ask('POST', '/api/v3/order', { symbol: SYMBOL, side: 'BUY', type: 'MARKET', quantity: 2 });
    expect(await look({ capital: 100 })).toBe('passed');
    expect(desk.own.held(SYMBOL)).toBe(0);
    expect(desk.own.expected(SYMBOL)).toBe(1.998);
  });

  it.each([
    ['cut', { do: 'drop' }],
    ['half a document', { do: 'status', status: 200, body: '{"ser' }],
    ['a page', { do: 'status', status: 502, body: '<html>' }],
  ])('does not begin where a check gets no answer: %s', async (_, fault) => {
    for (const path of [
      '/fapi/v1/time',
      '/sapi/v1/account/apiRestrictions',
      '/fapi/v1/accountConfig',
      '/fapi/v1/openOrders',
      '/fapi/v2/positionRisk',
    ]) {
      const { replay, look } = await stage();
      await arm(replay, [{ on: { path }, ...fault }]);
      expect(await look(), path).toMatchObject({ code: 'venue.silent', kind: 'unavailable' });
    }
  });
});
