import { hasPackage } from '../support/optional-package.js';
import { barsOf } from '../replay-exchange/support.js';
import { TextJournal } from '../support/text-journal.js';
import { brokerContract } from './contract.js';
import { momentOf, paperOn, writtenDown } from './paper.js';
import { BARS, brokerOn, PATHS, rehearsal, SYMBOL, type Market } from './support.js';

if (hasPackage('ccxt')) {
  for (const market of ['spot', 'usdm'] as const satisfies readonly Market[]) {
    brokerContract(`ccxt, ${market}`, true, async () => {
      const replay = await rehearsal();
      return {
        broker: await brokerOn(replay, market),
        symbol: SYMBOL,
        nextBar: () => {
          replay.service.advance(replay.service.exchange.nextBarTime());
          return Promise.resolve();
        },
        reopen: () => brokerOn(replay, market),
        others: async (side, quantity) => {
          const order = { symbol: SYMBOL, side: side.toUpperCase(), type: 'MARKET', quantity };
          await replay.ask('POST', PATHS[market].order, order);
        },
      };
    });

    for (const isByBook of [false, true])
      brokerContract(`on paper, ${market}${isByBook ? ', by the book' : ''}`, false, async () => {
        const replay = await rehearsal();
        const bars = barsOf(BARS);
        const journal = new TextJournal();
        let row = 1;
        let paper = await paperOn(replay, market, journal, {}, isByBook ? (book) => book : null);
        return {
          broker: writtenDown(paper, journal),
          symbol: SYMBOL,
          // The book of the exchange begins a tick from its price.
          ...(isByBook ? { at: { buy: 100.1, sell: 99.9 } } : {}),
          nextBar: () => {
            replay.service.advance(replay.service.exchange.nextBarTime());
            paper.run([momentOf(bars, row++)]);
            return Promise.resolve();
          },
          reopen: async () => {
            paper = await paperOn(replay, market, new TextJournal(journal.lines), {}, isByBook ? (book) => book : null);
            return writtenDown(paper, journal);
          },
        };
      });
  }
}
