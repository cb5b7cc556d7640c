import { Agent } from 'undici';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/app/runtime/system.js';
import type { Broker } from '../../src/core/ports/broker.js';
import type { JournalEntry, JournalRecord } from '../../src/core/ports/journal.js';
import { seededRandom } from '../../src/core/ports/random.js';
import type { HttpClient } from '../../src/infra/http/types.js';
import { runSession } from '../../src/live/runner/run-session.js';
import { feedOf as liveFeedOf, playedExchange } from '../live-feed/support.js';
import { barsOf, tapeOf, type Ohlcv } from '../replay-exchange/support.js';
import { naiveClient, type ClientBug } from '../source-faults/planted/naive-client.js';
import { hasPackage } from '../support/optional-package.js';
import { TextJournal } from '../support/text-journal.js';
import { drawsIds, retries418 } from './planted/bugs.js';
import { arm, brokerOn, deskOn, rehearsal, SYMBOL } from './support.js';
import { begin, feedOf, fillsAt, options, processOf } from './trader.js';

/** A journal whose process is killed when it is told what came of its first order. */
class KilledAtReply extends TextJournal {
  override append(at: number, entries: readonly JournalEntry[]): readonly JournalRecord[] {
    if (entries.some(({ kind }) => kind === 'order_reply')) throw new Error('killed');
    return super.append(at, entries);
  }
}

/** O1: every fill is in the journal, once. O2: a session that nobody has meddled with goes on. */
async function violationsOfOrders(made: (broker: Broker) => Broker): Promise<string[]> {
  const run = await begin('usdm');
  const process = (journal: TextJournal) => processOf({ ...run, broker: made(run.broker) }, journal);
  const killed = new KilledAtReply();
  await expect(runSession((await process(killed)).trader, feedOf(run.replay), options)).rejects.toThrow('killed');
  const next = await process(new TextJournal(killed.lines));
  await runSession(next.trader, feedOf(run.replay), options);
  const [there, booked] = [(await fillsAt(run)).length, next.desk.own.fills.length];
  const { blocked } = next.trader;
  return [
    ...(there === booked ? [] : [`O1: ${there} fills at the exchange, ${booked} in the journal`]),
    ...(blocked === null ? [] : [`O2: ${blocked}`]),
  ];
}

const BAN_S = 60;

/** B1: while it is banned it sends nothing. B2: it goes on once the ban is over. */
async function violationsOfBan(status: 418 | 429, made: (send: typeof fetch) => typeof fetch): Promise<string[]> {
  const replay = await rehearsal();
  let sent = 0;
  const broker = await brokerOn(replay, 'usdm', {
    made: (send) =>
      made((input, init) => {
        sent++;
        return send(input, init);
      }),
  });
  const { desk, keeper } = deskOn(replay, broker);
  desk.write('baseline', { symbol: SYMBOL, quantity: 0 });
  const reach = (decidedAt: number) => keeper.reach({ symbol: SYMBOL, quantity: 2, stop: 90, decidedAt });
  await broker.rules(SYMBOL);
  await arm(replay, [{ do: 'ban', status, seconds: BAN_S }]);
  sent = 0;
  const first = await reach(1).catch((error: unknown) => ({ code: (error as { code: string }).code }));
  await desk.sync();
  await broker.position(SYMBOL).catch(() => undefined);
  const during = sent;
  replay.service.advance(replay.service.exchange.now() + BAN_S * 1_000);
  const after = await reach(2);
  expect(first.code).not.toBe('reached');
  return [
    ...(during === 1 ? [] : [`B1: ${during} requests while the ban lasted`]),
    ...(after.code === 'reached' ? [] : [`B2: ${after.code}`]),
  ];
}

/** The same of the bars of a session. */
async function violationsOfFeed(bug: ClientBug | null): Promise<string[]> {
  const rows = Array.from({ length: 20 }, (): Ohlcv => [100, 101, 99, 100]);
  const tape = tapeOf(barsOf(rows));
  const played = await playedExchange([tape], tape.bars.openTime[10]!);
  const agent = new Agent();
  const naive = (of: ClientBug): HttpClient =>
    naiveClient(of)({
      // A deadline is no time that passes at the exchange.
      clock: { now: played.clock.now, sleep: systemClock.sleep },
      random: seededRandom(3),
      dispatcher: () => agent,
      log: played.runtime.log,
    });
  const runtime = bug === null ? played.runtime : { ...played.runtime, http: naive(bug) };
  const { feed } = await liveFeedOf({ ...played, runtime }, ['BTCUSDT']);
  const { signal } = new AbortController();
  await feed.begin(0, signal);
  await fetch(`${played.url}/replay/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([
      { do: 'ban', status: 418, seconds: BAN_S, at: new Date(tape.bars.openTime[11]!).toISOString() },
    ]),
  });
  const banned = { from: tape.bars.openTime[11]!, requests: 0 };
  played.state.before = () => {
    const now = played.service.exchange.now();
    if (now >= banned.from && now < banned.from + BAN_S * 1_000) banned.requests++;
  };
  const moment = await feed.next(-Infinity, signal);
  await agent.close();
  return [
    ...(banned.requests === 1 ? [] : [`B1: ${banned.requests} requests while the ban lasted`]),
    ...(moment.time === tape.bars.openTime[10] ? [] : ['B2: the bar did not come']),
  ];
}

describe.skipIf(!hasPackage('ccxt'))('the suite of orders catches', { timeout: 60_000 }, () => {
  it('an order id that is drawn', async () => {
    expect(await violationsOfOrders((broker) => broker), 'without the bug').toEqual([]);
    const random = seededRandom(12);
    const violations = await violationsOfOrders((broker) => drawsIds(broker, random));
    expect(violations.join('\n')).toContain('O1: ');
    expect(violations.join('\n')).toContain('O2: ');
  });

  it('a 418 that is tried again, by the broker', async () => {
    for (const status of [418, 429] as const)
      expect(await violationsOfBan(status, (send) => send), `without the bug: ${status}`).toEqual([]);
    expect((await violationsOfBan(418, retries418)).join('\n')).toContain('B1: 3 requests');
  });

  it('a 418 that is tried again, by the feed', async () => {
    expect(await violationsOfFeed(null), 'the client of the program').toEqual([]);
    expect(await violationsOfFeed('none'), 'without the bug').toEqual([]);
    expect((await violationsOfFeed('retries a 418')).join('\n')).toContain('B1: ');
  });
});
