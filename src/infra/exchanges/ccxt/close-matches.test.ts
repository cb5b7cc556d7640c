import { expect, it } from 'vitest';
import { closeMatches } from './close-matches.js';

const NAMES = ['binance', 'binancecoinm', 'binanceus', 'bitget', 'bybit', 'coinbase', 'kraken', 'okx', 'okxus'];

it.each([
  ['okex', ['okx']],
  ['OKX', ['okx', 'okxus']],
  ['binanse', ['binance']],
  ['krakn', ['kraken']],
  ['nyse-arca', []],
  ['', []],
])('of "%s" are %j', (typed, expected) => {
  expect(closeMatches(typed, NAMES).slice(0, Math.max(1, expected.length))).toEqual(expected);
});
