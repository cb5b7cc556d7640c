import { expect, it } from 'vitest';
import { parseSymbol } from '../../../core/symbol.js';
import { chooseMarkets, type ListedMarket } from './choose-markets.js';

const spot = (base: string, quote: string, more: Partial<ListedMarket> = {}): ListedMarket => ({
  symbol: `${base}/${quote}`,
  base,
  quote,
  spot: true,
  swap: false,
  ...more,
});
const swap = (base: string, quote: string, settle: string): ListedMarket => ({
  symbol: `${base}/${quote}:${settle}`,
  base,
  quote,
  settle,
  spot: false,
  swap: true,
  linear: settle === quote,
});
const chosen = (markets: ListedMarket[], symbol = 'BTCUSDT') => {
  const { spot, perpetual } = chooseMarkets(markets, parseSymbol(symbol));
  return [spot?.symbol ?? null, perpetual?.symbol ?? null];
};

it.each<[string, ListedMarket[], [string | null, string | null]]>([
  ['the pair that was asked for', [spot('BTC', 'USD'), spot('BTC', 'USDT'), swap('BTC', 'USDT', 'USDT')], ['BTC/USDT', 'BTC/USDT:USDT']], // prettier-ignore
  ['another USD currency where that is all there is', [spot('BTC', 'USD'), spot('BTC', 'EUR')], ['BTC/USD', null]],
  ['no contract settled in coins', [spot('BTC', 'USDT'), swap('BTC', 'USD', 'BTC')], ['BTC/USDT', null]],
  ['no market that is closed', [spot('BTC', 'USDT', { active: false }), spot('BTC', 'USDC')], ['BTC/USDC', null]],
  ['nothing of another asset', [spot('ETH', 'USDT'), swap('ETH', 'USDT', 'USDT')], [null, null]],
])('takes %s', (_, markets, expected) => {
  expect(chosen(markets)).toEqual(expected);
});
