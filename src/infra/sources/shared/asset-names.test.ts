import { describe, expect, it } from 'vitest';
import { IN_PROPORTION, growth } from '../../../../test/support/growth.js';
import { assetsNamed, searchNames } from './asset-names.js';
import { headlineSymbol } from './asset-names.js';

describe('assetsNamed', () => {
  it.each<[string, string[]]>([
    ['Bitcoin rises', ['BTC']],
    ['BITCOIN rises', ['BTC']],
    ["Bitcoin's rise, and (bitcoins) too", ['BTC']],
    ['Ether and solana extend gains as bitcoin leads', ['BTC', 'ETH', 'SOL']],
    ['Bitcoin Cash splits', ['BCH']],
    ['Bitcoin Cash and Bitcoin split', ['BCH', 'BTC']],
    ['Ethereum Classic hard fork', ['ETC']],
    ['BTC: up 3 %', ['BTC']],
    ['#BTC$ETH', ['BTC', 'ETH']],
    ['btc in lower case is not a ticker', []],
    ['A link to the near future, and a dot', []],
    ['Whether together', []],
    ['BTCUSDT is a pair, not the ticker alone', []],
    ['', []],
  ])('%s → %j', (title, expected) => {
    expect([...assetsNamed(title, 'BTC')].sort()).toEqual([...expected].sort());
  });

  it('knows an unlisted asset by its ticker', () => {
    expect([...assetsNamed('XYZ lists, Bitcoin follows', 'XYZ')].sort()).toEqual(['BTC', 'XYZ']);
  });

  it('takes time in proportion to a hostile title', () => {
    expect(growth((size) => assetsNamed('bitcoin'.repeat(size), 'BTC'), 10_000)).toBeLessThan(IN_PROPORTION);
  });
});

it.each([
  ['Bitcoin rises', 'BTC'],
  ['Regulator delays ruling', '*'],
  ['XRP climbs 8 %', null],
  ['XRP and bitcoin climb', 'BTC'],
])('headlineSymbol: %s → %s', (title, expected) => {
  expect(headlineSymbol(title, 'BTC')).toBe(expected);
});

it('searches by names and ticker', () => {
  expect(searchNames('BTC')).toEqual(['Bitcoin', 'Bitcoins', 'BTC']);
  expect(searchNames('XYZ')).toEqual(['XYZ']);
});
