import { describe, expect, it } from 'vitest';
import type { BarSeries } from '../../core/bars.js';
import type { JournalRecord } from '../../core/ports/journal.js';
import { backtest, type BacktestOptions } from '../../engine/backtester.js';
import { assessmentOf } from '../../engine/fixtures/opinions.js';
import { RandomTrader, randomBars } from '../../engine/fixtures/random-market.js';
import { momentsOf } from '../../engine/hosted/moments.js';
import type { RegimeOutcome } from '../../engine/regime-series/index.js';
import { decisionTimes } from '../../engine/regime-series/index.js';
import { visiblePoints } from '../../engine/regime-series/visible-points.js';
import { resolveSettings } from '../../engine/settings.js';
import { createStrategy, STRATEGIES } from '../../strategies/index.js';
import { Strategy, type Bar, type Order } from '../../strategies/base.js';
import { DAY, HOUR } from '../../core/time.js';
import { TextJournal } from '../../../test/support/text-journal.js';
import { guardLimitsSchema } from '../guard/limits.js';
import type { OpinionMeasures } from './session-opinions.js';
import { TradingSession, type SessionParts, type SessionSpec } from './trading-session.js';

const EVERY = DAY;
const policy = { onFailure: 'hold' as const, horizonMs: DAY };
const never = new AbortController().signal;

/** A model whose answer follows from the moment alone; some questions fail. */
function outcomeAt(decidedAt: number): RegimeOutcome {
  const n = Math.floor(decidedAt / EVERY);
  return {
    decidedAt,
    availableAt: decidedAt + 5_000,
    assessment: n % 7 === 3 ? null : assessmentOf(0.5 + 0.4 * Math.sin(n)),
    answeredBy: n % 7 === 3 ? null : 'test/model',
    version: null,
    usage: null,
    failure: n % 7 === 3 ? 'no answer' : null,
    warnings: [],
  };
}

function specOf({ data, ...given }: BacktestOptions, asks: boolean): SessionSpec {
  return {
    account: {
      ...resolveSettings(given),
      intervalMs: HOUR,
      symbols: data.map(({ bars, filters }) => ({
        symbol: bars.symbol,
        ...(filters === undefined ? {} : { filters }),
      })),
    },
    opinions: asks ? { ...policy, everyMs: EVERY } : null,
    limits: guardLimitsSchema.parse({ max_model_failures: 1_000 }),
  };
}

/** Runs it with a process that ends before the records whose numbers `dies` names are written, as often as that is. */
async function traded(
  options: BacktestOptions,
  make: () => Strategy,
  asks: boolean,
  more: Partial<SessionSpec> & {
    halted?: (now: number) => string | null;
    dies?: ReadonlySet<number>;
    measures?: () => OpinionMeasures;
  } = {},
) {
  const { halted = () => null, dies = new Set<number>(), measures, ...changed } = more;
  const spec = { ...specOf(options, asks), ...changed };
  const deaths = new Set(dies);
  let lines: readonly string[] = [];
  let asked = 0;
  for (;;) {
    const journal = new TextJournal(lines);
    let now = 0;
    const parts: SessionParts = {
      strategy: make(),
      journal: {
        records: journal.records,
        close: () => undefined,
        append: (at, entries) => {
          const written: JournalRecord[] = [];
          for (const entry of entries) {
            if (deaths.delete(journal.lines.length + 1)) throw new Killed();
            written.push(...journal.append(at, [entry]));
          }
          return written;
        },
      },
      clock: { now: () => now },
      ask: asks
        ? (decidedAt, _signal, onSeen) => {
            onSeen({ decidedAt, fields: ['market.spot_price'], sha256: String(decidedAt) });
            asked += 1;
            return Promise.resolve(outcomeAt(decidedAt));
          }
        : null,
      ...(measures === undefined ? {} : { measures: measures() }),
      halted: () => halted(now),
    };
    try {
      const session = new TradingSession(spec, parts);
      now = session.time + HOUR;
      await session.resume(never);
      for (const moment of momentsOf(options.data)) {
        now = moment.time + HOUR;
        await session.step(moment, never);
      }
      return { session, journal, asked };
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
      lines = journal.lines;
    }
  }
}
class Killed extends Error {}

const regimeOf = (bars: BarSeries) => ({
  points: visiblePoints(decisionTimes(bars, EVERY).map(outcomeAt), policy),
});
/** As a journal keeps them. */
const plain = (rows: Iterable<unknown>): unknown => JSON.parse(JSON.stringify([...rows]));

describe('a session', () => {
  const bars = randomBars(11, 700);

  it.each(STRATEGIES.map(({ name, decisionBars, schema }) => [name, decisionBars(schema.parse({})) !== null] as const))(
    'trades %s over the same bars as a backtest does, to the last bit',
    async (name, asks) => {
      const options: BacktestOptions = {
        data: [{ bars }],
        strategy: createStrategy(name),
        instrument: 'perp',
        ...(asks ? { regime: regimeOf(bars) } : {}),
      };
      const expected = backtest(options);
      const { journal, asked } = await traded(options, () => createStrategy(name), asks);
      const booked = journal.of('booked');
      expect(booked.map(({ equity }) => equity)).toEqual([...expected.equity]);
      expect(booked.flatMap(({ fills }) => fills)).toEqual(plain(expected.fills));
      expect(asked).toBe(asks ? decisionTimes(bars, EVERY).length : 0);
    },
  );

  it('trades several symbols and orders of every kind as a backtest does', async () => {
    const data = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT'].map((symbol, i) => ({ bars: randomBars(i + 1, 300, symbol) }));
    for (const seed of [1, 2, 3]) {
      const options: BacktestOptions = { data, strategy: new RandomTrader(seed), instrument: 'perp', leverage: 3 };
      const expected = backtest(options);
      const { journal } = await traded(options, () => new RandomTrader(seed), false);
      expect(journal.of('booked').map(({ equity }) => equity)).toEqual([...expected.equity]);
      expect(journal.of('booked').flatMap(({ fills }) => fills)).toEqual(plain(expected.fills));
    }
  });

  it('comes to the same records wherever it is killed, and asks nothing twice', async () => {
    const short = bars.slice(0, 120);
    const options: BacktestOptions = {
      data: [{ bars: short }],
      strategy: createStrategy('llm-regime'),
      instrument: 'perp',
    };
    const make = () => createStrategy('llm-regime');
    const whole = await traded(options, make, true);
    const { length } = whole.journal.lines;
    expect(length).toBeGreaterThan(300);
    for (let dies = 1; dies <= length; dies += 7) {
      const killed = await traded(options, make, true, { dies: new Set([dies, dies + 1, dies + 40, length]) });
      expect(killed.journal.lines).toEqual(whole.journal.lines);
    }
  });

  it('measures an opinion once, wherever it is killed, and trades what the record says', async () => {
    const short = bars.slice(0, 120);
    const make = () => createStrategy('llm-regime');
    const options: BacktestOptions = { data: [{ bars: short }], strategy: make(), instrument: 'perp' };
    /** What it says follows from what it was told before. */
    const measures = (): OpinionMeasures => {
      let told = 0;
      return {
        measure: ({ decidedAt }, seen) => ({
          decidedAt,
          climatology: 0.5,
          earned: { rule: seen!.sha256, share: told / (told + 3), decisions: told, until: null },
          recalibration: null,
        }),
        take: (_outcome, _seen, { earned }) => ((told += 1), { earned: earned!.share }),
      };
    };
    const whole = await traded(options, make, true, { measures });
    const given = await traded(options, make, true);
    const { lines } = whole.journal;
    const measured = lines.filter((line) => line.includes('"kind":"measured"'));
    expect(measured.length).toBeGreaterThan(2);
    expect(whole.session.account.equity()).not.toBe(given.session.account.equity());
    for (let dies = 1; dies <= lines.length; dies += 1) {
      if (!/"kind":"(?:seen|opinion|measured|decision)"/.test(lines[dies - 1]!)) continue;
      const killed = await traded(options, make, true, { measures, dies: new Set([dies]) });
      expect(killed.journal.lines).toEqual(lines);
    }
  });

  it('asks a model again only where its answer was not written', async () => {
    const short = bars.slice(0, 120);
    const options: BacktestOptions = {
      data: [{ bars: short }],
      strategy: createStrategy('llm-regime'),
      instrument: 'perp',
    };
    const make = () => createStrategy('llm-regime');
    const whole = await traded(options, make, true);
    const opinion = whole.journal.lines.findIndex((line) => line.includes('"kind":"opinion"')) + 1;
    const before = await traded(options, make, true, { dies: new Set([opinion]) });
    const after = await traded(options, make, true, { dies: new Set([opinion + 1]) });
    expect([before.asked, after.asked]).toEqual([whole.asked + 1, whole.asked]);
  });

  it('does not go on with another strategy, or other parameters', async () => {
    const options: BacktestOptions = { data: [{ bars }], strategy: createStrategy('sma-cross'), instrument: 'perp' };
    const { journal } = await traded(options, () => createStrategy('sma-cross'), false);
    const other = (strategy: Strategy, changed: Partial<SessionSpec['account']> = {}) => {
      const spec = specOf(options, false);
      return () =>
        new TradingSession(
          { ...spec, account: { ...spec.account, ...changed } },
          {
            strategy,
            journal: new TextJournal(journal.lines),
            clock: { now: () => 0 },
            ask: null,
            halted: () => null,
          },
        );
    };
    expect(other(createStrategy('sma-cross'))).not.toThrow();
    expect(other(createStrategy('sma-cross', { fast: 3 }))).toThrow('the strategy wants something else');
    expect(other(createStrategy('sma-cross'), { takerFee: 0.01 })).toThrow('the account comes out otherwise');
  });

  it('takes no bar twice', async () => {
    const options: BacktestOptions = { data: [{ bars }], strategy: createStrategy('sma-cross'), instrument: 'perp' };
    const { session, journal } = await traded(options, () => createStrategy('sma-cross'), false);
    const { length } = journal.lines;
    const [first] = momentsOf(options.data);
    expect(await session.step(first!, never)).toEqual({ code: 'known', time: bars.openTime[0] });
    expect(journal.lines).toHaveLength(length);
  });
});

/** Long from the first bar on, one bar out every 50. */
class InAndOut extends Strategy {
  onBar(bar: Bar): Order {
    return bar.index % 50 === 49 ? { side: 'flat' } : { side: 'long', size: 0.5 };
  }
}

describe('a halt', () => {
  const bars = randomBars(5, 200);
  const options: BacktestOptions = { data: [{ bars }], strategy: new InAndOut(), instrument: 'perp' };
  const from = bars.closeTime(120);
  const halted = (now: number): string | null => (now >= from ? 'the file is there' : null);

  it('lets nothing pass, and leaves what is held alone unless it is told to close it', async () => {
    const { journal } = await traded(options, () => new InAndOut(), false, { halted });
    const booked = journal.of('booked');
    expect(booked[120]!.positions.BTCUSDT).toBeGreaterThan(0);
    expect(new Set(booked.slice(120).map(({ positions }) => positions.BTCUSDT)).size).toBe(1);
    const decisions = journal.of('decision').slice(120);
    expect(
      decisions.every(({ halted: why, orders }) => why === 'the file is there' && orders.every((o) => o.sent === null)),
    ).toBe(true);
  });

  it('closes what is held where that is chosen, once', async () => {
    const limits = guardLimitsSchema.parse({ flatten_on_halt: true });
    const { journal } = await traded(options, () => new InAndOut(), false, { halted, limits });
    const booked = journal.of('booked');
    expect(booked[121]!.positions.BTCUSDT).toBe(0);
    expect(booked.slice(122).flatMap(({ fills }) => fills)).toEqual([]);
  });

  it('takes back an order that waits', async () => {
    class Resting extends Strategy {
      onBar(bar: Bar): Order {
        return { side: 'long', size: 0.5, limit: bar.close * 0.2 };
      }
    }
    const resting = { ...options, strategy: new Resting() };
    const { session, journal } = await traded(resting, () => new Resting(), false, { halted });
    expect(journal.of('decision')[120]!.cancelled).toEqual(['BTCUSDT']);
    expect(session.account.waiting()).toEqual([]);
  });
});
