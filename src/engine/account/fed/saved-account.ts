import { InputError, messageOf } from '../../../core/errors.js';
import { given } from '../../../core/given.js';
import type { BarRow } from '../../../core/bars.js';
import type { Account } from '../account.js';
import type { SavedGroups } from '../exposure-groups.js';
import { assignPrimitives, fromPlain, primitivesOf, toPlain, type Plain } from '../plain-numbers.js';
import type { SavedPortfolio } from '../portfolio.js';
import type { Refusal, RefusalReason } from '../refusals.js';
import type { EventsLog } from './events-log.js';
import type { FedSymbol } from './fed-symbol.js';
import type { FundingRecord } from './funding-queue.js';
import type { PastTimes } from './past-times.js';

/** An account at one moment. What is inside is the engine's own: it is kept, compared and given back, not read. */
export interface AccountStateDocument {
  readonly version: 1;
  /** What it was made with: it can be given back to the same specification only. */
  readonly settings: Plain;
  readonly symbols: readonly string[];
  readonly account: Plain;
}

/** The parts of a fed account that change. */
export interface AccountParts {
  readonly account: Account;
  readonly data: readonly FedSymbol[];
  readonly times: PastTimes;
  readonly log: EventsLog;
}

type Fields = Readonly<Record<string, unknown>>;

interface SavedSymbol {
  readonly fields: Fields;
  readonly order: Fields;
  readonly forced: Fields;
  readonly bars: readonly BarRow[];
  readonly marks: readonly BarRow[];
  readonly funding: readonly FundingRecord[];
}

interface Saved {
  readonly fields: Fields;
  readonly cursor: Fields;
  readonly times: readonly (readonly [step: number, time: number])[];
  readonly counters: Fields;
  readonly refusals: Partial<Record<RefusalReason, number>>;
  readonly samples: readonly Refusal[];
  readonly targets: readonly number[];
  readonly liquidationLow: readonly number[];
  readonly liquidationHigh: readonly number[];
  readonly portfolio: SavedPortfolio;
  /** Numbers of the trades that the log of the portfolio begins with. */
  readonly tradeIds: readonly (number | null)[];
  readonly nextTradeId: number;
  readonly symbols: readonly SavedSymbol[];
  /** Which symbols move together; absent where no limit asks. */
  readonly groups?: SavedGroups;
  /** Symbols of a step that has not ended. */
  readonly open: readonly number[] | null;
}

export function savedAccount({
  account,
  data,
  times,
  log,
  isOpen,
}: AccountParts & { readonly isOpen: readonly number[] | null }): AccountStateDocument {
  const { portfolio } = account;
  const saved: Saved = {
    fields: primitivesOf(account),
    cursor: primitivesOf(account.cursor),
    times: times.entries(),
    counters: primitivesOf(account.counters),
    refusals: account.refusals.counts(),
    samples: account.refusals.samples,
    targets: Array.from(account.targets),
    liquidationLow: Array.from(account.liquidationLow),
    liquidationHigh: Array.from(account.liquidationHigh),
    portfolio: portfolio.saved(),
    tradeIds: data.map((_, s) => log.tradeIds[portfolio.lastTradeOf(s)] ?? null),
    nextTradeId: log.nextTradeId,
    symbols: account.symbols.map((state, s) => ({
      // A window that is made again begins with its first row.
      fields: { ...primitivesOf(state), row: data[s]!.barWindow.rows().length - 1 },
      order: primitivesOf(state.order),
      forced: primitivesOf(state.forced),
      bars: data[s]!.barWindow.rows(),
      marks: data[s]!.markWindow?.rows() ?? [],
      funding: data[s]!.fundingQueue?.records() ?? [],
    })),
    ...given({ groups: account.groups?.saved() }),
    open: isOpen,
  };
  return {
    version: 1,
    settings: toPlain(account.settings),
    symbols: data.map(({ symbol }) => symbol),
    account: toPlain(saved),
  };
}

/**
 * Writes a state into an account that has just been made.
 * @returns the symbols of a step that had not ended
 * @throws InputError `account.state` where it is of other settings, other symbols or another version
 */
export function writeBack(
  { account, data, times, log }: AccountParts,
  state: AccountStateDocument,
): readonly number[] | null {
  const names = data.map(({ symbol }) => symbol);
  if ((state.version as number) !== 1) throw wrong(`its version is ${String(state.version)}, not 1`);
  if (names.join() !== state.symbols.join())
    throw wrong(`it is of ${state.symbols.join(', ')}, not of ${names.join(', ')}`);
  if (JSON.stringify(toPlain(account.settings)) !== JSON.stringify(state.settings)) {
    throw wrong('it was made with other settings');
  }
  try {
    const saved = fromPlain(state.account) as Saved;
    assignPrimitives(account, saved.fields);
    assignPrimitives(account.cursor, saved.cursor);
    for (const [step, time] of saved.times) times.set(step, time);
    assignPrimitives(account.counters, saved.counters);
    account.refusals.restore(saved.refusals, saved.samples);
    account.targets.set(saved.targets);
    account.liquidationLow.set(saved.liquidationLow);
    account.liquidationHigh.set(saved.liquidationHigh);
    account.portfolio.restore(saved.portfolio);
    log.restore(
      saved.tradeIds.flatMap((id) => (id === null ? [] : [id])),
      saved.nextTradeId,
    );
    if (account.groups !== null) account.groups.restore(saved.groups!);
    saved.symbols.forEach((each, s) => {
      const symbol = account.symbols[s]!;
      assignPrimitives(symbol, each.fields);
      assignPrimitives(symbol.order, each.order);
      assignPrimitives(symbol.forced, each.forced);
      data[s]!.barWindow.push(each.bars, Infinity);
      data[s]!.markWindow?.push(each.marks, -Infinity);
      data[s]!.fundingQueue?.push(each.funding);
    });
    return saved.open;
  } catch (error) {
    throw wrong(messageOf(error), error);
  }
}

const wrong = (why: string, cause?: unknown): InputError =>
  new InputError('account.state', `The state does not belong to this account: ${why}.`, {
    where: 'state',
    remedy: 'restore it with the specification it was made with, by the version of the program that made it',
    cause,
  });
