import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { demoMarket } from '../../src/app/data/write-demo.js';
import { DiskError } from '../../src/core/disk-error.js';
import { messageOf, UnavailableError } from '../../src/core/errors.js';
import type { Clock } from '../../src/core/ports/clock.js';
import type { Journal, JournalEntry, JournalRecord } from '../../src/core/ports/journal.js';
import { seededRandom, type Random } from '../../src/core/ports/random.js';
import { DAY, HOUR, MINUTE } from '../../src/core/time.js';
import type { JournalDisk } from '../../src/infra/store/journal/disk.js';
import { openJournal, type OpenedJournal } from '../../src/infra/store/journal/index.js';
import { guardLimitsSchema } from '../../src/live/guard/limits.js';
import type { Feed } from '../../src/live/runner/feed.js';
import { LiveFeed } from '../../src/live/runner/live-feed/live-feed.js';
import { runSession } from '../../src/live/runner/run-session.js';
import { readRecord } from '../../src/live/session/records.js';
import { TradingSession, type SessionParts, type SessionSpec } from '../../src/live/session/trading-session.js';
import { createStrategy, type Strategy } from '../../src/strategies/index.js';
import { Killed } from '../journal/support/failing-disk.js';
import { methodsOf, PowerLossDisk } from '../journal/support/power-loss.js';
import { emptyFolder, faultOf, written } from '../journal/support/session.js';
import { faultyAsk } from './faulty-model.js';
import { FaultyVenue } from './faulty-venue.js';
import { brokenRules } from './rules.js';
import { drawWeather, isWithin } from './weather.js';

/** Time that passes as it is slept through. */
export class VirtualClock implements Clock {
  /** @param end UTC ms; who waits longer waits for ever */
  constructor(
    private time: number,
    private readonly end: number,
  ) {}

  now(): number {
    return this.time;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    this.time += Math.max(1, Math.ceil(ms));
    if (this.time > this.end) return Promise.reject(new Error('it waits for ever'));
    return Promise.resolve();
  }
}

/** Stands between two parts of the program: a planted bug. */
export interface Plant {
  readonly disk?: (disk: JournalDisk) => JournalDisk;
  readonly journal?: (journal: Journal) => Journal;
  readonly feed?: (feed: Feed) => Feed;
  readonly spec?: (spec: SessionSpec) => SessionSpec;
  readonly parts?: (parts: SessionParts) => SessionParts;
}

export interface Simulated {
  /** What is wrong, one sentence each. */
  readonly violations: readonly string[];
  /** Of every record and the last state. */
  readonly hash: string;
  readonly moments: number;
  readonly kills: number;
  readonly starts: number;
  /** Records of faults by their code. */
  readonly faults: Readonly<Record<string, number>>;
  readonly unanswered: number;
}

/** Bars that are on the tape before the session begins. */
const BEFORE = 120;
/** A process that still runs after so many starts is not alive. */
const MOST_STARTS = 2_000;

const STRATEGIES: Readonly<Record<string, () => Strategy>> = {
  'llm-regime': () => createStrategy('llm-regime', { base_size: 1 }),
  'sma-cross': () => createStrategy('sma-cross', { fast: 4, slow: 12, size: 0.5, allow_short: true }),
  'scaled sma-cross': () => createStrategy('regime-scaled'),
};

interface World {
  readonly random: Random;
  readonly clock: VirtualClock;
  readonly spec: SessionSpec;
  readonly make: () => Strategy;
}

/**
 * Days of one session in a bad world: feed, model, session, journal and disk of the program under a clock that passes by itself,
 * and everything that can go wrong, drawn from the seed.
 */
export async function simulate(seed: number, days: number, plant: Plant = {}): Promise<Simulated> {
  const random = seededRandom(seed);
  const symbols = random.next() < 0.7 ? ['BTCUSDT'] : ['BTCUSDT', 'ETHUSDT'];
  const tape = symbols.map((symbol) => demoMarket(symbol, BEFORE + days * 24, seed + 1).bars);
  const { openTime } = tape[0]!;
  const begin = openTime[BEFORE]! + 10 * MINUTE;
  const last = openTime.at(-1)!;
  const clock = new VirtualClock(begin, last + 5 * DAY);
  const weather = drawWeather(random, begin, last);
  const names = Object.keys(STRATEGIES).filter((name) => symbols.length === 1 || name === 'sma-cross');
  const name = names[Math.floor(random.next() * names.length)]!;
  const spec = specOf(symbols, name !== 'sma-cross');
  const world: World = { random, clock, spec, make: STRATEGIES[name]! };
  const power = new PowerLossDisk(() => random.next());
  const disk = (plant.disk ?? ((real) => real))(fillingDisk(power, () => isWithin(weather.full, clock.now())));
  const folder = emptyFolder();
  mkdirSync(folder, { recursive: true });
  const venue = new FaultyVenue(tape, clock, random, weather);
  const ask = faultyAsk(clock, random);

  const violations: string[] = [];
  let known: JournalEntry[] = [];
  let unfinished: readonly JournalEntry[] = [];
  let records: readonly JournalRecord[] = [];
  let state = '';
  let kills = 0;
  let starts = 0;
  const mostKills = 2 * days;

  /** One life of the process. @returns true where the session is over */
  const live = async (): Promise<boolean> => {
    let opened: OpenedJournal | null = null;
    if (kills < mostKills && random.next() < 0.8)
      power.cutAfter(Math.floor(random.next() * (random.next() < 0.3 ? 16 : 300)));
    try {
      opened = await openJournal({
        folder,
        disk,
        at: clock.now(),
        sessionId: 's',
        programVersion: '1',
        configurationHash: 'c'.repeat(64),
      });
      const found = written(opened.records);
      const fault = faultOf(found, known, unfinished);
      if (fault !== null) violations.push(`start ${starts}: ${fault}`);
      known = found;
      unfinished = [];
      const journal = watched(opened);
      const feed = new LiveFeed({ symbols, intervalMs: HOUR, venue, clock, random, note: (each) => notes.push(each) });
      const notes: Parameters<TradingSession['noteFault']>[0][] = [];
      const { signal } = new AbortController();
      const history = await feed.begin(BEFORE - 20, signal);
      const parts: SessionParts = {
        strategy: world.make(),
        journal: (plant.journal ?? ((real) => real))(journal),
        clock: feed,
        ask: spec.opinions === null ? null : asked(opened.records),
        halted: () => (isWithin(weather.halts, clock.now()) ? 'a person said so' : null),
      };
      const session = new TradingSession(
        (plant.spec ?? ((real) => real))(spec),
        (plant.parts ?? ((real) => real))(parts),
      );
      session.warmUp(history);
      for (const record of opened.records) if (record.kind === 'bars') feed.remember(readRecord(record, 'bars').bars);
      const end = await runSession(session, (plant.feed ?? ((real) => real))(feed), {
        signal,
        stopped: () => (session.time >= last ? 'it is over' : random.next() < 0.003 ? 'somebody said so' : null),
        onStep: () => {
          for (const each of notes.splice(0)) session.noteFault(each);
        },
      });
      state = JSON.stringify(session.account.state());
      return end.reason === 'it is over';
    } finally {
      opened?.close();
    }
  };

  function watched(opened: OpenedJournal): Journal {
    return {
      records: opened.records,
      close: () => opened.close(),
      append: (at, entries) => {
        unfinished = entries;
        const appended = opened.append(at, entries);
        // As a replay will read them.
        known = [...known, ...written(appended)];
        unfinished = [];
        return appended;
      },
    };
  }

  function asked(before: readonly JournalRecord[]): NonNullable<SessionParts['ask']> {
    const answered = new Set(
      before.flatMap((record) => (record.kind === 'opinion' ? [readRecord(record, 'opinion').decidedAt] : [])),
    );
    return async (decidedAt, signal) => {
      if (answered.has(decidedAt)) violations.push(`what was answered is asked again (${decidedAt})`);
      answered.add(decidedAt);
      const outcome = await ask(decidedAt, signal);
      if (kills < mostKills && random.next() < 0.1) throw new Killed('while the model was asked');
      return outcome;
    };
  }

  for (let isOver = false; !isOver && violations.length === 0;) {
    if (++starts > MOST_STARTS) violations.push('it does not come to its end');
    try {
      isOver = await live();
    } catch (error) {
      if (error instanceof Killed) kills += 1;
      else if (!(error instanceof DiskError) && !(error instanceof UnavailableError))
        violations.push(`it ended: ${messageOf(error)}`);
      // Whoever supervises it starts it again, and here and there the machine was off.
    }
    power.restart();
    await clock.sleep(MINUTE + (random.next() < 0.2 ? random.next() * 10 * HOUR : 0));
  }
  if (violations.length === 0) {
    const journal = await openJournal({
      folder,
      disk: power,
      at: clock.now(),
      sessionId: 's',
      programVersion: '1',
      configurationHash: 'c'.repeat(64),
    });
    records = journal.records;
    journal.close();
    violations.push(
      ...brokenRules({ records, spec, shownAs: venue.shownAs, begin }),
      ...differingReplay(records, state, world),
    );
  }
  rmSync(dirname(dirname(folder)), { recursive: true, force: true });
  const of = (kind: string): JournalRecord[] => records.filter((record) => record.kind === kind);
  const faults: Record<string, number> = {};
  for (const record of of('fault')) {
    const { code } = readRecord(record, 'fault');
    faults[code] = (faults[code] ?? 0) + 1;
  }
  return {
    violations,
    hash: createHash('sha256').update(JSON.stringify(records)).update(state).digest('hex'),
    moments: of('booked').length,
    kills,
    starts,
    faults,
    unanswered: of('opinion').filter((record) => readRecord(record, 'opinion').assessment === null).length,
  };
}

/** The state of a session is the replay of its journal. */
function differingReplay(records: readonly JournalRecord[], state: string, { spec, make, clock }: World): string[] {
  const journal = { records, append: () => [], close: () => undefined };
  try {
    const again = new TradingSession(spec, { strategy: make(), journal, clock, ask: null, halted: () => null });
    return JSON.stringify(again.account.state()) === state ? [] : ['the replay of the journal comes to another state'];
  } catch (error) {
    return [messageOf(error)];
  }
}

function specOf(symbols: readonly string[], asks: boolean): SessionSpec {
  return {
    account: {
      instrument: 'perp',
      leverage: 2,
      intervalMs: HOUR,
      limits: { maxExposure: 0.8, maxChangePerDecision: 0.3, maxDrawdown: 0.5 },
      symbols: symbols.map((symbol) => ({ symbol })),
    },
    opinions: asks ? { onFailure: 'hold', horizonMs: DAY, everyMs: 6 * HOUR } : null,
    limits: guardLimitsSchema.parse({}),
  };
}

/** A disk that takes nothing while it is full. */
function fillingDisk(power: PowerLossDisk, isFull: () => boolean): JournalDisk {
  return {
    ...methodsOf(power),
    write: (handle, bytes, position) => {
      if (isFull()) throw Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
      return power.write(handle, bytes, position);
    },
  };
}
