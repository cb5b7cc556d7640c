import { hasPackage } from '../support/optional-package.js';
import { brokerContract } from './contract.js';
import { brokerOn, rehearsal, SYMBOL, type Market } from './support.js';

if (hasPackage('ccxt')) {
  for (const market of ['spot', 'usdm'] as const satisfies readonly Market[]) {
    brokerContract(`ccxt, ${market}`, async () => {
      const replay = await rehearsal();
      return {
        broker: await brokerOn(replay, market),
        symbol: SYMBOL,
        nextBar: () => {
          replay.service.advance(replay.service.exchange.nextBarTime());
          return Promise.resolve();
        },
      };
    });
  }
}
