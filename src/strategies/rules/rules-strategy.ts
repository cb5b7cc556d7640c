import { InputError } from '../../core/errors.js';
import { OpinionInForce } from '../regime-opinion.js';
import { Strategy, type AccountState, type Bar, type Indicator, type Order, type StrategyContext } from '../base.js';
import type { RuleBook } from './book.js';
import { Compiler } from './compile.js';
import { CompiledRule } from './compiled-rule.js';
import { follow } from './follow.js';
import { RuleState, type Frame } from './frame.js';
import { declare, isLibrary, type LibraryIndicators } from './indicators.js';
import { readRules } from './read-rules.js';

/** Opinions are read, not turned into sizes: the multiplier does not matter. */
const K_MAX = 1;

/**
 * Reads a file of rules (YAML or JSON) and makes a strategy of it.
 * @param file for messages
 * @throws InputError `rules.yaml` or `rules.invalid` with file, line and column
 */
export async function loadRules(text: string, file = 'rules'): Promise<RulesStrategy> {
  const book = readRules(text, file);
  const needed = [...book.indicators.values()].some(isLibrary);
  // The library takes longer to load than a backtest of a year of hours.
  return new RulesStrategy(book, needed ? (await import('./library-indicators.js')).libraryIndicators : null);
}

/**
 * Rules as a strategy: while flat, the first rule whose `enter` is true opens a position, with its own size and protective
 * prices; from then on that rule alone exits it and adds to it. A condition about a number that is not known yet is not true.
 */
export class RulesStrategy extends Strategy {
  private frame!: Frame;
  private compiler!: Compiler;
  private rules: readonly CompiledRule[] = [];
  private opinions: OpinionInForce | null = null;
  private states = new Map<string, RuleState>();

  constructor(
    readonly book: RuleBook,
    /** Null only where no rule uses an indicator of the library. */
    private readonly library: LibraryIndicators | null,
  ) {
    super();
  }

  override init(context: StrategyContext): void {
    const { book } = this;
    const short = book.rules.find(({ side }) => side === 'short');
    if (short !== undefined && !context.canShort) {
      throw new InputError('rules.short', `The rule "${short.name}" sells short, which plain spot cannot.`, {
        where: short.name,
        remedy: 'use instrument "margin" or "perp", or take the rule out',
      });
    }
    const blank = new RuleState(0);
    this.frame = { bar: null as never, account: null as never, context, state: blank, regime: null };
    this.compiler = new Compiler(this.frame, declareAll(book, context, this.library));
    this.rules = book.rules.map((rule) => new CompiledRule(rule, this.frame, this.compiler));
    this.opinions =
      book.regimeHorizonBars === null ? null : new OpinionInForce(K_MAX, book.regimeHorizonBars * context.intervalMs);
  }

  override reset(): void {
    this.states = new Map();
  }

  onBar(bar: Bar, account: AccountState, context: StrategyContext): Order | null {
    const state = this.stateOf(bar.symbol);
    const { frame } = this;
    frame.bar = bar;
    frame.account = account;
    frame.context = context;
    frame.state = state;
    follow(state, account, this.book.cooldownBars);
    const regimeFlat = this.lookAtRegime(bar, context);
    this.compiler.updateCrossings();
    if (regimeFlat) return account.target === 0 ? null : context.flat();
    if (state.rule !== null) return this.hold(state, account, context);
    if (state.cooldown > 0) {
      state.cooldown--;
      return null;
    }
    // A position that no rule opened, or one on its way out, has to be gone first.
    return account.position === 0 && account.target === 0 ? this.enter(state, context, null) : null;
  }

  private stateOf(symbol: string): RuleState {
    let state = this.states.get(symbol);
    if (state === undefined) {
      state = new RuleState(this.compiler.crossingCount);
      this.states.set(symbol, state);
    }
    return state;
  }

  /** True where a failed opinion has expired: then nothing is held. */
  private lookAtRegime(bar: Bar, context: StrategyContext): boolean {
    if (this.opinions === null) return false;
    const opinion = this.opinions.at(context.regime(), bar.closeTime);
    this.frame.regime = opinion.kind === 'valid' ? opinion.assessment : null;
    return opinion.kind === 'flat';
  }

  private hold(state: RuleState, account: AccountState, context: StrategyContext): Order | null {
    const current = this.rules.find(({ rule }) => rule === state.rule)!;
    const { rule } = current;
    // Closing already: the order waits for its fill.
    if (account.target === 0) return null;
    if (state.closing) return context.flat();
    const tooLong = rule.maxBars !== null && state.barsHeld >= rule.maxBars;
    if (tooLong || current.exits?.() === 1) {
      // Another rule may take over at once, unless there is a pause to keep.
      const next = this.book.cooldownBars > 0 ? null : this.enter(state, context, (each) => each !== current, true);
      return next ?? context.flat();
    }
    if (this.book.reverse) {
      const turned = this.enter(state, context, (each) => each.rule.side !== rule.side);
      if (turned !== null) return turned;
    }
    const { add } = rule;
    if (add === null || state.additions >= add.times || account.position === 0 || current.adds?.() !== 1) return null;
    const order = current.addition(context, state.size + add.size);
    if (order === null) return null;
    state.growing = { target: account.target, size: add.size };
    state.size += add.size;
    state.additions++;
    return order;
  }

  /** The first rule that enters, of those that may. @param closing the exit of the present rule is due */
  private enter(
    state: RuleState,
    context: StrategyContext,
    may: ((rule: CompiledRule) => boolean) | null,
    closing = false,
  ): Order | null {
    for (const each of this.rules) {
      if ((may !== null && !may(each)) || each.enters() !== 1) continue;
      const order = each.entry(context);
      if (order === null) continue;
      const { rule, size, additions, barsHeld } = state;
      state.takenFrom = rule === null ? null : { rule, size, additions, barsHeld, closing };
      state.closing = false;
      state.growing = null;
      state.rule = each.rule;
      state.size = each.rule.size;
      state.additions = 0;
      state.barsHeld = 0;
      return order;
    }
    return null;
  }
}

function declareAll(
  { indicators }: RuleBook,
  context: StrategyContext,
  library: LibraryIndicators | null,
): ReadonlyMap<string, Indicator> {
  const timeframes = new Map<string, ReturnType<StrategyContext['timeframe']>>();
  const declared = new Map<string, Indicator>();
  for (const [name, spec] of indicators) {
    let factory: Parameters<typeof declare>[0] = context;
    if (spec.timeframe !== null) {
      const made = timeframes.get(spec.timeframe) ?? context.timeframe(spec.timeframe);
      timeframes.set(spec.timeframe, made);
      factory = made;
    }
    for (const [part, indicator] of Object.entries(declare(factory, spec, library))) {
      declared.set(part === '' ? name : `${name}.${part}`, indicator);
    }
  }
  return declared;
}
