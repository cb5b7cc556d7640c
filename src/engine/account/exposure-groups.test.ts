import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../core/time.js';
import { bars, type Ohlc } from '../fixtures/scripted.js';
import { ExposureGroups } from './exposure-groups.js';
import { SymbolState } from './symbol-state.js';

const HOURS = 24 * 6;
/** Hourly closes whose log returns are given by the hour; the first bar opens with a day. */
const closesOf = (returnAt: (hour: number) => number): Ohlc[] => {
  let price = 100;
  return Array.from({ length: HOURS }, (_, hour) => {
    if (hour > 0) price *= Math.exp(returnAt(hour));
    return [price, price, price, price];
  });
};
/** Returns of period 2, of period 4, and so on: over whole periods they are uncorrelated. */
const wave = (period: number) => (hour: number) => (hour % period < period / 2 ? 0.01 : -0.01);

function groupsOf(returns: Record<string, (hour: number) => number>, limits: object = {}) {
  const symbols = Object.entries(returns).map(([symbol, of], index) => {
    const series = bars(closesOf(of), symbol, HOUR, 20_000 * DAY);
    return new SymbolState(index, {
      symbol,
      bars: series,
      finer: null,
      mark: null,
      funding: null,
      filters: [],
      marginTables: [],
      everyBarTraded: true,
    });
  });
  const make = () => new ExposureGroups(symbols, { maxGroupExposure: 0.5, groupBars: 60, ...limits });
  let groups = make();
  let next = 0;
  return {
    /** Takes in the closes up to an hour, exclusive. Symbols can be left out of a step. */
    until: (hour: number, present = (symbol: SymbolState, at: number): boolean => symbol.index + at >= 0) => {
      for (; next < hour; next++) {
        const here = symbols.filter((symbol) => present(symbol, next));
        for (const state of here) state.row = next;
        groups.note(here, 20_000 * DAY + (next + 1) * HOUR);
      }
      return [...groups.group];
    },
    restart: () => {
      const saved = structuredClone(groups.saved());
      groups = make();
      groups.restore(saved);
      return saved;
    },
  };
}

describe('symbols that move together', () => {
  it('are all symbols until a day begins after enough was seen', () => {
    const groups = groupsOf({ A: wave(2), B: wave(4), C: wave(2) });
    // The first close of a day is that of 00:00, of the bar before: after 24, 48 and 72 bars.
    expect(groups.until(71)).toEqual([0, 0, 0]);
    expect(groups.until(72)).toEqual([0, 1, 0]);
  });

  it('are measured anew with each day, over the last steps alone', () => {
    // B joins A after 72 hours; of the 60 returns before 120, 13 are of its own way, before 144 none.
    const joins = (hour: number) => (hour < 72 ? wave(4)(hour) : wave(2)(hour));
    const groups = groupsOf({ A: wave(2), B: joins }, { groupCorrelation: 0.95 });
    expect(groups.until(72)).toEqual([0, 1]);
    expect(groups.until(119)).toEqual([0, 1]);
    expect(groups.until(120)).toEqual([0, 1]);
    expect(groups.until(144)).toEqual([0, 0]);
  });

  it('by the correlation that is asked for, 0.7 by default; opposite ways are no common one', () => {
    // Two returns of twelve are turned round: the correlation is 8/12.
    const mostly = (hour: number) => (hour % 12 < 2 ? -1 : 1) * wave(2)(hour);
    const against = (hour: number) => -wave(2)(hour);
    const returns = { A: wave(2), B: mostly, C: against };
    expect(groupsOf(returns).until(72)).toEqual([0, 1, 2]);
    expect(groupsOf(returns, { groupCorrelation: 0.6 }).until(72)).toEqual([0, 0, 2]);
  });

  it('count as one bet where they were not seen together for long enough', () => {
    const groups = groupsOf({ A: wave(2), B: wave(4) });
    expect(groups.until(72, ({ index }, hour) => index === 0 || hour >= 40)).toEqual([0, 0]);
  });

  it('a restart changes nothing', () => {
    const groups = groupsOf({ A: wave(2), B: wave(4) });
    groups.until(71);
    const saved = groups.restart();
    expect(saved).toMatchObject({ group: [0, 0], day: 20_002 * DAY });
    expect(saved.returns).toHaveLength(60);
    expect(saved.returns[59]!.map((value) => Number(value.toFixed(9)))).toEqual([0.01, -0.01]);
    expect(groups.until(72)).toEqual([0, 1]);
    expect(groups.restart().group).toEqual([0, 1]);
    expect(groups.until(73)).toEqual([0, 1]);
  });
});

it('one symbol alone is its own group, and nothing is kept of it', () => {
  const groups = groupsOf({ A: wave(2) });
  expect(groups.until(100)).toEqual([0]);
  expect(groups.restart().returns).toEqual([]);
});
