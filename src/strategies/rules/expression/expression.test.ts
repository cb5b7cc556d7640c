import { describe, expect, it } from 'vitest';
import { IN_PROPORTION, growth } from '../../../../test/support/growth.js';
import type { Expression, Logic } from './ast.js';
import { ExpressionError } from './tokens.js';
import { parseCondition, parseExpression } from './parse.js';

/** With every operation in parentheses, so that the order of operations can be read. */
function spell(expression: Expression): string {
  switch (expression.kind) {
    case 'number':
      return String(expression.value);
    case 'name':
      return expression.barsAgo === 0 ? expression.name : `${expression.name}[${expression.barsAgo}]`;
    case 'negate':
      return `(-${spell(expression.of)})`;
    case 'call':
      return `${expression.name}(${expression.of.map(spell).join(', ')})`;
    case 'binary':
      return `(${spell(expression.left)} ${expression.operator} ${spell(expression.right)})`;
  }
}

describe('parseExpression', () => {
  it.each([
    ['1', '1'],
    ['1e3', '1000'],
    ['.5', '0.5'],
    ['2.5%', '0.025'],
    ['close', 'close'],
    ['bands.upper[3]', 'bands.upper[3]'],
    ['a - b - c', '((a - b) - c)'],
    ['a + b * c', '(a + (b * c))'],
    ['(a + b) * c', '((a + b) * c)'],
    ['-a * -2', '((-a) * (-2))'],
    ['a/b/c', '((a / b) / c)'],
    ['max(a, min(b, 2)) - abs(-c)', '(max(a, min(b, 2)) - abs((-c)))'],
  ])('%s', (text, spelt) => {
    expect(spell(parseExpression(text))).toBe(spelt);
  });
});

describe('parseCondition', () => {
  it.each([
    ['rsi<30', 'rsi', '<', '30'],
    ['close >= entry_price * 1.1', 'close', '>=', '(entry_price * 1.1)'],
    ['fast crosses above slow[1]', 'fast', 'crosses above', 'slow[1]'],
    ['rsi  crosses\n below 70', 'rsi', 'crosses below', '70'],
  ])('%s', (text, left, operator, right) => {
    const parsed = parseCondition(text);
    if (parsed.kind !== 'compare') throw new Error('not one comparison');
    const found = parsed.comparison;
    expect([spell(found.left), found.operator, spell(found.right)]).toEqual([left, operator, right]);
  });

  it.each([
    ['close', 5, 'expected <, <=, >, >=, "crosses above" or "crosses below", found the end'],
    ['close > ', 8, 'expected a number or a name, found the end'],
    ['close = 5', 6, '"=" does not belong here: write >= or <='],
    ['close > 5 5', 10, 'expected the end, found "5"'],
    ['close > 5 > 4', 10, 'expected the end, found ">"'],
    ['(close > 5', 10, 'expected ")", found the end'],
    ['close > 5 and', 13, 'expected a number or a name, found the end'],
    ['close > 5 && open > 5', 10, '"&" does not belong here: write and'],
    ['close > 5 || open > 5', 10, '"|" does not belong here: write or'],
    [
      'ema(200) > 1',
      0,
      'there is no function "ema"; there are abs, min, max; declare it first: indicators: { ema200: { ema: 200 } }',
    ],
    ['a crosses over b', 10, 'expected "above" or "below" after "crosses", found "over"'],
    ['close[1.5] > 2', 6, 'expected a whole number of bars from 0 to 1000 after "close[", found "1.5"'],
    ['close[-1] > 2', 6, 'expected a whole number of bars from 0 to 1000 after "close[", found "-"'],
    ['close[1001] > 2', 6, 'expected a whole number of bars from 0 to 1000 after "close[", found "1001"'],
    ['sqrt(2) > 1', 0, 'there is no function "sqrt"; there are abs, min, max'],
    ['max(1) > 1', 0, 'max takes 2 values, not 1'],
    ['constructor(1) > 1', 0, 'there is no function "constructor"; there are abs, min, max'],
    ['１ > 2', 0, '"１" does not belong here'],
  ])('%s', (text, at, message) => {
    const error = caught(() => parseCondition(text));
    expect([error.message, error.at]).toEqual([message, at]);
  });

  it.each([
    ['a > 1 and b < 2', 'all(a>1 b<2)'],
    ['a > 1 AND b < 2 Or c > 3', 'any(all(a>1 b<2) c>3)'],
    ['a > 1 or b < 2 and c > 3', 'any(a>1 all(b<2 c>3))'],
    ['(a > 1 or b < 2) and c > 3', 'all(any(a>1 b<2) c>3)'],
    ['not a > 1 and b < 2', 'all(not(a>1) b<2)'],
    ['not (a > 1 and b < 2)', 'not(all(a>1 b<2))'],
    ['(a + b) > 2 and ((c)) < 4', 'all((a + b)>2 c<4)'],
    ['((a > 1))', 'a>1'],
    ['a crosses above b and c > 1', 'all(acrosses aboveb c>1)'],
  ])('%s is %s', (text, expected) => {
    const write = (logic: Logic): string => {
      if (logic.kind === 'not') return `not(${write(logic.of)})`;
      if (logic.kind !== 'compare') return `${logic.kind}(${logic.of.map(write).join(' ')})`;
      const { left, operator, right } = logic.comparison;
      return `${spell(left)}${operator}${spell(right)}`;
    };
    expect(write(parseCondition(text))).toBe(expected);
  });

  it('takes its time in proportion to the text, and stops at absurd nesting', () => {
    expect(caught(() => parseCondition(`${'('.repeat(100_000)}1 > 0`)).message).toBe('too many parentheses');
    expect(caught(() => parseCondition(`${'-'.repeat(100_000)}1 > 0`)).message).toBe('too many parentheses');
    const parse = (size: number) => parseCondition(`${'1+'.repeat(size)}1 > ${'9'.repeat(5 * size)}`);
    expect(growth(parse, 5_000)).toBeLessThan(IN_PROPORTION);
  });
});

function caught(action: () => unknown): ExpressionError {
  try {
    action();
  } catch (error) {
    if (error instanceof ExpressionError) return error;
    throw error;
  }
  throw new Error('nothing was wrong');
}
