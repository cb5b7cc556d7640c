import { UnavailableError } from '../../core/errors.js';
import type { Broker } from '../../core/ports/broker.js';
import type { Clock } from '../../core/ports/clock.js';
import { DAY, SECOND } from '../../core/time.js';
import type { WaitingOrder } from '../../engine/account/fed/spec.js';
import type { Moment } from '../../engine/hosted/moments.js';
import type { Steps } from '../runner/run-session.js';
import type { OrderRecord } from '../session/order-record.js';
import type { StepOutcome, TradingSession } from '../session/trading-session.js';
import { CASH_CLOSE, compareCash, type CashDifference } from './cash.js';
import type { OrderDesk } from './order-desk.js';
import type { PositionKeeper, TargetOutcome } from './position-keeper.js';
import { reconcile } from './reconcile.js';
import type { OrderRecordOf } from './records.js';

export interface LiveParts {
  readonly session: TradingSession;
  readonly desk: OrderDesk;
  readonly keeper: PositionKeeper;
  readonly broker: Broker;
  readonly clock: Clock;
  readonly symbols: readonly string[];
  /** How far from the price the stop rests where the strategy names none, a fraction. */
  readonly stopFraction: number;
  /** From when on fills that the exchange made itself are this session's, UTC ms. */
  readonly since: number;
  readonly onEvent?: ((event: LiveEvent) => void) | undefined;
}

/** What a person who watches is told. */
export interface LiveEvent {
  readonly code:
    'mismatch' | 'unsure' | TargetOutcome['code'] | 'unsupported' | 'unreadable' | 'no_stop' | 'transfer' | 'cash';
  readonly symbol: string | null;
  readonly message: string;
}

/** Looks at the exchange before it is called different, and the pause between them, ms: fills are told with a delay. */
const LOOKS = 3;
const PAUSE_MS = 2 * SECOND;
/** Looks at once after a position was left without its stop, before it waits for the next bar. */
const ROUNDS = 2;

/**
 * A trading session whose orders go to an exchange. Before each moment it asks what has happened there and compares; what the
 * session then decides is a target, which is brought about after the decision is on disk. What a crash cuts short is taken up
 * where it was: the target is in the journal, and so is every order that was sent for it.
 */
export class LiveTrader implements Steps {
  /** Why nothing may be traded until it is seen again; null: all agrees. */
  private doubt: string | null = 'the exchange was not looked at yet';

  /** Asset to the difference of cash that was told of last. */
  private toldCash: ReadonlyMap<string, number> = new Map();
  /** What is held without its stop, or may be; null: nothing. Nothing new is entered then. */
  private exposed: string | null = null;

  constructor(private readonly parts: LiveParts) {}

  get time(): number {
    return this.parts.session.time;
  }

  /** Why no order may be sent; null: it may. For the session's own look before it decides. */
  get blocked(): string | null {
    return this.doubted() ?? this.exposed;
  }

  private doubted(): string | null {
    const { mismatch } = this.parts.desk.own;
    if (mismatch !== null) return `the exchange and the journal differ: ${mismatch.findings[0]!.message}`;
    return this.doubt;
  }

  async resume(signal: AbortSignal): Promise<StepOutcome | null> {
    await this.look(signal);
    const outcome = await this.parts.session.resume(signal);
    await this.carryOut(null, signal);
    return outcome;
  }

  async step(moment: Moment, signal: AbortSignal): Promise<StepOutcome> {
    await this.look(signal);
    await this.lookAtCash();
    const outcome = await this.parts.session.step(moment, signal);
    if (outcome.code === 'booked') await this.carryOut(moment, signal);
    return outcome;
  }

  /** Between two bars: asks what became of the orders and books it. It sends nothing; what cannot be asked is asked before the next bar. */
  async glance(): Promise<void> {
    const { desk } = this.parts;
    try {
      if (desk.own.mismatch === null) await desk.sync();
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
    }
  }

  stop(reason: string): void {
    this.parts.session.stop(reason);
  }

  /** Asks what became of our orders, books it, and compares. */
  private async look(signal: AbortSignal): Promise<void> {
    const { desk, broker, symbols, clock, since } = this.parts;
    if (desk.own.mismatch !== null) return;
    for (let k = 1; ; k++) {
      this.doubt = await this.lookOnce(since);
      if (this.doubt === null) return;
      const compared = await reconcile(broker, desk.own, symbols);
      if (k >= LOOKS) {
        if (compared.code === 'differs') {
          desk.write('mismatch', { findings: [...compared.findings] });
          for (const { symbol, message } of compared.findings) this.tell('mismatch', symbol, message);
        } else this.tell('unsure', null, this.doubt);
        return;
      }
      await clock.sleep(PAUSE_MS, signal);
    }
  }

  /** Says where the account holds other money than the journal comes to. It stops nothing: what is held is what is traded on. */
  private async lookAtCash(): Promise<void> {
    const { broker, desk, session, symbols, since } = this.parts;
    let found: readonly CashDifference[] = [];
    try {
      // What has happened between the look and the question is no difference.
      for (let k = 0; k < 2; k++) {
        if (this.doubted() !== null || (k > 0 && (await this.lookOnce(since)) !== null)) return;
        found = await compareCash(broker, desk.own, symbols);
        if (found.length === 0) break;
      }
    } catch (error) {
      if (error instanceof UnavailableError) return;
      throw error;
    }
    const told = this.toldCash;
    this.toldCash = new Map(found.map(({ asset, there, expected }) => [asset, there - expected]));
    for (const { asset, there, expected } of found) {
      if (Math.abs(there - expected - (told.get(asset) ?? 0)) < CASH_CLOSE) continue;
      const reason = `the account holds ${there} ${asset}, and by the journal it is ${expected}: money was moved that this session does not know of`;
      session.noteFault({ code: 'cash', reason, time: null });
      this.tell('cash', null, reason);
    }
  }

  /** Null where all agrees, else why not. */
  private async lookOnce(since: number): Promise<string | null> {
    const { desk, broker, symbols, clock } = this.parts;
    try {
      if (!(await desk.sync())) return 'not every order could be asked about';
      // It lists a week of orders at most.
      const from = Math.max(since, clock.now() - 6 * DAY);
      for (const symbol of symbols) if (broker.market === 'usdm') await desk.bookForced(symbol, from);
      for (const { kind, amount, asset } of await desk.bookFlows(since))
        if (kind === 'transfer') this.tell('transfer', null, `${amount} ${asset} ${amount > 0 ? 'came' : 'went'}`);
    } catch (error) {
      if (error instanceof UnavailableError) return error.message;
      throw error;
    }
    const compared = await reconcile(broker, desk.own, symbols);
    if (compared.code === 'agrees') return null;
    return compared.code === 'unsure' ? compared.message : compared.findings[0]!.message;
  }

  /** Brings about what waits, and looks after every stop. Nothing is sent while anything is in doubt. */
  private async carryOut(moment: Moment | null, signal: AbortSignal): Promise<void> {
    const { session, symbols } = this.parts;
    if (this.doubted() === null) {
      for (const symbol of symbols) {
        await this.readably(symbol, async () => {
          const waiting = session.account.waiting().filter((order) => order.symbol === symbol);
          for (const order of waiting) await this.execute(order);
          if (waiting.length === 0) await this.followStop(symbol, moment);
        });
      }
    }
    await this.secure(signal);
  }

  /** Looks again at once at what is held without its stop, and says so where it stays. */
  private async secure(signal: AbortSignal): Promise<void> {
    const { clock, session, symbols } = this.parts;
    const had = this.exposed;
    for (let round = 0; ; round++) {
      const bare = [];
      for (const symbol of symbols) if (await this.isBare(symbol)) bare.push(symbol);
      this.exposed = bare.length === 0 ? null : `${bare.join(', ')} is held without a stop at the exchange, or may be`;
      if (this.exposed === null) return;
      if (round === ROUNDS || this.doubted() !== null) break;
      await clock.sleep(PAUSE_MS, signal);
      await this.look(signal);
      if (this.doubted() !== null) continue;
      for (const symbol of bare) await this.readably(symbol, () => this.followStop(symbol, null));
    }
    if (this.exposed === had) return;
    session.noteFault({ code: 'no_stop', reason: this.exposed, time: session.time });
    this.tell('no_stop', null, this.exposed);
  }

  /** What cannot be looked at counts as held without a stop. */
  private async isBare(symbol: string): Promise<boolean> {
    try {
      return (await this.parts.keeper.bare(symbol)) > 0;
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      return true;
    }
  }

  private async readably(symbol: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof UnavailableError)) throw error;
      this.tell('unreadable', symbol, error.message);
    }
  }

  private async execute(order: WaitingOrder): Promise<void> {
    const { session, desk, keeper, broker } = this.parts;
    const { symbol } = order;
    const wanted = this.wantedOf(symbol);
    if (order.limit !== null || wanted?.take_profit !== undefined) {
      const message = 'a live session gives orders at the market, with a stop: no limits and no take-profits';
      desk.write('order_done', { symbol, code: 'unsupported', message });
      session.takeEnd({ symbol, code: 'unsupported' });
      this.tell('unsupported', symbol, message);
      return;
    }
    const price = await broker.price(symbol);
    const decidedAt = session.time;
    const begun = desk.own.targets.get(symbol);
    if (begun?.decided_at !== decidedAt || order.reason === 'kill') {
      const quantity = (order.target * session.account.equity()) / price;
      // The stop first: a target that is on disk has its stop there, too, wherever a crash comes between.
      if (quantity !== 0) this.setStop(symbol, Math.sign(quantity), price, wanted);
      desk.write('order_target', { symbol, quantity, decided_at: decidedAt, price });
    }
    const { quantity } = desk.own.targets.get(symbol)!;
    const stop = desk.own.stopLevels.get(symbol)?.stop ?? null;
    const outcome = await keeper.reach({ symbol, quantity, stop, decidedAt });
    if (outcome.code !== 'reached') this.tell(outcome.code, symbol, outcome.message);
    // It waits on, and is looked at before anything else is sent.
    if (outcome.code === 'in_doubt') return;
    const done =
      outcome.code === 'reached'
        ? { symbol, code: outcome.code }
        : { symbol, code: outcome.code, message: outcome.message };
    desk.write('order_done', done);
    session.takeEnd(done);
  }

  /** Where the stop of a position that is to be held rests: the strategy's, one that it held before, or the usual distance. */
  private setStop(symbol: string, side: number, price: number, wanted: OrderRecord | null): void {
    const { desk, stopFraction } = this.parts;
    const before = Math.sign(desk.own.held(symbol)) === side ? desk.own.stopLevels.get(symbol) : undefined;
    const trailing = wanted?.trailing_stop === undefined ? null : Number(wanted.trailing_stop);
    const own = wanted?.stop === undefined ? null : Number(wanted.stop);
    const trailed = trailing === null ? null : price * (1 - side * trailing);
    const levels = [own, trailed].filter((level) => level !== null);
    const named = levels.length === 0 ? null : side > 0 ? Math.max(...levels) : Math.min(...levels);
    const stop = named ?? before?.stop ?? price * (1 - side * stopFraction);
    this.writeStop({ symbol, stop, trailing: named === null ? (before?.trailing ?? null) : trailing });
  }

  /** Moves a stop that follows, or that the strategy has moved, and sees to it that there is one. */
  private async followStop(symbol: string, moment: Moment | null): Promise<void> {
    const { desk, keeper, session, broker, stopFraction } = this.parts;
    const side = Math.sign(desk.own.held(symbol));
    const bar = moment?.bars.find((each) => each.symbol === symbol);
    const now = desk.own.stopLevels.get(symbol);
    if (side !== 0 && now === undefined) {
      this.writeStop({ symbol, stop: (await broker.price(symbol)) * (1 - side * stopFraction), trailing: null });
    } else if (side !== 0 && now !== undefined && bar !== undefined) {
      const wanted = this.wantedOf(symbol);
      const moved = wanted?.stop === undefined ? now.stop : Number(wanted.stop);
      const best = side > 0 ? bar.high : bar.low;
      const trailed = now.trailing === null ? moved : best * (1 - side * now.trailing);
      const stop = side > 0 ? Math.max(moved, trailed) : Math.min(moved, trailed);
      if (stop !== now.stop) this.writeStop({ ...now, stop });
    }
    const stop = desk.own.stopLevels.get(symbol)?.stop ?? null;
    const outcome = await keeper.keepStop({ symbol, stop, decidedAt: session.time });
    if (outcome.code !== 'reached') this.tell(outcome.code, symbol, outcome.message);
  }

  private writeStop(level: OrderRecordOf<'stop_level'>): void {
    this.parts.desk.write('stop_level', level);
  }

  /** What was sent for a symbol at the last decision; null: nothing. */
  private wantedOf(symbol: string): OrderRecord | null {
    const orders = this.parts.session.lastDecision?.orders ?? [];
    return orders.find((each) => (each.sent?.symbol ?? each.symbol) === symbol)?.sent ?? null;
  }

  private tell(code: LiveEvent['code'], symbol: string | null, message: string): void {
    this.parts.onEvent?.({ code, symbol, message });
  }
}
