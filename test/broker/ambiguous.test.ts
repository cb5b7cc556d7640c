import { beforeAll, describe, expect, it } from 'vitest';
import type { Broker, OrderIntent } from '../../src/core/ports/broker.js';
import { reconcile } from '../../src/live/broker/reconcile.js';
import { hasPackage } from '../support/optional-package.js';
import type { Rehearsal } from '../replay-exchange/support.js';
import { arm, brokerOn, deskOn, ordersAt, PATHS, rehearsal, SYMBOL, type Market } from './support.js';
import { TextJournal } from '../support/text-journal.js';

/** What goes wrong with the request itself, and whether the exchange has done what was asked. */
const FAULTS: readonly (readonly [name: string, fault: Record<string, unknown>, done: boolean])[] = [
  ['no answer, not done', { do: 'hang' }, false],
  ['no answer, done', { do: 'hang', after: true }, true],
  ['cut, not done', { do: 'drop' }, false],
  ['cut, done', { do: 'drop', after: true }, true],
  ['502 with a page, not done', { do: 'status', status: 502, body: '<html>' }, false],
  ['502 with a page, done', { do: 'status', status: 502, body: '<html>', after: true }, true],
  ['503 in words, not done', { do: 'refuse', status: 503, code: -1008, msg: 'Busy' }, false],
  [
    '503 in words, done',
    { do: 'status', status: 503, body: '{"code":-1000,"msg":"Unknown error"}', after: true },
    true,
  ],
  ['half a document, not done', { do: 'status', status: 200, body: '{"orderId":1,"symb' }, false],
  ['half a document, done', { do: 'status', status: 200, body: '{"orderId":1,"symb', after: true }, true],
  ['an empty document, done', { do: 'status', status: 200, body: '{}', after: true }, true],
  ['nothing, done', { do: 'status', status: 200, body: '', after: true }, true],
  [
    'the answer about another order, done',
    {
      do: 'status',
      status: 200,
      after: true,
      body: '{"orderId":7,"symbol":"BTCUSDT","clientOrderId":"other","clientAlgoId":"other","algoStatus":"NEW","status":"FILLED","executedQty":"9"}',
    },
    true,
  ],
  ['-1007 time-out, done', { do: 'status', status: 408, body: '{"code":-1007,"msg":"Timeout"}', after: true }, true],
  ['-1006 unexpected, not done', { do: 'refuse', code: -1006, msg: 'Unexpected response' }, false],
  ['a page where a word was due, done', { do: 'status', status: 403, body: '<html>', after: true }, true],
];

/** What then goes wrong with the questions. */
const QUESTIONS: readonly (readonly [name: string, fault: Record<string, unknown> | null])[] = [
  ['', null],
  ['; the question is cut twice', { do: 'drop', times: 2 }],
  ['; the question gets 500 and a half document', { do: 'status', status: 500, body: '{"ha', times: 3 }],
];

const intentOf = (kind: 'market' | 'stop', id: string): OrderIntent => ({
  client_id: id,
  attempt: 1,
  symbol: SYMBOL,
  kind,
  side: kind === 'stop' ? 'sell' : 'buy',
  quantity: 1,
  reduce_only: kind === 'stop',
  stop_price: kind === 'stop' ? 90 : null,
});

interface Case {
  readonly name: string;
  readonly market: Market;
  readonly kind: 'market' | 'stop';
  readonly fault: Record<string, unknown>;
  readonly question: Record<string, unknown> | null;
  readonly done: boolean;
}

const CASES: Case[] = (['usdm', 'spot'] as const).flatMap((market) =>
  (['market', 'stop'] as const).flatMap((kind) =>
    FAULTS.flatMap(([name, fault, done], k) => {
      const [more, question] = QUESTIONS[k % QUESTIONS.length]!;
      return [{ name: `${market}, ${kind}: ${name}${more}`, market, kind, fault, question, done }];
    }),
  ),
);

describe.skipIf(!hasPackage('ccxt'))('orders whose outcome is not told', () => {
  const brokers = new Map<Market, { replay: Rehearsal; broker: Broker }>();
  let ids = 0;
  let hanging = '';
  beforeAll(async () => {
    for (const market of ['usdm', 'spot'] as const) {
      const replay = await rehearsal();
      brokers.set(market, {
        replay,
        broker: await brokerOn(replay, market, { hangs: (method, path) => `${method} ${path}` === hanging }),
      });
      // Something to stop, which is left alone.
      const { broker } = brokers.get(market)!;
      await broker.submit(intentOf('market', `before-${market}`));
    }
  });

  /** What the session found, and leaves alone. */
  async function begun(market: Market) {
    const { replay, broker } = brokers.get(market)!;
    await replay.control('DELETE', 'faults');
    hanging = '';
    const all = deskOn(replay, broker);
    const quantity = await broker.position(SYMBOL);
    all.desk.write('baseline', { symbol: SYMBOL, quantity });
    const taken = async (id: string): Promise<number> =>
      (await ordersAt(replay, market)).filter(({ clientOrderId }) => clientOrderId === id).length;
    return { ...all, before: quantity, taken };
  }

  it('are 64 of sending', () => expect(CASES).toHaveLength(64));

  it.each(CASES)('sending, $name', async ({ market, kind, fault, question, done }) => {
    const { replay, broker, desk, journal, before, taken } = await begun(market);
    const path = PATHS[market][kind === 'stop' ? 'stop' : 'order'];
    if (fault.do === 'hang') hanging = `POST ${path}`;
    await arm(replay, [
      { on: { method: 'POST', path }, ...fault },
      ...(question === null ? [] : [{ on: { method: 'GET', path }, ...question }]),
    ]);
    const intent = intentOf(kind, `case-${++ids}`);
    const sent = replay.service.exchange.now();
    const outcome = await desk.place(intent);

    expect(outcome).toEqual({ code: done ? 'accepted' : 'lost' });
    // "Not there" is believed only after the last moment at which it could have been taken in.
    expect(replay.service.exchange.now() - sent).toBeGreaterThan(broker.recvWindowMs);
    // It was on disk before it was sent, and was sent once.
    expect(journal.kinds().slice(1, 3)).toEqual(['order_intent', 'order_reply']);
    if (kind === 'market') expect(await taken(intent.client_id)).toBe(done ? 1 : 0);
    else expect(await broker.openOrders(SYMBOL)).toHaveLength(done ? 1 : 0);

    const isFilled = done && kind === 'market';
    expect(desk.own.fills).toHaveLength(isFilled ? 1 : 0);
    expect(desk.own.expected(SYMBOL)).toBeCloseTo(await broker.position(SYMBOL), 9);
    if (!isFilled) expect(await broker.position(SYMBOL)).toBe(before);
    expect(await reconcile(broker, desk.own, [SYMBOL])).toEqual({ code: 'agrees' });

    // Another process that has only the journal: the same orders, no fill booked twice.
    const again = deskOn(replay, broker, new TextJournal(journal.lines));
    expect(await again.desk.sync()).toBe(true);
    expect(again.desk.own.fills).toEqual(desk.own.fills);
    expect(again.desk.own.get(intent.client_id)).toEqual(desk.own.get(intent.client_id));
    if (done && kind === 'stop') expect(await desk.cancel(desk.own.get(intent.client_id)!)).toBe(true);
  });

  it.each(
    (['usdm', 'spot'] as const).flatMap((market) =>
      FAULTS.map(([name, fault, done], k) => ({ name: `${market}: ${name}`, market, fault, done, k })),
    ),
  )('taking back, $name', async ({ market, fault, k }) => {
    const { replay, broker, desk } = await begun(market);
    const path = PATHS[market].stop;
    const intent = intentOf('stop', `back-${++ids}`);
    expect(await desk.place(intent)).toEqual({ code: 'accepted' });
    // One that comes in time is not cut: the deadline is long beside what an answer takes.
    if (fault.do === 'hang') hanging = `DELETE ${path}`;
    await arm(replay, [
      { on: { method: 'DELETE', path }, ...fault },
      ...(k % 3 === 1 ? [{ on: { method: 'GET', path }, do: 'drop', times: 1 }] : []),
    ]);
    // Whether it was done or not: it is asked how it stands, and taken back again where it still is.
    expect(await desk.cancel(desk.own.get(intent.client_id)!)).toBe(true);
    expect(desk.own.get(intent.client_id)).toMatchObject({ status: 'done', cancelling: false, booked: 0 });
    expect(await broker.openOrders(SYMBOL)).toEqual([]);
    expect(await reconcile(broker, desk.own, [SYMBOL])).toEqual({ code: 'agrees' });
  });

  it.each(['usdm', 'spot'] as const)('%s: a late fill of an order that was called lost counts', async (market) => {
    const { replay, broker, desk, taken } = await begun(market);
    const path = PATHS[market].order;
    await arm(replay, [
      { on: { method: 'POST', path }, do: 'drop', after: true },
      { on: { method: 'GET', path }, do: 'unknown_order' },
    ]);
    const intent = intentOf('market', `late-${++ids}`);
    expect(await desk.place(intent)).toEqual({ code: 'lost' });
    expect(desk.own.fills).toEqual([]);
    // The exchange holds more than the journal: nothing is traded on that.
    expect(await reconcile(broker, desk.own, [SYMBOL])).toMatchObject({
      code: 'differs',
      findings: [{ code: 'position' }],
    });
    expect(await desk.sync()).toBe(true);
    expect(desk.own.fills).toHaveLength(1);
    expect(await desk.sync()).toBe(true);
    expect(desk.own.fills).toHaveLength(1);
    expect(await taken(intent.client_id)).toBe(1);
    expect(await reconcile(broker, desk.own, [SYMBOL])).toEqual({ code: 'agrees' });
  });

  it.each(['usdm', 'spot'] as const)('%s: the rest of a part fill comes later, once', async (market) => {
    const { replay, broker, desk, journal } = await begun(market);
    const path = PATHS[market].order;
    await arm(replay, [{ on: { method: 'POST', path }, do: 'fill_partly', share: 0.25 }]);
    const intent = intentOf('market', `part-${++ids}`);
    expect(await desk.place(intent)).toEqual({ code: 'accepted' });
    expect(desk.own.get(intent.client_id)).toMatchObject({ status: 'open', booked: 0.25 });
    expect(await reconcile(broker, desk.own, [SYMBOL])).toEqual({ code: 'agrees' });
    replay.service.advance(replay.service.exchange.nextBarTime());
    // What filled since is seen as a difference, and not taken for anybody else's: first it is asked.
    expect((await reconcile(broker, desk.own, [SYMBOL])).code).toBe('unsure');
    const again = deskOn(replay, broker, new TextJournal(journal.lines));
    for (const { desk: each } of [{ desk }, again]) {
      expect(await each.sync()).toBe(true);
      expect(each.own.get(intent.client_id)).toMatchObject({ status: 'done', booked: 1 });
      expect(await reconcile(broker, each.own, [SYMBOL])).toEqual({ code: 'agrees' });
    }
  });

  it.each(['usdm', 'spot'] as const)('%s: what nobody can be asked about stays in flight', async (market) => {
    const { replay, broker, desk } = await begun(market);
    const path = PATHS[market].order;
    await arm(replay, [
      { on: { method: 'POST', path }, do: 'drop', after: true },
      { on: { method: 'GET', path }, do: 'drop', times: 5 },
    ]);
    const intent = intentOf('market', `silent-${++ids}`);
    expect(await desk.place(intent)).toMatchObject({ code: 'in_flight' });
    expect(await reconcile(broker, desk.own, [SYMBOL])).toMatchObject({ code: 'unsure' });
    expect(await desk.sync()).toBe(true);
    expect(desk.own.fills).toHaveLength(1);
    expect(await reconcile(broker, desk.own, [SYMBOL])).toEqual({ code: 'agrees' });
  });

  it('an id is never used again, not even by another process', async () => {
    const { desk, journal, replay, broker } = await begun('usdm');
    const intent = intentOf('market', `once-${++ids}`);
    await desk.place(intent);
    await expect(desk.place(intent)).rejects.toThrow('was used before');
    const again = deskOn(replay, broker, new TextJournal(journal.lines));
    await expect(again.desk.place(intent)).rejects.toThrow('was used before');
  });

  it('a failed or empty answer about a position is never "flat"', async () => {
    const { replay, broker, desk } = await begun('usdm');
    for (const fault of [
      { do: 'drop' },
      { do: 'status', status: 200, body: '[]' },
      { do: 'status', status: 200, body: '{}' },
      { do: 'status', status: 500, body: '[]' },
      { do: 'status', status: 200, body: '[{"symbol":"BTCUSDT","positionSide":"BOTH","positionAmt":""}]' },
    ]) {
      await arm(replay, [{ on: { path: '/fapi/v2/positionRisk' }, ...fault }]);
      expect(await reconcile(broker, desk.own, [SYMBOL]), JSON.stringify(fault)).toMatchObject({ code: 'unsure' });
    }
  });
});
