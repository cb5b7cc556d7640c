import type { BarRow } from '../../../core/bars.js';
import { InputError } from '../../../core/errors.js';
import type { ExecutionSettings } from '../../settings.js';
import { Account } from '../account.js';
import { Cursor } from '../cursor.js';
import type { SymbolState } from '../symbol-state.js';
import type { BarWindow } from './bar-window.js';
import { FedSymbol } from './fed-symbol.js';
import type { FundingQueue, FundingRecord } from './funding-queue.js';
import { PastTimes } from './past-times.js';
import type { AccountSpec, FedBar } from './spec.js';

/** A bar that may be fed, and whose it is. */
export interface CheckedBar {
  readonly bar: FedBar;
  readonly state: SymbolState;
}

/** The account of whoever is fed one moment at a time, and what of the past it still needs. */
export class FedInput {
  readonly account: Account;
  readonly times = new PastTimes();
  readonly data: readonly FedSymbol[];

  /** @throws InputError for no symbol, or one that comes twice */
  constructor(
    private readonly spec: Pick<AccountSpec, 'symbols' | 'intervalMs' | 'funding'>,
    private readonly settings: ExecutionSettings,
  ) {
    const names = spec.symbols.map(({ symbol }) => symbol);
    if (names.length === 0 || new Set(names).size < names.length) {
      throw new InputError('account.symbols', 'An account needs at least one symbol, and each once.', {
        where: 'symbols',
      });
    }
    this.data = spec.symbols.map((each) => new FedSymbol(each, settings, spec.intervalMs));
    const cursor = new Cursor(this.times, spec.intervalMs);
    cursor.step = -1;
    this.account = new Account(settings, this.data, cursor);
  }

  /** @throws InputError for bars that are invalid, of an unknown symbol, not of one moment, or not later than the last: nothing is changed */
  check(bars: readonly FedBar[]): readonly CheckedBar[] {
    const time = bars[0]?.openTime;
    if (time === undefined || bars.some(({ openTime }) => openTime !== time)) {
      throw new InputError('account.bars', 'Bars are fed by moment: at least one, and all with the same open time.', {
        where: 'bars',
      });
    }
    const { cursor } = this.account;
    if (cursor.step >= 0 && !(time > cursor.time)) {
      throw new InputError(
        'account.bars',
        `A bar of ${time} was fed after one of ${cursor.time}: bars come in order.`,
        {
          where: 'openTime',
        },
      );
    }
    const fed = bars.map((bar) => ({ bar, state: this.stateOf(bar.symbol) }));
    for (const { bar, state } of fed) this.checkBar(bar, this.data[state.index]!);
    return fed;
  }

  /** Begins the step of checked bars. @returns their symbols as a backtest goes through them: in the order of the account */
  begin(fed: readonly CheckedBar[]): readonly SymbolState[] {
    const { cursor } = this.account;
    for (const { bar, state } of fed) this.push(bar, this.data[state.index]!);
    for (const { state } of fed) state.row = this.data[state.index]!.barWindow.length - 1;
    cursor.step++;
    this.times.set(cursor.step, fed[0]!.bar.openTime);
    return fed.map(({ state }) => state).sort((a, b) => a.index - b.index);
  }

  /** Settlements of a symbol whose bar is not there yet. @throws InputError where the instrument pays no funding */
  addFunding(symbol: string, records: readonly FundingRecord[]): void {
    const queue = this.fundingOf(symbol);
    queue.check(records);
    if (this.spec.funding !== 'given') queue.push(records);
  }

  /** Mark bars of a symbol whose bar is not there yet. @throws InputError where the specification promised none */
  addMarks(symbol: string, rows: readonly BarRow[]): void {
    const window = this.marksOf(symbol);
    window.check(rows);
    this.pushMarks(window, rows);
  }

  /** Keeps the times of steps that something still refers to, and the funding that is still to be paid. */
  forgetThePast(): void {
    const { portfolio, symbols, cursor } = this.account;
    const steps = new Set([cursor.step, ...portfolio.openSteps()]);
    symbols.forEach((state, s) => {
      this.data[s]!.fundingQueue?.drop(state.fundingRow);
      state.fundingRow = 0;
      if (state.order.active) steps.add(state.order.givenAt);
      const row = portfolio.lastTradeOf(s);
      if (row >= 0) for (const step of portfolio.trades.stepsOf(row)) steps.add(step);
    });
    this.times.keep(steps);
  }

  /** @throws InputError for a symbol that is none of the account's */
  stateOf(symbol: string): SymbolState {
    const index = this.account.bySymbol.get(symbol);
    if (index === undefined) {
      throw new InputError('account.symbol', `The account knows no symbol "${symbol}".`, { where: 'symbol' });
    }
    return this.account.symbols[index]!;
  }

  /** @throws InputError for what cannot be fed: before anything is changed */
  private checkBar({ symbol, funding, marks, finer, ...row }: FedBar, data: FedSymbol): void {
    data.barWindow.check([row]);
    if (funding !== undefined) this.fundingOf(symbol).check(funding);
    if (marks !== undefined) this.marksOf(symbol).check(marks);
    if (finer !== undefined) data.finerWindow?.check(finer);
  }

  private push({ symbol, funding, marks, finer, ...row }: FedBar, data: FedSymbol): void {
    data.barWindow.push([row], Infinity);
    if (funding !== undefined && this.spec.funding !== 'given') this.fundingOf(symbol).push(funding);
    if (marks !== undefined) this.pushMarks(this.marksOf(symbol), marks);
    data.finerWindow?.clear();
    data.finerWindow?.push(finer ?? [], -Infinity);
  }

  private pushMarks(window: BarWindow, rows: readonly BarRow[]): void {
    // Funding that was due since the last moment looks its price up there.
    window.push(rows, this.account.cursor.step < 0 ? -Infinity : this.account.cursor.time);
  }

  private fundingOf(symbol: string): FundingQueue {
    const queue = this.data[this.stateOf(symbol).index]!.fundingQueue;
    if (queue !== null) return queue;
    throw new InputError('data.funding', `Funding of ${symbol} is given, but ${this.settings.instrument} pays none.`, {
      where: 'funding',
    });
  }

  private marksOf(symbol: string): BarWindow {
    const window = this.data[this.stateOf(symbol).index]!.markWindow;
    if (window !== null) return window;
    throw new InputError('data.mark', `Mark bars of ${symbol} are given, but the specification announced none.`, {
      where: 'marks',
      remedy: 'set marks: true for the symbol',
    });
  }
}
