import { describe, expect, it } from 'vitest';
import { InputError } from '../../core/errors.js';
import { parseAssets } from './asset-list.js';

const names = (text: string): string[] => parseAssets(text).map(({ name }) => name);

describe('parseAssets', () => {
  it('reads pairs in any spelling, in their order, each once', () => {
    expect(names('BTCUSDT,ETHUSDT,SOLUSDT')).toEqual(['BTCUSDT', 'ETHUSDT', 'SOLUSDT']);
    expect(names(' sol/usdt, BTC ; eth-usdc,,btcusdt ')).toEqual(['SOLUSDT', 'BTCUSDT', 'ETHUSDC']);
  });

  it.each(['', ' ', ',', ' ; ,'])('refuses a list without a name (%j)', (text) => {
    expect(() => parseAssets(text)).toThrow(InputError);
  });

  it('keeps what is not a symbol as a fault that names it, beside the others', () => {
    const [btc, wrong, inverse, eth] = parseAssets('BTCUSDT,NOTASYMBOL,BTCUSD_PERP,ETHUSDT');
    expect([btc, eth]).toEqual([
      { name: 'BTCUSDT', fault: null },
      { name: 'ETHUSDT', fault: null },
    ]);
    expect(wrong).toMatchObject({ name: 'NOTASYMBOL', fault: { code: 'symbol.invalid', where: 'assets' } });
    expect(wrong?.fault?.message).toContain('"NOTASYMBOL" is not a trading symbol');
    expect(inverse).toMatchObject({ name: 'BTCUSD_PERP', fault: { code: 'symbol.inverse' } });
  });
});
