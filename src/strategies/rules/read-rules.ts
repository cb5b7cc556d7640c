import type { InputError } from '../../core/errors.js';
import type { Condition, Protection, Rule, RuleBook } from './book.js';
import type { Expression, Logic } from './expression/ast.js';
import { ExpressionError } from './expression/tokens.js';
import { parseCondition, parseExpression } from './expression/parse.js';
import { indicatorSchema, outputNames, specOf, type IndicatorSpec } from './indicators.js';
import { fieldHint, indicatorHint } from './hints.js';
import { errorsOf, together } from './issues.js';
import { isPosition, isPrice, isRegime, POSITION, PRICES, REGIME, RESERVED } from './names.js';
import {
  conditionSchema,
  rulesSchema,
  type ProtectivePrice,
  type WrittenCondition,
  type WrittenRule,
} from './schema.js';
import { YamlSource, type Path } from './yaml-source.js';

/**
 * Reads a file of rules, YAML or JSON.
 * @param file for messages
 * @throws InputError `rules.yaml`, or `rules.invalid` with file, line and column of every problem
 */
export function readRules(text: string, file = 'rules'): RuleBook {
  const source = new YamlSource(text, file);
  const parsed = rulesSchema.safeParse(source.value, { reportInput: true });
  if (!parsed.success) {
    throw together([...errorsOf(parsed.error.issues, source), ...errorsInTexts(source)]);
  }
  const written = parsed.data;
  const indicators = new Map(Object.entries(written.indicators).map(([name, each]) => [name, specOf(each)]));
  const checker = new Checker(source, indicators);
  checker.indicatorNames();
  const rules = written.rules.map((rule, index) => checker.rule(rule, index));
  if (checker.errors.length > 0) throw together(checker.errors);
  return {
    name: written.name ?? file,
    indicators,
    rules,
    reverse: written.reverse,
    cooldownBars: written.cooldown_bars,
    regimeHorizonBars: checker.usesRegime ? written.regime_horizon_bars : null,
  };
}

const ZERO: Expression = { kind: 'number', value: 0 };
const NEVER: Logic = { kind: 'compare', comparison: { operator: '>', left: ZERO, right: ZERO } };

const INDICATOR_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Turns what was written into what can run, and finds names that nothing has. */
class Checker {
  usesRegime = false;
  readonly errors: InputError[] = [];

  constructor(
    private readonly source: YamlSource,
    private readonly indicators: ReadonlyMap<string, IndicatorSpec>,
  ) {}

  indicatorNames(): void {
    for (const name of this.indicators.keys()) {
      if (RESERVED.has(name)) {
        this.errors.push(
          this.source.keyError(['indicators'], name, `"${name}" has a meaning of its own: choose another name`),
        );
        continue;
      }
      if (!INDICATOR_NAME.test(name)) {
        this.errors.push(
          this.source.keyError(['indicators'], name, `"${name}" is not a name: use letters, digits and _`),
        );
      }
    }
  }

  rule(rule: WrittenRule, index: number): Rule {
    const at = (...path: Path): Path => ['rules', index, ...path];
    const protection = (price: ProtectivePrice | undefined, path: Path) =>
      price === undefined ? null : this.protection(price, path);
    const { add } = rule;
    return {
      name: rule.name ?? `${rule.side} ${index + 1}`,
      side: rule.side,
      enter: this.condition(rule.enter, at('enter')),
      exit: rule.exit === undefined ? null : this.condition(rule.exit, at('exit')),
      size: rule.size,
      stop: protection(rule.stop, at('stop')),
      takeProfit: this.takeProfit(rule, at('take_profit')),
      trailingStop: rule.trailing_stop ?? null,
      maxBars: rule.max_bars ?? null,
      add:
        add === undefined
          ? null
          : {
              when: this.condition(add.when, at('add', 'when')),
              size: add.size,
              times: add.times,
              stop: protection(add.stop, at('add', 'stop')),
            },
    };
  }

  private takeProfit({ side, take_profit }: WrittenRule, path: Path): Protection | null {
    if (side === 'short' && typeof take_profit === 'number' && take_profit >= 1) {
      this.errors.push(this.source.error(path, 'a short position cannot gain 100 %: the price would have to be 0'));
    }
    return take_profit === undefined ? null : this.protection(take_profit, path);
  }

  condition(written: WrittenCondition, path: Path): Condition {
    if (typeof written === 'string') {
      return this.parsed(written, path, parseCondition, (found) => this.logic(found), NEVER);
    }
    if ('time' in written) return { kind: 'time', window: written.time };
    if ('not' in written) return { kind: 'not', of: this.condition(written.not, [...path, 'not']) };
    const kind = 'all' in written ? 'all' : 'any';
    const members = 'all' in written ? written.all : written.any;
    return { kind, of: members.map((each, index) => this.condition(each, [...path, kind, index])) };
  }

  private protection(written: ProtectivePrice, path: Path): Protection {
    if (typeof written === 'number') return { kind: 'fraction', value: written };
    const { price } = written;
    if (typeof price === 'number') return { kind: 'price', price: { kind: 'number', value: price } };
    const inner = [...path, 'price'];
    return { kind: 'price', price: this.parsed(price, inner, parseExpression, (found) => this.names(found), ZERO) };
  }

  /** @param instead stands for a text that is wrong, so that the others are looked at too */
  private parsed<T>(text: string, path: Path, parse: (text: string) => T, check: (found: T) => void, instead: T): T {
    try {
      const found = parse(text);
      check(found);
      return found;
    } catch (error) {
      if (!(error instanceof ExpressionError)) throw error;
      this.errors.push(this.source.error(path, error.message, error.at));
      return instead;
    }
  }

  private logic(logic: Logic): void {
    if (logic.kind === 'not') this.logic(logic.of);
    else if (logic.kind === 'compare') {
      this.names(logic.comparison.left);
      this.names(logic.comparison.right);
    } else for (const each of logic.of) this.logic(each);
  }

  private names(expression: Expression): void {
    switch (expression.kind) {
      case 'number':
        return;
      case 'negate':
        this.names(expression.of);
        return;
      case 'binary':
        this.names(expression.left);
        this.names(expression.right);
        return;
      case 'call':
        for (const each of expression.of) this.names(each);
        return;
      case 'name':
        this.name(expression);
    }
  }

  private name({ name, barsAgo, at }: Expression & { readonly kind: 'name' }): void {
    if (isPrice(name)) return;
    if (isPosition(name) || isRegime(name)) {
      if (barsAgo > 0) throw new ExpressionError(`"${name}" has no past: write it without [${barsAgo}]`, at);
      if (isRegime(name)) this.usesRegime = true;
      return;
    }
    const [base = '', part = ''] = name.split('.');
    const spec = this.indicators.get(base);
    if (spec === undefined) {
      const known = [...this.indicators.keys(), ...PRICES, ...POSITION, ...REGIME];
      const declared = indicatorHint(base);
      const hint = declared === '' ? fieldHint(base, known) : '';
      throw new ExpressionError(`there is no "${base}"${declared}; known are ${known.join(', ')}${hint}`, at);
    }
    const parts = outputNames(spec);
    if (parts.includes(part)) return;
    const choices = parts.map((each) => (each === '' ? base : `${base}.${each}`)).join(', ');
    throw new ExpressionError(`there is no "${name}"; write ${choices}`, at);
  }
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is wrong in the texts of a file whose fields are wrong already, as far as they can be read. */
function errorsInTexts(source: YamlSource): InputError[] {
  const file = source.value;
  if (!isObject(file) || !Array.isArray(file.rules)) return [];
  const indicators = new Map<string, IndicatorSpec>();
  for (const [name, each] of Object.entries(isObject(file.indicators) ? file.indicators : {})) {
    const parsed = indicatorSchema.safeParse(each);
    // What its outputs are is not known: a condition about them would be blamed for the declaration.
    if (!parsed.success) return [];
    indicators.set(name, specOf(parsed.data));
  }
  const checker = new Checker(source, indicators);
  (file.rules as unknown[]).forEach((rule, index) => {
    if (!isObject(rule)) return;
    for (const field of ['enter', 'exit'] as const) {
      const condition = conditionSchema.safeParse(rule[field]);
      if (condition.success) checker.condition(condition.data, ['rules', index, field]);
    }
  });
  return checker.errors;
}
