import { describe, expect, it } from 'vitest';
import { runSession } from '../../src/live/runner/run-session.js';
import { HOUR } from '../replay-exchange/support.js';
import { hasPackage } from '../support/optional-package.js';
import { arm, SYMBOL, type Market } from './support.js';
import { TextJournal } from '../support/text-journal.js';
import { agrees, BARS, begin, DoomedJournal, feedOf, options, processOf, type Run } from './trader.js';

const RATES = [0.001, -0.0005, 0.0008];
const FUNDING = {
  time: Float64Array.from(RATES, (_, k) => BARS.openTime[0]! + (3 + k * 8) * HOUR),
  rate: Float64Array.from(RATES),
  mark: Float64Array.from(RATES, () => NaN),
};
const beginFunded = (): Promise<Run> => begin('usdm', { funding: FUNDING });

type Process = Awaited<ReturnType<typeof processOf>>;
const faultsOf = ({ records }: TextJournal): unknown[] =>
  records.flatMap(({ kind, data }) => (kind === 'fault' ? [(data as { code: string }).code] : []));

/** What the account of USD-M is worth at the price of now. */
async function worthAt({ broker }: Run, { session }: Process): Promise<number> {
  const held = session.account.position(SYMBOL);
  const unrealised = held === 0 ? 0 : held * ((await broker.price(SYMBOL)) - session.account.entryPrice(SYMBOL));
  return (await broker.cash(SYMBOL)) + unrealised;
}

describe.skipIf(!hasPackage('ccxt'))('money that no fill made', () => {
  it('is what the exchange has booked of funding, to its last decimal, and stays so after a kill', async () => {
    const run = await beginFunded();
    const journal = new TextJournal();
    const whole = await processOf(run, journal);
    await runSession(whole.trader, feedOf(run.replay), options);
    expect(whole.events).toEqual([]);
    const paid = run.replay.service.exchange.futures.account.income.filter(({ type }) => type === 'FUNDING_FEE');
    expect(paid).toHaveLength(RATES.length);
    expect([...whole.desk.own.flows.values()].map(({ amount, kind }) => [kind, amount])).toEqual(
      paid.map(({ amount }) => ['funding', amount]),
    );
    const { account } = whole.session;
    expect(account.costs.funding).toBeCloseTo(-paid.reduce((sum, { amount }) => sum + amount, 0), 9);
    expect(account.equity()).toBeCloseTo(await worthAt(run, whole), 5);
    const equity = account.equity();
    for (const killAt of [journal.lines.findIndex((line) => line.includes('"cash_flow"')) - 1, 30, 60]) {
      for (const isWritten of [false, true]) {
        const again = await beginFunded();
        const doomed = new DoomedJournal([], killAt, isWritten);
        const died = async (): Promise<void> => {
          await runSession((await processOf(again, doomed)).trader, feedOf(again.replay), options);
        };
        await expect(died()).rejects.toThrow('killed');
        const next = await processOf(again, new TextJournal(doomed.lines));
        await runSession(next.trader, feedOf(again.replay), options);
        await agrees(again, next);
        expect(next.session.account.equity()).toBeCloseTo(equity, 5);
        expect(next.session.account.equity()).toBeCloseTo(await worthAt(again, next), 5);
        expect(next.desk.own.flows.size).toBe(RATES.length);
      }
    }
  });

  async function stage(market: Market) {
    const run = await begin(market);
    const journal = new TextJournal();
    const process = await processOf(run, journal);
    const feed = feedOf(run.replay);
    const steps = async (count: number): Promise<void> => {
      for (let k = 0; k < count; k++)
        await process.trader.step((await feed.next(process.trader.time, options.signal))!, options.signal);
    };
    await steps(2);
    return { run, journal, process, steps };
  }

  it('a transfer is told and written down, and is no gain', async () => {
    const { run, journal, process, steps } = await stage('usdm');
    const before = process.session.account.equity();
    await arm(run.replay, [{ do: 'transfer', amount: 500 }]);
    await steps(1);
    expect(process.events).toMatchObject([{ code: 'transfer', message: '500 USDT came' }]);
    expect(faultsOf(journal)).toEqual([]);
    expect(Math.abs(process.session.account.equity() - before)).toBeLessThan(400);
    await arm(run.replay, [{ do: 'transfer', amount: -200 }]);
    await steps(3);
    expect(process.events.map(({ code }) => code)).toEqual(['transfer', 'transfer']);
    expect(process.session.account.equity() + 300).toBeCloseTo(await worthAt(run, process), 4);
    expect(process.trader.blocked).toBeNull();
    await agrees(run, process);
  });

  it.each(['usdm', 'spot'] as const)(
    '%s: what nobody tells of is a fault, said once, and stops nothing',
    async (market) => {
      const { run, journal, process, steps } = await stage(market);
      const { spot, futures } = run.replay.service.exchange;
      const wallets = market === 'spot' ? spot.balances : futures.account.wallets;
      wallets.set('USDT', wallets.get('USDT')! + 77);
      await steps(3);
      expect(process.events).toMatchObject([{ code: 'cash', message: expect.stringContaining('USDT') as string }]);
      expect(faultsOf(journal)).toEqual(['cash']);
      expect(process.trader.blocked).toBeNull();
      // One more is another.
      wallets.set('USDT', wallets.get('USDT')! - 30);
      await steps(2);
      expect(faultsOf(journal)).toEqual(['cash', 'cash']);
    },
  );
});
