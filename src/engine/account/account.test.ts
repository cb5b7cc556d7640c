import { describe, expect, it } from 'vitest';
import { HOUR } from '../../core/time.js';
import type { MarginTable } from '../exchange-rules/margin-tiers.js';
import { bars, flatBars, START } from '../fixtures/scripted.js';
import { resolveSettings, type GivenSettings } from '../settings.js';
import { Account } from './account.js';
import { ColumnTimes, Cursor } from './cursor.js';
import { createAccount } from './fed/fed-account.js';

/** (1,000 − 500) / (10 · (1 − 0.375)) = 80 for 10 units at 100 and twice the leverage, (1,000 + 500) / (10 · 1.375) for a short. */
const table: MarginTable = { effectiveFrom: 0, liquidationFee: 0, tiers: [{ floor: 0, rate: 0.375 }] };

function accountOf(given: GivenSettings, symbols: readonly { everyBarTraded: boolean }[] = [{ everyBarTraded: true }]) {
  const data = symbols.map(({ everyBarTraded }, index) => ({
    symbol: `S${index}`,
    bars: bars(flatBars(3), `S${index}`),
    finer: null,
    mark: null,
    funding: null,
    filters: [],
    marginTables: [table],
    everyBarTraded,
  }));
  const account = new Account(resolveSettings(given), data, new Cursor(new ColumnTimes(data[0]!.bars.openTime), HOUR));
  const trade = (position: number, price: number, symbol = 0): void => {
    Object.assign(account.draft, { position, price, reference: price, fee: 0, reason: 'order', size: 0, offset: 0 });
    account.trade(account.symbols[symbol]!);
  };
  return { account, trade };
}

describe('where a position is liquidated', () => {
  it('is known from its trade on, and nowhere once it is closed', () => {
    const { account, trade } = accountOf({ leverage: 2 });
    const known = () => [account.atRisk, account.liquidationLow[0], account.liquidationHigh[0]];
    expect(known()).toEqual([false, -Infinity, Infinity]);
    trade(10, 100);
    expect(known()).toEqual([true, 80, Infinity]);
    trade(0, 100);
    expect(known()).toEqual([false, -Infinity, Infinity]);
    trade(-10, 100);
    expect(known()).toEqual([true, -Infinity, 1_500 / 13.75]);
    trade(10, 100);
    expect(known()).toEqual([true, 80, Infinity]);
  });

  it('is nowhere for a long without leverage, and somewhere for a short', () => {
    const { account, trade } = accountOf({ leverage: 1 });
    trade(10, 100);
    expect([account.atRisk, account.liquidationLow[0]]).toEqual([false, -Infinity]);
    trade(-10, 100);
    expect([account.atRisk, account.liquidationHigh[0]]).toEqual([true, 2_000 / 13.75]);
  });

  it('of one symbol does not go with another’s end', () => {
    const { account, trade } = accountOf({ leverage: 2 }, [{ everyBarTraded: true }, { everyBarTraded: true }]);
    trade(10, 100, 0);
    trade(10, 100, 1);
    trade(0, 100, 0);
    expect([account.atRisk, ...account.liquidationLow]).toEqual([true, -Infinity, 80]);
    trade(0, 100, 1);
    expect(account.atRisk).toBe(false);
  });

  it('is nowhere on plain spot, however the sums of many purchases round', () => {
    const { account, trade } = accountOf({ instrument: 'spot' });
    for (let i = 1; i <= 200; i++) {
      trade(0.1 * i, 100 / (i + 2));
      expect(account.atRisk, `after ${i} purchases`).toBe(false);
    }
  });
});

describe('what an account has to look at', () => {
  it.each<
    [string, GivenSettings, { groups?: boolean; sum?: boolean; watchful?: boolean; close?: boolean; volume?: boolean }]
  >([
    ['nothing is limited', {}, {}],
    ['exposure is', { limits: { maxExposure: 1 } }, { watchful: true, close: true }],
    ['drawdown is', { limits: { maxDrawdown: 0.5 } }, { watchful: true, close: true }],
    ['net exposure is', { limits: { maxNetExposure: 1 } }, { sum: true, watchful: true, close: true }],
    ['groups are', { limits: { maxGroupExposure: 1 } }, { groups: true, sum: true, watchful: true, close: true }],
    ['change is', { limits: { maxChangePerDecision: 1 } }, {}],
    ['fills are at the close', { fill: 'close' }, { close: true }],
    ['slippage has an impact', { slippage: { impact: 1 } }, { volume: true }],
    ['participation is capped', { maxParticipation: 1 }, { volume: true }],
  ])('where %s', (_, given, { groups = false, sum = false, watchful = false, close = false, volume = false }) => {
    const { account } = accountOf(given);
    expect(account.groups !== null).toBe(groups);
    expect(account.limitsSum).toBe(sum);
    expect(account.watchful).toBe(watchful);
    expect(account.afterClose).toBe(close);
    expect(account.needsVolume).toBe(volume);
  });

  it('the volume, where any symbol has a bar without', () => {
    expect(accountOf({}, [{ everyBarTraded: true }, { everyBarTraded: false }]).account.needsVolume).toBe(true);
  });
});

describe('an account that is told of fills', () => {
  const symbol = 'BTCUSDT';
  const time = START + HOUR;

  it('pays funding of their instant on what was held before the first of them', () => {
    const account = createAccount({ intervalMs: HOUR, symbols: [{ symbol }], fills: 'given' });
    const bar = (at: number) => ({ symbol, openTime: at, open: 100, high: 100, low: 100, close: 100, volume: 1 });
    account.onBar(bar(START));
    for (const quantity of [3, 2]) account.onFill({ symbol, time, quantity, price: 100, fee: 0 });
    account.addFunding(symbol, [{ time, rate: 0.01, mark: 100 }]);
    account.onBar(bar(time));
    expect(account.costs.funding).toBe(0);
    account.addFunding(symbol, [{ time: time + HOUR, rate: 0.01, mark: 100 }]);
    account.onBar(bar(time + HOUR));
    expect(account.costs.funding).toBe(5);
  });

  it('hands on what it refuses', () => {
    const account = createAccount({ intervalMs: HOUR, symbols: [{ symbol }], fills: 'given' });
    account.onBar({ symbol, openTime: START, open: 100, high: 100, low: 100, close: 100, volume: 1 });
    expect(account.target(symbol, 1.5).refusals).toEqual([
      { reason: 'over_leverage', symbol, time, detail: 'targets of 1.5 × equity exceed leverage 1' },
    ]);
  });
});
