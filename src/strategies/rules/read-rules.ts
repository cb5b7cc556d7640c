import type { Condition, Protection, Rule, RuleBook } from './book.js';
import type { Comparison, Expression } from './expression/ast.js';
import { ExpressionError } from './expression/error.js';
import { parseComparison, parseExpression } from './expression/parse.js';
import { outputNames, specOf, type IndicatorSpec } from './indicators.js';
import { errorOf } from './issues.js';
import { isPosition, isPrice, isRegime, POSITION, PRICES, REGIME, RESERVED } from './names.js';
import { rulesSchema, type ProtectivePrice, type WrittenCondition, type WrittenRule } from './schema.js';
import { YamlSource, type Path } from './yaml-source.js';

/**
 * Reads a file of rules, YAML or JSON.
 * @param file for messages
 * @throws InputError `rules.yaml` or `rules.invalid` with file, line and column of the first problem
 */
export function readRules(text: string, file = 'rules'): RuleBook {
  const source = new YamlSource(text, file);
  const parsed = rulesSchema.safeParse(source.value, { reportInput: true });
  if (!parsed.success) throw errorOf(parsed.error.issues, source);
  const written = parsed.data;
  const indicators = new Map(Object.entries(written.indicators).map(([name, each]) => [name, specOf(each)]));
  const checker = new Checker(source, indicators);
  checker.indicatorNames();
  const rules = written.rules.map((rule, index) => checker.rule(rule, index));
  return {
    name: written.name ?? file,
    indicators,
    rules,
    reverse: written.reverse,
    cooldownBars: written.cooldown_bars,
    regimeHorizonBars: checker.usesRegime ? written.regime_horizon_bars : null,
  };
}

const INDICATOR_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Turns what was written into what can run, and finds names that nothing has. */
class Checker {
  usesRegime = false;

  constructor(
    private readonly source: YamlSource,
    private readonly indicators: ReadonlyMap<string, IndicatorSpec>,
  ) {}

  indicatorNames(): void {
    for (const name of this.indicators.keys()) {
      if (RESERVED.has(name)) {
        throw this.source.keyError(['indicators'], name, `"${name}" has a meaning of its own: choose another name`);
      }
      if (!INDICATOR_NAME.test(name)) {
        throw this.source.keyError(['indicators'], name, `"${name}" is no name: use letters, digits and _`);
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
      takeProfit: protection(rule.take_profit, at('take_profit')),
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

  private condition(written: WrittenCondition, path: Path): Condition {
    if (typeof written === 'string') {
      return {
        kind: 'compare',
        comparison: this.parsed(written, path, parseComparison, (found) => this.sides(found, path)),
      };
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
    return { kind: 'price', price: this.parsed(price, inner, parseExpression, (found) => this.names(found, inner)) };
  }

  private parsed<T>(text: string, path: Path, parse: (text: string) => T, check: (found: T) => void): T {
    try {
      const found = parse(text);
      check(found);
      return found;
    } catch (error) {
      if (error instanceof ExpressionError) throw this.source.error(path, error.message, error.at);
      throw error;
    }
  }

  private sides({ left, right }: Comparison, path: Path): void {
    this.names(left, path);
    this.names(right, path);
  }

  private names(expression: Expression, path: Path): void {
    switch (expression.kind) {
      case 'number':
        return;
      case 'negate':
        this.names(expression.of, path);
        return;
      case 'binary':
        this.names(expression.left, path);
        this.names(expression.right, path);
        return;
      case 'call':
        for (const each of expression.of) this.names(each, path);
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
      const known = [...this.indicators.keys(), ...PRICES, ...POSITION, ...REGIME].join(', ');
      throw new ExpressionError(`there is no "${base}"; known are ${known}`, at);
    }
    const parts = outputNames(spec);
    if (parts.includes(part)) return;
    const choices = parts.map((each) => (each === '' ? base : `${base}.${each}`)).join(', ');
    throw new ExpressionError(`there is no "${name}"; write ${choices}`, at);
  }
}
