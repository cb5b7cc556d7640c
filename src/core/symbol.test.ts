import { describe, expect, it } from 'vitest';
import { InputError } from './errors.js';
import { assertLinear, contractOf, parseSymbol } from './symbol.js';

function thrownBy(run: () => unknown): InputError {
  try {
    run();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error as InputError;
  }
  throw new Error('nothing was thrown');
}

describe('a trading symbol', () => {
  it.each([
    ['BTCUSDT', 'BTCUSDT', 'BTC', 'USDT'],
    [' btc/usdt ', 'BTCUSDT', 'BTC', 'USDT'],
    ['eth-usdc', 'ETHUSDC', 'ETH', 'USDC'],
    ['SOL_USD', 'SOLUSD', 'SOL', 'USD'],
    ['BTC', 'BTCUSDT', 'BTC', 'USDT'],
    ['AVAX12', 'AVAX12USDT', 'AVAX12', 'USDT'],
    ['BTCFDUSD', 'BTCFDUSD', 'BTC', 'FDUSD'],
    ['BTCBUSD', 'BTCBUSD', 'BTC', 'BUSD'],
    ['BTCTUSD', 'BTCTUSD', 'BTC', 'TUSD'],
    ['OMUSDT', 'OMUSDT', 'OM', 'USDT'],
    ['1000PEPEUSDT', '1000PEPEUSDT', '1000PEPE', 'USDT'],
    ['BTCUSDT_240329', 'BTCUSDT_240329', 'BTC', 'USDT'],
    ['BTCUSDT_PERP', 'BTCUSDT', 'BTC', 'USDT'],
  ])('%s', (text, symbol, asset, quote) => {
    if (text === 'BTCUSDT_PERP') {
      expect(assertLinear(text)).toEqual({ symbol, pair: symbol, isInverse: false });
      return;
    }
    expect(parseSymbol(text)).toEqual({ symbol, asset, quote });
  });

  it.each(['', 'B', 'USDT', 'USD', 'ABCDEFG', 'BTC/EUR', '/USDT', 'BTC/USDT/X', 'BTC USDT', 'BTCEUR1', 'A'.repeat(21)])(
    'refuses "%s"',
    (text) => {
      expect(thrownBy(() => parseSymbol(text))).toMatchObject({
        code: 'symbol.invalid',
        message: `base_asset "${text}" is not a trading symbol: use a pair against a USD currency such as BTCUSDT or ETHUSDC.`,
        where: 'base_asset',
        expected: 'a pair against a USD currency, e.g. BTCUSDT',
        remedy: 'set BASE_ASSET or `baseAsset` to such a pair',
      });
    },
  );

  it('quotes no more than 40 characters of a wrong one', () => {
    expect(thrownBy(() => parseSymbol('x'.repeat(99))).message).toContain(`"${'x'.repeat(40)}" is not`);
  });
});

describe('which contract a name means', () => {
  it.each<[string, string, string, boolean]>([
    ['BTCUSDT', '', 'BTCUSDT', false],
    ['BTCUSDT', '-1h-2024-02', 'BTCUSDT', false],
    // Perpetuals: linear ones go by the name of the pair.
    ['BTCUSDT', '_PERP', 'BTCUSDT', false],
    ['BTCUSDC', '-PERPETUAL', 'BTCUSDC', false],
    ['BTCUSD', '_PERP', 'BTCUSD_PERP', true],
    ['BTCUSD', '-SWAP-1h', 'BTCUSD-SWAP', true],
    ['BTCUSD', '_PERPX', 'BTCUSD', false],
    ['BTCFDUSD', '_PERP', 'BTCFDUSD', false],
    // Settled in the coin itself, or in something else.
    ['BTCUSD', '_BTC', 'BTCUSD_BTC', true],
    ['BTCUSD', '_BTC-1h', 'BTCUSD_BTC', true],
    ['BTCUSD', '_ETH', 'BTCUSD', false],
    ['BTCUSDT', '_BTC', 'BTCUSDT', false],
    ['BTCUSDT', '_BTCU', 'BTCUSDT', false],
    // 2024-03-29 and 2025-03-28 were Fridays, 2024-03-28 was a Thursday.
    ['BTCUSDT', '_240329', 'BTCUSDT_240329', false],
    ['BTCUSDT', '-250328-1h', 'BTCUSDT_250328', false],
    ['BTCUSD', '_240329', 'BTCUSD_240329', true],
    ['BTCUSDT', '_240328', 'BTCUSDT', false],
    // Rolled over, both of these would be Fridays: 2024-13-05 is 2025-01-05, and 2023-09-31 is 2023-10-01.
    ['BTCUSDT', '_241303', 'BTCUSDT', false],
    ['BTCUSDT', '_230636', 'BTCUSDT', false],
    ['BTCUSDT', '_2403291', 'BTCUSDT', false],
    ['BTCUSDT', '_240329A', 'BTCUSDT', false],
    ['BTCUSDT', '-29MAR24', 'BTCUSDT_29MAR24', false],
    ['BTCUSDT', '-5JAN24', 'BTCUSDT_5JAN24', false],
    ['BTCUSDT', '-29XYZ24', 'BTCUSDT', false],
    ['BTCUSD', '-27DEC24', 'BTCUSD_27DEC24', true],
    ['BTCUSDT', 'X_240329', 'BTCUSDT', false],
  ])('%s and "%s": %s', (pair, rest, symbol, isInverse) => {
    expect(contractOf(pair, rest)).toEqual({ symbol, isInverse });
  });

  it('is linear, or no contract at all', () => {
    expect(assertLinear(' btcusdt_240329 ')).toEqual({ symbol: 'BTCUSDT_240329', pair: 'BTCUSDT', isInverse: false });
    expect(assertLinear('1000pepeusdc-swap')).toEqual({
      symbol: '1000PEPEUSDC',
      pair: '1000PEPEUSDC',
      isInverse: false,
    });
    for (const text of ['BTCUSDT', 'BTC', 'USDT_240329', 'BTC/USDT', '(BTCUSD_PERP', 'BTCUSDT_', 'BTCUSDT240329']) {
      expect(assertLinear(text)).toBeNull();
    }
  });

  it('refuses one settled in coins, and says where it was named', () => {
    const sentence =
      'BTCUSD_PERP is an inverse contract, margined and settled in coins: its profit is not price × amount, and here it would be counted as if it were. Use the contract settled in USDT or USDC, or the spot pair.';
    expect(thrownBy(() => parseSymbol('btcusd_perp'))).toMatchObject({
      code: 'symbol.inverse',
      message: sentence,
      where: 'base_asset',
    });
    expect(thrownBy(() => assertLinear('BTCUSD_PERP', 'bars.csv'))).toMatchObject({
      message: `bars.csv: ${sentence}`,
      where: 'bars.csv',
    });
  });
});
