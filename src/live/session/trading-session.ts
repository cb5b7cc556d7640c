import { canonicalJson } from '../../core/canonical-json.js';
import type { JsonValue } from '../../core/json-value.js';
import type { Clock } from '../../core/ports/clock.js';
import type { Journal, JournalEntry, JournalRecord } from '../../core/ports/journal.js';
import { createAccount, type FedAccount } from '../../engine/account/fed/fed-account.js';
import type { AccountSpec } from '../../engine/account/fed/spec.js';
import type { Moment } from '../../engine/hosted/moments.js';
import { StrategyHost, type SymbolBar } from '../../engine/hosted/strategy-host.js';
import type { ViewPolicy } from '../../engine/regime-series/visible-points.js';
import type { StrategyLike } from '../../strategies/base.js';
import type { GuardLimits } from '../guard/limits.js';
import { RiskGuard } from '../guard/risk-guard.js';
import { givenFillOf } from '../broker/given-fill.js';
import { readOrderRecord, type OrderRecordOf } from '../broker/records.js';
import { decideOrders } from './decision.js';
import { MomentEvents } from './moment-events.js';
import { differs, type Decided, type OpenMoment } from './open-moment.js';
import { orderOfRecord, recordOfOrder } from './order-record.js';
import { readRecord, type BookedRecord, type DecisionRecord, type RecordOf, type StepOutcome } from './records.js';
import { SessionOpinions, type AskModel, type OpinionMeasures } from './session-opinions.js';
import { ToldStops } from './told-stops.js';

export type { StepOutcome };

/** What a session trades, and within which limits. */
export interface SessionSpec {
  readonly account: AccountSpec;
  /** How often a regime model is asked; null: the strategy asks none. */
  readonly opinions: (ViewPolicy & { readonly everyMs: number }) | null;
  readonly limits: GuardLimits;
}

/** What a session works with. */
export interface SessionParts {
  /** Fresh: it has seen nothing. */
  readonly strategy: StrategyLike;
  readonly journal: Journal;
  readonly clock: Pick<Clock, 'now'>;
  /** Null: the strategy asks no model. */
  readonly ask: AskModel | null;
  /** How far opinions may be traded. Default: as they are given. */
  readonly measures?: OpinionMeasures | null;
  /** Why nothing may be traded, looked at before every order; null: it may. */
  readonly halted: () => string | null;
  /** Why it is not known what is held, so that nothing may be traded and nothing closed; null: it is. */
  readonly doubt?: (() => string | null) | undefined;
}

/**
 * A trading session on an account of its own: bars, opinions, orders and fills go through it one moment at a time, by the code of
 * the backtest, and each is in the journal before anything outside acts on it. Its state is the replay of its journal: what was
 * asked is never asked again, what was decided is never decided anew, and a moment that a crash cut short goes on where it was.
 */
export class TradingSession {
  readonly account: FedAccount;
  private readonly host: StrategyHost;
  private readonly guard: RiskGuard;
  /** Of the first symbol, which the model is asked about; null: none is asked. */
  private readonly opinions: SessionOpinions | null;
  private readonly events = new MomentEvents();
  private readonly stops = new ToldStops();
  /** The moment that is not booked yet. */
  private open: OpenMoment | null = null;
  private lastTime = -Infinity;
  private decided: DecisionRecord | null = null;
  /** Open time of the last bar that only indicators saw, UTC ms. */
  private warmedUntil = -Infinity;
  private steps = 0;

  /**
   * Goes on from what the journal holds; an empty one begins a session.
   * @throws InputError where strategy and journal do not belong together any more: nothing is traded then
   */
  constructor(
    private readonly spec: SessionSpec,
    private readonly parts: SessionParts,
  ) {
    const { symbols, intervalMs } = spec.account;
    this.account = createAccount(spec.account);
    this.opinions = spec.opinions === null ? null : this.opinionsOf(spec.opinions);
    const { instrument, leverage } = this.account.settings;
    this.host = new StrategyHost(
      parts.strategy,
      { symbols, intervalMs, canShort: instrument !== 'spot', leverage },
      this.opinions?.visible ?? null,
    );
    this.guard = new RiskGuard(spec.limits);
    for (const record of parts.journal.records) this.replay(record);
  }

  /** Moments that are booked. */
  get booked(): number {
    return this.steps;
  }

  /** Open time of the last bars, UTC ms; −Infinity before the first. */
  get time(): number {
    return this.lastTime;
  }

  /** What was decided last; null before the first moment is booked. */
  get lastDecision(): DecisionRecord | null {
    return this.decided;
  }

  /** History for the indicators, oldest first; taken before the first moment only, and of each bar once. */
  warmUp(bars: readonly SymbolBar[]): void {
    const fresh = bars.filter(({ openTime }) => openTime > this.warmedUntil);
    if (this.lastTime !== -Infinity || fresh.length === 0) return;
    const [record] = this.append([{ kind: 'warm_up', data: { bars: fresh.map((bar) => ({ ...bar })) } }]);
    this.replay(record!);
  }

  /** Finishes a moment that a crash, or a model that could not be asked, has left open. @throws what the model or the disk throws */
  async resume(signal: AbortSignal): Promise<StepOutcome | null> {
    return this.open === null ? null : this.complete(this.open, [], signal);
  }

  /** Goes through one moment, after one that was left open. @throws what the model or the disk throws */
  async step(moment: Moment, signal: AbortSignal): Promise<StepOutcome> {
    await this.resume(signal);
    const { time, bars, early } = moment;
    if (time <= this.lastTime) return { code: 'known', time };
    const data = { time, bars, early };
    const opened = this.begin(data as unknown as RecordOf<'bars'>);
    return this.complete(opened, [{ kind: 'bars', data: data as unknown as JsonValue }], signal);
  }

  private async complete(open: OpenMoment, unwritten: JournalEntry[], signal: AbortSignal): Promise<StepOutcome> {
    const { bars, decided } = open;
    if (decided !== null) {
      // What was decided holds; only the booking of it is missing.
      this.append([{ kind: 'booked', data: decided.booked }, ...this.movedStops(bars.time)]);
      this.finish(open, decided);
      return { code: 'booked', bars: bars.bars, opinion: null, ...decided };
    }
    let opinion: RecordOf<'opinion'> | null = null;
    const entries = unwritten;
    if (open.asked) this.opinions?.complete();
    else if (this.isDue(bars)) {
      // The bars are on disk before the model is paid for looking at them, and its answer before it is used.
      this.append(entries.splice(0));
      opinion = await this.opinions!.ask(this.closeOf(bars), signal);
      this.noteOpinion(opinion.assessment !== null);
    }
    const decision = this.decide(bars);
    // An account of our own: what is sent stays in this process, so that order and booking are one write.
    const booked = this.book(decision);
    entries.push({ kind: 'decision', data: decision }, { kind: 'booked', data: booked }, ...this.movedStops(bars.time));
    this.append(entries);
    this.finish(open, { decision, booked });
    return { code: 'booked', bars: bars.bars, opinion, booked, decision };
  }

  /** Books a fill of an exchange, which is in the journal already; it comes between two moments, and counts for the next. */
  takeFill(fill: OrderRecordOf<'order_fill'>): void {
    this.events.addBefore(this.account.onFill(givenFillOf(fill, this.account.waiting())));
  }

  /** Books money that a position of the session has paid or received at an exchange; the account's own is none of its business. */
  takeFlow({ symbol, time, amount }: OrderRecordOf<'cash_flow'>): void {
    if (symbol === null || !this.spec.account.symbols.some((each) => each.symbol === symbol)) return;
    this.events.addBefore(this.account.onPayment({ symbol, time, amount: -amount }));
  }

  /** An order that waited for the exchange is done, or given up. */
  takeEnd({ symbol, code }: OrderRecordOf<'order_done'>): void {
    if (code === 'reached' || code === 'too_small') this.account.settle(symbol);
    else this.account.cancel(symbol);
  }

  /** Writes down what went wrong around the session; its state stays as it is. */
  noteFault(fault: RecordOf<'fault'>): void {
    this.append([{ kind: 'fault', data: { ...fault } }]);
  }

  /** The last record of a clean end. */
  stop(reason: string): void {
    this.append([{ kind: 'stop', data: { reason } }]);
  }

  private movedStops(time: number): JournalEntry[] {
    return this.stops.moved(this.account, time, this.spec.account.symbols);
  }

  private append(entries: readonly JournalEntry[]): readonly JournalRecord[] {
    return entries.length === 0 ? [] : this.parts.journal.append(this.parts.clock.now(), entries);
  }

  private replay(record: JournalRecord): void {
    switch (record.kind) {
      case 'warm_up': {
        const { bars } = readRecord(record, 'warm_up');
        this.host.warmUp(bars);
        this.warmedUntil = bars.at(-1)!.openTime;
        return;
      }
      case 'bars':
        this.begin(readRecord(record, 'bars'));
        return;
      case 'observed':
      case 'seen':
      case 'opinion':
      case 'measured':
        this.noteOpinion(this.opinions!.take(record));
        return;
      case 'decision':
        this.repeat(record);
        return;
      case 'booked':
        this.compare(record);
        return;
      case 'stops':
        this.stops.take(readRecord(record, 'stops'));
        return;
      case 'order_fill':
        this.takeFill(readOrderRecord(record, 'order_fill'));
        return;
      case 'cash_flow':
        this.takeFlow(readOrderRecord(record, 'cash_flow'));
        return;
      case 'order_done':
        this.takeEnd(readOrderRecord(record, 'order_done'));
        return;
      default:
        // The journal's own records, `fault` and `stop` change nothing.
        return;
    }
  }

  private begin(bars: RecordOf<'bars'>): OpenMoment {
    const { account } = this;
    for (const { symbol, funding, marks } of bars.early) {
      if (funding.length > 0) account.addFunding(symbol, funding);
      if (marks.length > 0) account.addMarks(symbol, marks);
    }
    this.events.begin(account.onBars(bars.bars));
    this.open = { bars, asked: false, decided: null };
    this.lastTime = bars.time;
    return this.open;
  }

  private opinionsOf(policy: NonNullable<SessionSpec['opinions']>): SessionOpinions {
    const { account, limits } = this.spec;
    const { ask, measures = null } = this.parts;
    const timing = { intervalMs: account.intervalMs, maxBarAge: limits.max_bar_age, everyMs: policy.everyMs };
    return new SessionOpinions(policy, timing, {
      ask: ask!,
      measures,
      append: (entries) => this.append(entries),
    });
  }

  private noteOpinion(isThere: boolean | null): void {
    if (isThere === null) return;
    this.guard.noteOpinion(isThere);
    this.open!.asked = true;
  }

  private isDue(bars: RecordOf<'bars'>): boolean {
    const own = this.ownBar(bars);
    return own !== undefined && this.opinions?.isDue(own.openTime, this.parts.clock.now()) === true;
  }

  private ownBar(bars: RecordOf<'bars'>): RecordOf<'bars'>['bars'][number] | undefined {
    return bars.bars.find(({ symbol }) => symbol === this.spec.account.symbols[0]!.symbol);
  }

  private closeOf(bars: RecordOf<'bars'>): number {
    return bars.time + this.spec.account.intervalMs;
  }

  private decide(bars: RecordOf<'bars'>): DecisionRecord {
    const { account, guard, host, parts, spec } = this;
    const wanted = host.ask(bars.bars, account);
    const halted = parts.halted();
    const doubt = parts.doubt?.() ?? null;
    return decideOrders(wanted, {
      account,
      guard,
      halted: halted ?? doubt,
      isDoubt: halted === null && doubt !== null,
      symbols: spec.account.symbols.map(({ symbol }) => symbol),
      now: parts.clock.now(),
      closeTime: this.closeOf(bars),
      intervalMs: spec.account.intervalMs,
      time: bars.time,
      seenUntil: host.seenUntil,
    });
  }

  /** Sends what passed, and ends the moment. */
  private book(decision: DecisionRecord): BookedRecord {
    const { account, events, spec } = this;
    for (const symbol of decision.cancelled) account.cancel(symbol);
    const timing = { availableAt: decision.available_at ?? -Infinity };
    const sent = decision.orders.flatMap(({ symbol, sent: order }) =>
      order === null ? [] : [[symbol, orderOfRecord(order)] as const],
    );
    if (spec.account.symbols.length > 1) events.add(account.orders(new Map(sent), timing));
    else for (const [symbol, order] of sent) events.add(account.order(symbol, order, timing));
    events.add(account.endStep());
    return events.booked(account, decision.time, spec.account.symbols);
  }

  private finish({ bars, asked: wasAsked }: OpenMoment, { decision, booked }: Decided): void {
    const close = this.closeOf(bars);
    this.guard.noteAccount(close, booked.equity, booked.positions);
    const own = this.ownBar(bars);
    if (own !== undefined) this.opinions?.done(own.openTime, wasAsked);
    this.open = null;
    this.decided = decision;
    this.steps += 1;
  }

  /** What was decided holds; the strategy is asked again only so that it knows what it knew. */
  private repeat(record: JournalRecord): void {
    const decision = readRecord(record, 'decision');
    const open = this.openAt(record);
    const wanted = this.host.ask(open.bars.bars, this.account);
    const before = decision.orders.flatMap(({ symbol, wanted: order }) => (order === null ? [] : [[symbol, order]]));
    const now = [...wanted].map(([symbol, order]) => [symbol, recordOfOrder(order)]);
    if (!isSame(before, now)) throw differs(record, 'the strategy wants something else');
    open.decided = { decision, booked: this.book(decision) };
  }

  private compare(record: JournalRecord): void {
    const booked = readRecord(record, 'booked');
    const open = this.openAt(record);
    const { decided } = open;
    if (decided === null || !isSame(booked, decided.booked)) throw differs(record, 'the account comes out otherwise');
    this.finish(open, decided);
  }

  private openAt(record: JournalRecord): OpenMoment {
    if (this.open !== null) return this.open;
    throw differs(record, 'it belongs to no bars');
  }
}

/** Mostly the texts are the same as they are; only where they are not do names have to be brought into order, which takes longer. */
const isSame = (a: unknown, b: unknown): boolean =>
  JSON.stringify(a) === JSON.stringify(b) || canonicalJson(a) === canonicalJson(b);
