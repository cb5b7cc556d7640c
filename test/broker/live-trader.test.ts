import { describe, expect, it } from 'vitest';
import { runSession } from '../../src/live/runner/run-session.js';
import type { TradingSession } from '../../src/live/session/trading-session.js';
import { hasPackage } from '../support/optional-package.js';
import { arm, PATHS, SYMBOL } from './support.js';
import { TextJournal } from '../support/text-journal.js';
import { agrees, begin, DoomedJournal, feedOf, fillsAt, options, processOf, type Run } from './trader.js';

/** A position has its stop, and what is not there has none. One of USD-M may be of more than is held, since it can only shrink it. */
async function assertCovered({ broker, replay, market }: Run): Promise<void> {
  const { step } = await broker.rules(SYMBOL);
  const held = await broker.position(SYMBOL);
  const path = market === 'spot' ? '/api/v3/openOrders' : '/fapi/v1/openAlgoOrders';
  const { body } = await replay.ask('GET', path, { symbol: SYMBOL });
  const stops = (body as { side: string; origQty?: string; quantity?: string }[]).map(
    ({ side, origQty, quantity }) => (side === 'SELL' ? 1 : -1) * Number(origQty ?? quantity),
  );
  if (Math.abs(held) < step) {
    expect(stops).toEqual([]);
    return;
  }
  expect(stops).toHaveLength(1);
  expect(stops[0]! * Math.sign(held), `of ${held}`).toBeGreaterThan(Math.abs(held) - step);
  if (market === 'spot') expect(stops[0]).toBeLessThanOrEqual(held);
}

describe.skipIf(!hasPackage('ccxt')).each(['usdm', 'spot'] as const)('a session at an exchange: %s', (market) => {
  it('trades what it decides, with a stop under each position, and keeps a journal that is it', async () => {
    const run = await begin(market);
    const journal = new TextJournal();
    const first = await processOf(run, journal);
    expect(await runSession(first.trader, feedOf(run.replay), options)).toMatchObject({ code: 'no_more_bars' });
    expect(first.events).toEqual([]);
    expect((await fillsAt(run)).length).toBeGreaterThan(8);
    await agrees(run, first);
    // Money: what the exchange says is what the account of the session comes to.
    const { account } = first.session;
    const price = await run.broker.price(SYMBOL);
    const cash = await run.broker.cash(SYMBOL);
    if (market === 'spot') expect(account.cash).toBeCloseTo(cash, 4);
    else expect(account.equity()).toBeCloseTo(cash + unrealised(first, price), 4);
    // Each position had its stop for as long as it was there, at the level that the strategy named.
    const open = await run.broker.openOrders(SYMBOL);
    expect(open).toHaveLength(Math.abs(account.position(SYMBOL)) < 0.001 ? 0 : 1);
    // The same from the journal alone.
    const again = await processOf(run, new TextJournal(journal.lines));
    expect(again.session.account.equity()).toBe(account.equity());
    expect(again.desk.own.fills).toEqual(first.desk.own.fills);
  });

  it('killed at any write, before or after it: nothing lost, nothing doubled', async () => {
    const whole = await begin(market);
    const journal = new TextJournal();
    await runSession((await processOf(whole, journal)).trader, feedOf(whole.replay), options);
    const expected = await fillsAt(whole);
    const writes = journal.lines.length;
    const step = Math.max(1, Math.floor(writes / 8));
    let kills = 0;
    for (let killAt = 1; killAt < writes; killAt += step) {
      for (const isWritten of [false, true]) {
        const run = await begin(market);
        const doomed = new DoomedJournal([], killAt + (kills % step), isWritten);
        const attempt = async (): Promise<void> => {
          await runSession((await processOf(run, doomed)).trader, feedOf(run.replay), options);
        };
        const died = await attempt().then(
          () => false,
          (error: unknown) => {
            if ((error as Error).message !== 'killed') throw error;
            return true;
          },
        );
        kills += died ? 1 : 0;
        const next = await processOf(run, new TextJournal(doomed.lines));
        if (died) await runSession(next.trader, feedOf(run.replay), options);
        expect(await fillsAt(run), `killed at write ${killAt}, written: ${isWritten}`).toEqual(expected);
        await agrees(run, next);
        await run.broker.close();
      }
    }
    expect(kills).toBeGreaterThan(9);
  });

  it('orders that fill in part, killed at any write: what is held has its stop after every bar', async () => {
    const path = PATHS[market].order;
    for (const killAt of [11, 24]) {
      const run = await begin(market);
      await arm(run.replay, [{ on: { method: 'POST', path }, do: 'fill_partly', share: 0.4, times: 1000 }]);
      const feed = feedOf(run.replay);
      const stepped = async (journal: TextJournal): Promise<void> => {
        const process = await processOf(run, journal);
        await process.trader.resume(options.signal);
        for (;;) {
          await assertCovered(run);
          const moment = await feed.next(process.trader.time, options.signal);
          if (moment === null) return agrees(run, process);
          await process.trader.step(moment, options.signal);
        }
      };
      const doomed = new DoomedJournal([], killAt, killAt % 2 === 0);
      await expect(stepped(doomed)).rejects.toThrow('killed');
      await stepped(new TextJournal(doomed.lines));
      await run.broker.close();
    }
  });

  it('a position that can neither have its stop nor be closed lets nothing new in, until it has one', async () => {
    const run = await begin(market);
    const journal = new TextJournal();
    const first = await processOf(run, journal);
    const feed = feedOf(run.replay);
    const step = async () => first.trader.step((await feed.next(first.trader.time, options.signal))!, options.signal);
    const { stop, order } = PATHS[market];
    const no = { do: 'refuse', code: -4131, msg: 'No', times: 1000 };
    await arm(run.replay, [
      { on: { method: 'POST', path: order }, ...no, skip: 1 },
      ...(stop === order ? [] : [{ on: { method: 'POST', path: stop }, ...no }]),
    ]);
    await step();
    const held = await run.broker.position(SYMBOL);
    expect(held).toBeGreaterThan(0);
    expect(first.events.at(-1)).toMatchObject({ code: 'no_stop' });
    expect(first.trader.blocked).toContain('without a stop');
    expect(journal.records.filter(({ kind }) => kind === 'fault')).toMatchObject([{ data: { code: 'no_stop' } }]);
    const fills = await fillsAt(run);
    expect(await step()).toMatchObject({ decision: { halted: expect.stringContaining('without a stop') as string } });
    expect(await fillsAt(run)).toEqual(fills);
    await run.replay.control('DELETE', 'faults');
    await step();
    expect(first.trader.blocked).toBeNull();
    await assertCovered(run);
    expect(await run.broker.position(SYMBOL)).toBe(held);
    await agrees(run, first);
  });

  it('stops trading where the exchange holds something else, and leaves the stop', async () => {
    const run = await begin(market);
    const journal = new TextJournal();
    const first = await processOf(run, journal);
    const feed = feedOf(run.replay);
    for (let k = 0; k < 2; k++)
      await first.trader.step((await feed.next(first.trader.time, options.signal))!, options.signal);
    const path = market === 'spot' ? '/api/v3/order' : '/fapi/v1/order';
    await run.replay.ask('POST', path, {
      symbol: SYMBOL,
      side: 'BUY',
      type: 'MARKET',
      quantity: 0.5,
    });
    const before = await fillsAt(run);
    for (let k = 0; k < 6; k++)
      await first.trader.step((await feed.next(first.trader.time, options.signal))!, options.signal);
    expect(first.events[0]).toMatchObject({ code: 'mismatch', symbol: SYMBOL });
    expect(await fillsAt(run)).toEqual(before);
    expect(await run.broker.openOrders(SYMBOL)).toHaveLength(1);
    // A new process is no way around it.
    const again = await processOf(run, new TextJournal(journal.lines));
    expect(again.trader.blocked).toContain('differ');
  });

  it('what cannot be read for a moment costs that moment, and no more', async () => {
    const run = await begin(market);
    const first = await processOf(run, new TextJournal());
    const feed = feedOf(run.replay);
    const path = market === 'spot' ? '/api/v3/account' : '/fapi/v2/positionRisk';
    for (let k = 0; k < 3; k++)
      await first.trader.step((await feed.next(first.trader.time, options.signal))!, options.signal);
    await arm(run.replay, [{ on: { path }, do: 'status', status: 500, times: 12 }]);
    const outcome = await first.trader.step((await feed.next(first.trader.time, options.signal))!, options.signal);
    expect(outcome).toMatchObject({ decision: { halted: expect.stringContaining('500') as string } });
    expect(first.events).toMatchObject([{ code: 'unsure' }]);
    await run.replay.control('DELETE', 'faults');
    await first.trader.step((await feed.next(first.trader.time, options.signal))!, options.signal);
    expect(first.trader.blocked).toBeNull();
    await agrees(run, first);
  });
});

const unrealised = ({ session }: { readonly session: TradingSession }, price: number): number => {
  const held = session.account.position(SYMBOL);
  return held === 0 ? 0 : held * (price - session.account.entryPrice(SYMBOL));
};
