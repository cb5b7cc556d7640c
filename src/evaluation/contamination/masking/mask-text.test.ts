import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { IN_PROPORTION, growth } from '../../../../test/support/growth.js';
import { hasTestData, SKIP_REASON, testDataPath } from '../../../../test/support/test-data.js';
import { AliasBook } from './alias-book.js';
import { textMasker, type TextMaskOptions } from './mask-text.js';

const mask = (text: string, more: Partial<TextMaskOptions> = {}): string =>
  textMasker({ asset: 'BTC', alias: 'COIN', spot: 43_210.5, ...more }, new AliasBook())(text);

describe('names', () => {
  it.each([
    ['Bitcoin slides as BTC bulls retreat', 'COIN slides as COIN bulls retreat'],
    ["bitcoin's price, BITCOIN, bitcoins and #Bitcoin", "COIN's price, COIN, COIN and #COIN"],
    ['BTCUSDT and BTC/USDT and BTC-USD', 'COIN and COIN/coin A and COIN-USD'],
    ['Биткоин падает, 比特币下跌', 'COIN падает, COIN下跌'],
    ['Ether and ETH beat Bitcoin Cash', 'coin B and coin B beat coin A'],
    ['Tether, together with weather', 'coin A, together with weather'],
    ['Binance and Coinbase sued by the SEC', 'exchange A and exchange B sued by the authority A'],
    ['Elon Musk: Tesla sold; Musk denies', 'person A: company A sold; person A denies'],
    ['near a low, on solid ground, link to terra firma', 'near a low, on solid ground, link to terra firma'],
    ['Near rallies, LINK follows', 'coin A rallies, coin B follows'],
    ['$pepe2 up, WOJAK down', 'ticker A up, ticker B down'],
    ['ETF news: CEO of an NFT firm quits', 'ETF news: CEO of an NFT firm quits'],
    ['US and EU regulators; tell us more', 'place A and place B regulators; tell us more'],
    ['Mt. Gox, crypto.com and gate.io pay', 'exchange A, exchange B and exchange C pay'],
    ['via @saylor at example.com', 'via [handle] at [site]'],
    ['wBTC, OpenEthereum and wBTC', 'name A, name B and name A'],
  ])('%s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });
  it('know an asset outside the list by its ticker', () => {
    expect(mask('WOO and woo wood, WOOUSDT', { asset: 'WOO', spot: null })).toBe('COIN and woo wood, COIN');
    expect(mask('bonk Bonk BONKUSDT bonkers', { asset: 'BONK', spot: null })).toBe('COIN COIN COIN bonkers');
  });
  it('of the asset in question are told from other coins', () => {
    expect(mask('Bitcoin leads, Ethereum and ether lag', { asset: 'ETH' })).toBe('coin A leads, COIN and COIN lag');
  });
  it('have more aliases than letters', () => {
    const book = new AliasBook();
    const aliases = Array.from({ length: 60 }, (_, i) => book.aliasOf('coin', `thing ${i}`));
    expect(aliases.slice(24, 28)).toEqual(['coin Y', 'coin Z', 'coin AA', 'coin AB']);
    expect(new Set(aliases).size).toBe(60);
    expect(book.aliasOf('coin', 'thing 3')).toBe('coin D');
  });
});

describe('dates', () => {
  it.each([
    ['since 2021-11-10 and 2021-11-10T14:00:00Z', 'since [date] and [date]'],
    ['on Nov. 9, 2022, on 9 November and in December 2022', 'on [date], on [date] and in [date]'],
    ['on 5 May 2022 and March 12, 2020, in May', 'on [date] and [date], in [date]'],
    ['prices may march higher; May gains', 'prices may march higher; May gains'],
    ['in 2022, the 2010s, Q3 2021 and ’21', 'in [date], the [date], [date] and [date]'],
    ['a Christmas rally, 12/31/2021', 'a [date] rally, [date]'],
    ['on Monday', 'on Monday'],
    ['Price analysis 4/25, traded 24/7', 'Price analysis [date], traded 24/7'],
  ])('%s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });
});

describe('numbers', () => {
  it.each([
    ['at $43,210.50, €40k or 43K', 'at [amount], [amount] or [amount]'],
    ['$1.2 billion, 3.5M and 900 million lost', '[amount], [amount] and [amount] lost'],
    ['up 5%, 12.5 percent and 30 bps', 'up 5%, 12.5 percent and 30 bps'],
    ['3 banks in 24 hours', '3 banks in 24 hours'],
    ['below 43210 and 999 and 0.52', 'below [amount] and [amount] and [amount]'],
    ['BTC43000 x43000y', 'name A x[amount]y'],
    ['12345678901234567890123', '[amount]'],
  ])('%s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });
  it('near a low price are masked, small counts far from it are not', () => {
    expect(mask('SOL at 31, 3 outages', { asset: 'SOL', spot: 30 })).toBe('COIN at [amount], 3 outages');
  });
});

it('takes time in proportion to the text', () => {
  for (const part of ['1', '1,', '111,', 'BTC ', '$', 'a.', '@', 'Bitcoin', '2021-', 'May ']) {
    expect(
      growth((size) => mask(part.repeat(size)), 2_000),
      part,
    ).toBeLessThan(IN_PROPORTION);
  }
});

const headlines = 'data/news/crypto-news-2021-10_2022-07.csv';
it.skipIf(!hasTestData)(
  `leaves no name of a large coin and no year in 7,500 headlines (${hasTestData ? 'recorded' : SKIP_REASON})`,
  () => {
    const telling = /bitcoin|btc|ethereum|binance|dogecoin|(?<!\d)20[12]\d(?!\d)/i;
    // Title and text hold the columns without the sentiment, which is a dictionary, and the address.
    const texts = readFileSync(testDataPath(headlines), 'utf8')
      .split('\n')
      .slice(1)
      .map((line) =>
        line
          .replace(/\{[^}]*\}/g, '')
          .split(';')
          .filter((part) => part.length > 25 && !part.startsWith('http'))
          .join(' '),
      )
      .filter((text) => text !== '');
    expect(texts.length).toBeGreaterThan(7_000);
    expect(texts.filter((text) => telling.test(text)).length).toBeGreaterThan(2_000);
    expect(texts.map((text) => mask(text)).filter((text) => telling.test(text))).toEqual([]);
  },
);
