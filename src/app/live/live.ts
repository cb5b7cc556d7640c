import { rm } from 'node:fs/promises';
import type { LiveResult, SessionFeed, SessionVenue } from '../../contract/session.js';
import { InputError } from '../../core/errors.js';
import type { Clock } from '../../core/ports/clock.js';
import { given } from '../../core/given.js';
import { field } from '../../core/request-field.js';
import { sha256Of } from '../../infra/store/files/sha256.js';
import { LiveTrader, type LiveEvent } from '../../live/broker/live-trader.js';
import { OrderDesk } from '../../live/broker/order-desk.js';
import { PositionKeeper } from '../../live/broker/position-keeper.js';
import { preflight } from '../../live/broker/preflight.js';
import type { FeedFault } from '../../live/runner/feed.js';
import { TradingSession, type StepOutcome } from '../../live/session/trading-session.js';
import { openRunModel } from '../backtest/ask-opinions.js';
import { assertOpinionsFit, prepareRun, type PreparedRun } from '../backtest/prepare-run.js';
import type { Runtime } from '../runtime/runtime.js';
import { FaultNotes } from './fault-notes.js';
import { whileFollowing } from './while-following.js';
import { brokerKeysOf, openLiveBroker, type BrokerKeys, type LiveBroker } from './live-broker.js';
import { assertRehearsed, isRehearsal, openLivePrices, type LivePrices } from './live-prices.js';
import { playSession } from './play-session.js';
import { assertUnchanged, openSession, type OpenedSession, type SessionSettings } from './open-session.js';
import type { PaperStart } from './paper.js';
import type { OpinionMeasures } from '../../live/session/session-opinions.js';
import { isUnmeasured, openSessionMeasures } from './session-measures.js';
import { liveBars, type SessionBars } from './session-bars.js';
import { haltReason } from './session-folder.js';
import { openSessionSources } from './session-sources.js';
import { refuseUnsupported, sessionSpecOf } from './session-spec.js';
import { takeUp } from './take-up.js';

/** A session whose orders go to an exchange. */
export interface LiveSessionRequest extends SessionSettings {
  readonly prices: SessionFeed;
  /** In a rehearsal: how many times faster the exchange's clock goes. Null: it is a real one. */
  readonly speed: number | null;
  /** The clock of a played exchange, on which bars and orders are waited for; a model's answer is waited for by this machine's. */
  readonly clock?: Clock | undefined;
  /** Real money. */
  readonly isReal: boolean;
  /** Orders go to a paper account at real prices, without a key: `isReal` and `adopt` mean nothing then. */
  readonly isDryRun?: boolean | undefined;
  /** Whether the account is followed on the exchange's websocket. Default: where it is no rehearsal, which is as fast as it is asked. */
  readonly streams?: boolean | undefined;
  /** What orders of a dry run fill by: the last price with slippage, as of bars, or the order book of the moment. */
  readonly fills?: 'bars' | 'book' | undefined;
  /** Takes over positions that are there. */
  readonly adopt: boolean;
  /** How far from the price a stop rests where the strategy names none, a fraction. */
  readonly stop: number;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly onStart?: ((start: PaperStart & { readonly venue: SessionVenue }) => void) | undefined;
  readonly onStep?: ((outcome: StepOutcome) => void) | undefined;
  readonly onFault?: ((fault: FeedFault) => void) | undefined;
  readonly onEvent?: ((event: LiveEvent) => void) | undefined;
}

/** Bars before the session began that what was taken over counts as held since. */
const ADOPTED_BEFORE_BARS = 10;

/**
 * Trades at Binance: the strategy, sizing and limits of a backtest, with the exchange's fills. By default in its demo trading; an
 * exchange that is played on this machine (EXCHANGE_BASE_URL) is a rehearsal. A dry run goes the same way with an account on paper.
 * @throws InputError, RefusedError, UnavailableError naming what is wrong, before anything is traded
 */
export async function runLive(request: LiveSessionRequest, runtime: Runtime): Promise<LiveResult> {
  refuseUnsupported(request);
  const venue = venueOf(request, runtime);
  const keys = request.isDryRun === true ? null : brokerKeysOf(runtime);
  await assertUnchanged(request, venue, runtime);
  const faults = new FaultNotes(request.onFault);
  return takeUp({ names: [request.name], note: faults.note, signal: request.signal }, runtime, (onBegin) =>
    openAndTrade(request, { venue, keys, faults, onBegin }, runtime),
  );
}

interface Opening {
  readonly venue: SessionVenue;
  /** Null: a dry run. */
  readonly keys: BrokerKeys | null;
  readonly faults: FaultNotes;
  /** Called when nothing stands against trading any more. */
  readonly onBegin: () => void;
}

/** Opens everything that a session needs, trades it, and closes all of it. */
async function openAndTrade(
  request: LiveSessionRequest,
  { venue, keys, faults, onBegin }: Opening,
  runtime: Runtime,
): Promise<LiveResult> {
  const { spec, cwd, signal } = request;
  const live = await openLivePrices({ ...request, note: faults.note }, runtime);
  const close: (() => unknown)[] = [() => live.close()];
  try {
    const prepared = await prepareRun(spec, { cwd, signal }, runtime, live.market);
    assertOpinionsFit(prepared);
    const sources = openSessionSources(prepared, { ...request, faults });
    const clock = request.speed === null ? runtime.clock : clockOf(live, request.clock ?? runtime.clock, request.speed);
    const { intervalMs } = prepared.market.data[0]!.bars;
    const opened = await openSession({ ...request, venue, intervalMs, now: () => clock.now() }, runtime);
    let isUnbegun = opened.isNew;
    // What was refused before it began is to be begun otherwise, under the same name: last of all, once its lock is free.
    close.unshift(() => (isUnbegun ? rm(opened.folder, { recursive: true, force: true }) : undefined));
    close.push(() => opened.journal.close());
    const { account } = sessionSpecOf(prepared, request.limits);
    const { journal } = opened;
    const createdAt = Date.parse(opened.document.created_at);
    const { speed, streams = !isRehearsal(runtime.config) } = request;
    const there = await openLiveBroker(
      { venue, keys, account, clock, speed, streams, feed: live.feed, journal, createdAt },
      runtime,
    );
    close.push(() => there.close());
    const model = prepared.strategy.decisionBars === null ? null : await openRunModel(prepared);
    close.push(() => model?.close());
    const bars = liveBars({ ...live, feed: there.feed }, prepared, model?.model ?? null, journal, sources);
    const isAhead = !isRehearsal(runtime.config);
    const measures = await openSessionMeasures(model, prepared, { labels: bars.labels, isAhead });
    const unmeasured = isUnmeasured(model, prepared);
    return await traded(request, prepared, {
      ...opened,
      bars,
      faults,
      measures,
      unmeasured,
      venue,
      there,
      clock,
      onBegin() {
        isUnbegun = false;
        onBegin();
      },
    });
  } finally {
    for (const each of close.reverse()) await each();
  }
}

interface Opened extends OpenedSession, Pick<Opening, 'venue' | 'faults' | 'onBegin'> {
  readonly bars: SessionBars;
  readonly measures: OpinionMeasures | null;
  readonly unmeasured: boolean;
  readonly there: LiveBroker;
  readonly clock: Clock;
}

async function traded(request: LiveSessionRequest, prepared: PreparedRun, opened: Opened): Promise<LiveResult> {
  const { limits, name, signal, spec } = request;
  const { folder, document, journal, bars, faults, measures, unmeasured, venue, there, clock, onBegin, cut } = opened;
  const { broker } = there;
  const { market, runtime } = prepared;
  const { intervalMs } = market.data[0]!.bars;
  const symbols = market.data.map((each) => each.bars.symbol);
  const { created_at } = document;
  // The desk books fills that the session takes, and the session is held up by what the trader doubts: they are joined here.
  const sessionSpec = sessionSpecOf(prepared, limits);
  const session: TradingSession = new TradingSession(
    { ...sessionSpec, account: { ...sessionSpec.account, fills: 'given', funding: 'given' } },
    {
      strategy: prepared.options.strategy,
      journal,
      clock: bars.feed,
      ask: bars.ask,
      measures,
      halted: () => haltReason(runtime.config.userDataDir, folder),
      doubt: () => trader.blocked,
    },
  );
  const desk = new OrderDesk({
    broker,
    journal,
    clock,
    signal,
    onFill: (fill) => session.takeFill(fill),
    onFlow: (flow) => session.takeFlow(flow),
  });
  const tag = sha256Of(`${name} ${created_at}`).slice(0, 8);
  const trader = new LiveTrader({
    session,
    desk,
    keeper: new PositionKeeper(desk, broker, tag, symbols),
    broker,
    clock,
    symbols,
    stopFraction: request.stop,
    since: Date.parse(created_at),
    onEvent: request.onEvent,
  });
  request.onStart?.({ folder, goesOnAfter: session.booked, cut, intervalMs, unmeasured, venue });
  await there.catchUp(session.time, signal);
  await desk.sync();
  await preflight(broker, desk, clock, {
    symbols,
    wanted: { leverage: spec.execution.leverage, isolated: true },
    adopt: request.adopt,
    adoptedAt: Math.floor(clock.now() / intervalMs - ADOPTED_BEFORE_BARS) * intervalMs,
    checksClock: request.speed === null,
    capital: session.account.settings.initialEquity,
  });
  onBegin();
  session.warmUp(bars.history);
  faults.writeTo(session);
  const { onStep } = request;
  const played = { name, folder, session, steps: trader, symbols, intervalMs, signal, onStep };
  const orders = { follow: there.followOrders, ask: () => trader.glance() };
  const result = await whileFollowing(orders, bars.feed, runtime, (feed) => playSession({ ...played, feed }));
  return { ...result, venue, blocked: trader.blocked };
}

/** @throws InputError for what cannot be traded there */
function venueOf(
  { spec, prices, isReal, isDryRun, fills, stop, speed }: LiveSessionRequest,
  { config }: Runtime,
): SessionVenue {
  const { instrument, leverage } = spec.execution;
  if (instrument === 'margin') {
    throw new InputError('live.instrument', 'A live session trades spot or perp: margin accounts are not served.', {
      where: 'instrument',
    });
  }
  if (prices.exchange !== 'binance') {
    throw new InputError('live.exchange', `A live session trades at binance, not at ${prices.exchange}.`, {
      where: 'exchange',
    });
  }
  if (!Number.isInteger(leverage)) {
    throw new InputError('live.leverage', `leverage is ${leverage}: the exchange takes whole numbers.`, {
      where: 'leverage',
    });
  }
  if (fills === 'book' && isDryRun !== true) {
    throw new InputError(
      'live.fills',
      `An exchange fills its orders itself: leave ${field('fills', 'book')} out, or make it a dry run.`,
      { where: 'fills' },
    );
  }
  assertRehearsed(speed, config);
  const mode = isDryRun === true ? 'dry-run' : isRehearsal(config) ? 'rehearsal' : isReal ? 'real' : 'demo';
  const market = instrument === 'perp' ? 'usdm' : 'spot';
  return { market, mode, stop, ...given({ fills: fills === 'book' ? fills : undefined }) };
}

/** The exchange's own clock, as its bars tell it. */
const clockOf = ({ feed }: LivePrices, clock: Clock, speed: number): Clock => ({
  now: () => Math.floor(feed.now()),
  sleep: (ms, signal) => clock.sleep(ms / speed, signal),
});
