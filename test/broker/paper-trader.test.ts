import { describe, expect, it } from 'vitest';
import type { ToldBook } from '../../src/core/ports/broker.js';
import type { Journal } from '../../src/core/ports/journal.js';
import { BrokerFirstFeed } from '../../src/live/paper-broker/broker-first-feed.js';
import type { Feed } from '../../src/live/runner/feed.js';
import { runSession } from '../../src/live/runner/run-session.js';
import { hasPackage } from '../support/optional-package.js';
import { TextJournal } from '../support/text-journal.js';
import { given } from '../../src/core/given.js';
import { HOUR } from '../replay-exchange/support.js';
import { paperOn } from './paper.js';
import { SYMBOL, type Market } from './support.js';
import { begin, DoomedJournal, feedOf, fillsAt, options, processOf } from './trader.js';

/** One process of a session whose broker is on paper, at the prices of an exchange that stands until it is told to go on. */
async function onPaper(
  market: Market,
  { replay }: Awaited<ReturnType<typeof begin>>,
  journal: Journal,
  {
    stopAt,
    feed: told,
    made,
  }: { readonly stopAt?: number; readonly feed: Feed; readonly made?: (book: ToldBook) => ToldBook } = {
    feed: feedOf(replay),
  },
) {
  const broker = await paperOn(replay, market, journal, {}, made);
  const feed = new BrokerFirstFeed({ ...told, remember: () => undefined }, broker, HOUR);
  const process = await processOf({ replay, broker, market }, journal, () => null, stopAt);
  await feed.catchUp(process.session.time, options.signal);
  return { ...process, broker, feed };
}
/** The same with funding every hour. */
const funded = (feed: Feed): Feed => ({
  ...feed,
  next: async (after, signal) => {
    const moment = await feed.next(after, signal);
    if (moment === null) return null;
    return { ...moment, bars: moment.bars.map((bar) => ({ ...bar, funding: [{ time: moment.time, rate: 0.001 }] })) };
  },
});
/** A book of which large orders get a part alone. */
const thin = (book: ToldBook): ToldBook => ({
  ...book,
  bids: book.bids.map(([price], k) => [price, 1 + k] as const),
  asks: book.asks.map(([price], k) => [price, 1 + k] as const),
});
type OnPaper = Awaited<ReturnType<typeof onPaper>>;

const run = ({ trader, feed }: OnPaper) => runSession(trader, feed, options);
const fillsOf = ({ desk }: OnPaper): string[] =>
  desk.own.fills.map(
    ({ side, quantity, price, time, fee }) =>
      `${new Date(Math.floor(time / HOUR) * HOUR).toISOString()} ${side} ${quantity} at ${price} for ${fee}`,
  );

describe.skipIf(!hasPackage('ccxt')).each(['usdm', 'spot'] as const)('a session on a paper account: %s', (market) => {
  it('fills where the exchange of rehearsals does, and its money is what its journal comes to', async () => {
    const exchange = await begin(market);
    const real = await processOf(exchange, new TextJournal());
    await runSession(real.trader, feedOf(exchange.replay), options);
    const there = await begin(market);
    const journal = new TextJournal();
    const paper = await onPaper(market, there, journal);
    expect(await run(paper)).toMatchObject({ code: 'no_more_bars' });
    expect(paper.events).toEqual([]);
    // Nothing was sent.
    expect(await fillsAt(there)).toEqual([]);
    expect(paper.desk.own.fills.length).toBeGreaterThan(8);
    const termsOf = ({ desk }: Pick<OnPaper, 'desk'>) =>
      desk.own.fills.map(({ side, price, reason }) => `${reason} ${side} at ${price}`);
    expect(termsOf(paper)).toEqual(termsOf(real));
    // On a spot market a fee is paid in what was bought, and on paper in money, so that later sizes differ by as much.
    paper.desk.own.fills.forEach(({ quantity }, k) => {
      expect(quantity / real.desk.own.fills[k]!.quantity).toBeCloseTo(1, market === 'spot' ? 2 : 3);
    });
    expect(paper.session.account.position(SYMBOL)).toBeCloseTo(paper.desk.own.held(SYMBOL), 9);
    expect(await paper.broker.position(SYMBOL)).toBeCloseTo(paper.desk.own.held(SYMBOL), 9);
    // The same kinds of records as at an exchange, and what ran at the account itself.
    expect(new Set(journal.kinds())).toContain('paper_bars');
  });

  it.each([
    ['', undefined],
    [', filling by a thin book', thin],
  ])('killed at any write, before or after it: it ends as one that was not%s', async (_by, made) => {
    const journal = new TextJournal();
    const begun = (of: Journal, there: Awaited<ReturnType<typeof begin>>) => {
      const feed = feedOf(there.replay);
      // Stops that are hit, and where there is any funding that is paid.
      return onPaper(market, there, of, {
        stopAt: 0.99,
        feed: market === 'usdm' ? funded(feed) : feed,
        ...given({ made }),
      });
    };
    const whole = await begun(journal, await begin(market));
    await run(whole);
    const expected = fillsOf(whole);
    expect(whole.events.some(({ code }) => code === 'in_doubt')).toBe(made !== undefined);
    expect(new Set(whole.desk.own.fills.map(({ reason }) => reason))).toEqual(new Set(['order', 'stop']));
    expect(whole.desk.own.flows.size > 4).toBe(market === 'usdm');
    const step = Math.floor(journal.lines.length / 10);
    let kills = 0;
    for (let killAt = 1; killAt < journal.lines.length; killAt += step) {
      for (const isWritten of [false, true]) {
        const there = await begin(market);
        const doomed = new DoomedJournal([], killAt + (kills % step), isWritten);
        const died = await begun(doomed, there)
          .then(run)
          .then(
            () => false,
            (error: unknown) => {
              if ((error as Error).message !== 'killed') throw error;
              return true;
            },
          );
        if (!died) continue;
        kills++;
        const next = await begun(new TextJournal(doomed.lines), there);
        await run(next);
        const which = `killed at write ${killAt}, written: ${isWritten}`;
        expect(fillsOf(next), which).toEqual(expected);
        expect(next.trader.blocked, which).toBeNull();
        expect(await next.broker.cash(SYMBOL), which).toBe(await whole.broker.cash(SYMBOL));
        expect(next.session.account.equity(), which).toBe(whole.session.account.equity());
      }
    }
    expect(kills).toBeGreaterThan(11);
  });
});
